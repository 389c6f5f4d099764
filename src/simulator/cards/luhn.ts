/** Verifies the check digit that every card number carries. */
export function isLuhnValid(digits: string): boolean {
  return luhnSum(digits) % 10 === 0
}

/** The check digit for the first digits of a number. */
export function checkDigit(start: string): string {
  return String((10 - (luhnSum(`${start}0`) % 10)) % 10)
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}
