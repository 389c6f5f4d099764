/** How an account number begins: country and check digits. */
const BEGINNING = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])/g
const SHORTEST = 15
const LONGEST = 34

/** The places of bank account numbers (IBAN) whose check digits are right: their digits are no card's. */
export function findIbans(text: string): [number, number][] {
  const found: [number, number][] = []
  for (const { index } of text.matchAll(BEGINNING)) {
    const end = endOfIban(text, index)
    if (end !== undefined) {
      found.push([index, end])
    }
  }
  return found
}

function endOfIban(text: string, start: number): number | undefined {
  let head = 0
  for (let index = start; index < start + 4; index++) {
    head = append(head, valueAt(text, index))
  }
  let rest = 0
  let count = 4
  let end: number | undefined
  for (let index = start + 4; index < text.length && count < LONGEST; index++) {
    const value = valueAt(text, index)
    const isLast = valueAt(text, index + 1) < 0
    if (value < 0) {
      if (isLast || (text[index] !== " " && text[index] !== "-")) {
        break
      }
      continue
    }
    rest = append(rest, value)
    count++
    // The beginning counts behind the rest: two letters and two digits are six digits.
    if (isLast && count >= SHORTEST && (rest * 1_000_000 + head) % 97 === 1) {
      end = index + 1
    }
  }
  return end
}

/** Modulo 97; a letter counts as its two digits. */
function append(before: number, value: number): number {
  return (before * (value > 9 ? 100 : 10) + value) % 97
}

/** 0 to 9 for a digit, from 10 for `A`; below zero for anything else. */
function valueAt(text: string, index: number): number {
  const code = index < text.length ? text.charCodeAt(index) : 0
  if (code >= 0x30 && code <= 0x39) {
    return code - 0x30
  }
  const letter = (code | 0x20) - 0x61
  return letter >= 0 && letter < 26 ? letter + 10 : -1
}
