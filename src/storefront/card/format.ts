import { circuitRules } from "./circuits"

/** What was typed without spaces, dashes and anything else that is not a digit. */
export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, "")
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

/** Writes an expiry date as `MM/YY` while it is typed: `8` → `08`, `0829` → `08/29`, `08/2029` → `08/29`. */
export function formatExpiry(typed: string): string {
  const withZero = /^\s*[2-9]/.test(typed) || /^\s*1\s*\//.test(typed) ? `0${typed.trim()}` : typed
  const digits = digitsOf(withZero)
  const month = digits.slice(0, 2)
  const year = digits.length === 6 ? digits.slice(4) : digits.slice(2, 4)
  const hasSlash = year !== "" || (month.length === 2 && withZero.includes("/"))
  return hasSlash ? `${month}/${year}` : month
}
