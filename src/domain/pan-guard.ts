import { number as checkNumber } from "card-validator"

/** Groups of digits with at most one space, dash or dot between them, as people write card numbers. */
const CANDIDATE = /\d(?:[\s.\-–]?\d){12,}/g
const SEPARATOR = /[\s.\-–]/
const SHORTEST_PAN = 13
const LONGEST_PAN = 19

/**
 * Whether a text holds what looks like a card number: 13 to 19 digits with the beginning and length of a circuit and
 * Luhn's check digit, also written in groups, also with expiry and CVV behind them. Some other long numbers pass by
 * chance, so use it where refusing is harmless: free text, session data, descriptions.
 */
export function containsPan(text: string): boolean {
  for (const [candidate] of text.matchAll(CANDIDATE)) {
    const groups = candidate.split(SEPARATOR)
    for (let first = 0; first < groups.length; first++) {
      let digits = ""
      for (const group of groups.slice(first)) {
        digits += group
        if (digits.length > LONGEST_PAN) {
          break
        }
        if (digits.length >= SHORTEST_PAN && isCardNumber(digits)) {
          return true
        }
      }
    }
  }
  return false
}

function isCardNumber(digits: string): boolean {
  return checkNumber(digits, { luhnValidateUnionPay: true }).isValid
}

/**
 * The path of the first value, anywhere in a JSON-like value, that looks like a card number (keys are looked at too),
 * or undefined. For refusing a card that somebody put where it would be stored.
 */
export function findPan(value: unknown, path = ""): string | undefined {
  if (typeof value === "string" || typeof value === "number") {
    return containsPan(String(value)) ? path : undefined
  }
  if (Array.isArray(value)) {
    return firstFound(value.map((item, index) => [`${path}[${index}]`, item]))
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
    if (entries.some(([key]) => containsPan(key))) {
      return path
    }
    return firstFound(entries.map(([key, item]) => [path === "" ? key : `${path}.${key}`, item]))
  }
  return undefined
}

function firstFound(entries: [string, unknown][]): string | undefined {
  for (const [path, item] of entries) {
    const found = findPan(item, path)
    if (found !== undefined) {
      return found
    }
  }
  return undefined
}
