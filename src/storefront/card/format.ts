import { circuitRules } from "./circuits"

/** Converts the digits of any script (Arabic, Persian, Devanagari, full-width) to ASCII. A script has its ten digits in a row. */
export function plainDigits(typed: string): string {
  return typed.replace(/\p{Nd}/gu, (digit) => {
    let value = 0
    while (/\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))) {
      value++
    }
    return `${value % 10}`
  })
}

/** The typed text without spaces, dashes and all other non-digits. */
export function digitsOf(typed: string): string {
  return plainDigits(typed).replace(/\D/g, "")
}

/** Groups the digits of a card number as printed on the card: `4509 0345…`, `3782 822463 10005`. */
export function formatCardNumber(typed: string): string {
  const all = digitsOf(typed)
  const digits = all.slice(0, Math.max(...circuitRules(all).lengths))
  const { groups } = circuitRules(digits)
  let from = 0
  return groups
    .map((size) => digits.slice(from, (from += size)))
    .join(" ")
    .trim()
}

/** An expiry date with the month first, including the format of some browsers' autofill: `2029-08`. */
export function monthFirst(typed: string): string {
  return plainDigits(typed).replace(/^\s*20(\d\d)\s*[-/]\s*(\d\d?)\s*$/, "$2/$1")
}

/**
 * Formats an expiry date as `MM/YY` during typing: `8` → `08`, `0829` → `08/29`, `08/2029` → `08/29`. Also formats
 * autofilled dates: `2029-08` → `08/29`.
 */
export function formatExpiry(input: string): string {
  const typed = monthFirst(input).replace(/^\s*(?=[2-9]|1\s*[/-])/, "0")
  const digits = digitsOf(typed)
  const month = digits.slice(0, 2)
  // The third digit of a four-digit year that is being typed.
  const year = digits.length === 6 ? digits.slice(4) : digits.slice(2, /^..20.$/.test(digits) ? 5 : 4)
  return year !== "" || /^\s*\d\d\s*\//.test(typed) ? `${month}/${year}` : month
}
