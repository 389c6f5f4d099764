/** Validates the check digit at the end of every card number. `digits` without spaces. */
export function isLuhnValid(digits: string): boolean {
  const sum = [...digits].reduce(
    (rest, digit, place) => rest + Number((digits.length - place) % 2 ? digit : "0246813579"[Number(digit)]),
    0
  )
  return sum % 10 === 0
}
