import { maskLongNumbers } from "../redact"
import { readText } from "./lenient"

/** The first six and the last four digits. */
const MOST_KEPT = 10

/** The longest number whose last digits are certainly not a security code written after it. */
const LONGEST_ALONE = 16

/**
 * A masked card from XPay (`434994******4549`, `***4549`), masked again in case it was not: at most the first
 * six and the last four digits may be kept.
 */
export function readMasked(value: unknown): string | undefined {
  const text = readText(value)
  const masked = text === undefined ? undefined : maskLongNumbers(text, firstSixLastFour)
  // A security code or an expiry date, written after a number.
  return masked !== text && digitsOf(masked ?? "").length > MOST_KEPT ? "****" : masked
}

function firstSixLastFour(number: string): string {
  const digits = digitsOf(number)
  return digits.length < 12 || digits.length > LONGEST_ALONE
    ? "****"
    : `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`
}

function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/\D/g, "")
}

/** The last four digits of a masked card, if it ends in them. */
export function lastFour(masked: string | undefined): string | undefined {
  return masked === undefined ? undefined : /\d{4}$/.exec(masked)?.[0]
}
