import { circuitRules } from "./circuits"

/** The digits of Arabic, Persian and full-width keyboards as those of ours; their codes end in the digit. */
export function plainDigits(typed: string): string {
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => `${digit.charCodeAt(0) & 15}`)
}

/** What was typed without spaces, dashes and anything else that is not a digit. */
export function digitsOf(typed: string): string {
  return plainDigits(typed).replace(/\D/g, "")
}

/** Groups the digits of a card number as they are printed on the card: `4509 0345…`, `3782 822463 10005`. */
export function formatCardNumber(typed: string): string {
  const all = digitsOf(typed)
  const digits = all.slice(0, Math.max(...circuitRules(all).lengths))
  const { groups } = circuitRules(digits)
  let from = 0
  return groups
    .map((size) => digits.slice(from, (from += size)))
    .filter((group) => group !== "")
    .join(" ")
}

/** An expiry date with its month first, also as some browsers fill it in: `2029-08`. */
export function monthFirst(typed: string): string {
  return plainDigits(typed).replace(/^\s*20(\d\d)\s*[-/]\s*(\d\d?)\s*$/, "$2/$1")
}

/**
 * Writes an expiry date as `MM/YY` while it is typed: `8` → `08`, `0829` → `08/29`, `08/2029` → `08/29`; and as a browser
 * fills it in, `2029-08` → `08/29`.
 */
export function formatExpiry(input: string): string {
  const typed = monthFirst(input).replace(/^\s*(?=[2-9]|1\s*[/-])/, "0")
  const digits = digitsOf(typed)
  const month = digits.slice(0, 2)
  // The third digit of a year that is being typed with four.
  const year = digits.length === 6 ? digits.slice(4) : digits.slice(2, /^..20.$/.test(digits) ? 5 : 4)
  return year !== "" || /^\s*\d\d\s*\//.test(typed) ? `${month}/${year}` : month
}
