import { maskCardNumbers } from "../domain/card-numbers/find-card-numbers"

/** A digit of any script, so that `４３４９…` does not bypass the check. */
const DIGIT = String.raw`\p{Nd}`
const SEPARATOR = String.raw`[\s.\-–—_/*]`

/**
 * Twelve digits or more, including in groups. Card numbers have already been recognised; other long numbers
 * are hidden too: XPay may echo a mistyped or cut card number, and a log line needs no long numbers.
 */
const LONG_NUMBER = new RegExp(`${DIGIT}(?:${SEPARATOR}{0,3}${DIGIT}){11,}`, "gu")

/** Keys, tokens, and anything in base64, hex or percent encoding; also long words. */
const TOKEN_LIKE = /[\w+/=%~-]{20,}/g

const SHORT_NUMBER = new RegExp(`${DIGIT}{3,}`, "gu")

const HIDDEN = "[hidden]"
const LONGEST_READ = 2_000
const LONGEST_KEPT = 300

/**
 * Makes a text from XPay safe for logs and staff: without anything that could be a card number or a token,
 * without `secrets` (the digits and keys of the call it responds to), on one line, at most 300 characters.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = withoutControlCharacters(text.slice(0, LONGEST_READ))
  for (const secret of secrets) {
    safe = safe.replace(exactly(secret), HIDDEN)
  }
  safe = maskLongNumbers(safe, () => HIDDEN)
  safe = safe.replace(/\S{20,}/g, hideTokens)
  return safe.length > LONGEST_KEPT ? `${safe.slice(0, LONGEST_KEPT - 1)}…` : safe
}

/** Masks card numbers in any spelling, and every other number of twelve digits or more. */
export function maskLongNumbers(text: string, mask: (number: string) => string): string {
  return maskCardNumbers(text, mask).replace(LONG_NUMBER, mask)
}

/**
 * {@link redact} for texts whose call is no longer known, so that its CVV cannot be searched for: numbers of
 * three digits or more are hidden as well.
 */
export function redactNumbers(text: string): string {
  return redact(text.slice(0, LONGEST_READ).replace(SHORT_NUMBER, "…"))
}

/** Hides token-like strings. Words of any language have no digit in them, nor after them up to the next space. */
function hideTokens(run: string): string {
  const lastDigit = /^.*\d/.exec(run)?.[0].length ?? 0
  return run.replace(TOKEN_LIKE, (token, at: number) => (at < lastDigit ? HIDDEN : token))
}

/** The secret only where it stands alone: a CVV of `123` does not match inside `1234`. */
function exactly(secret: string): RegExp {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return /^\d+$/.test(secret) ? new RegExp(`(?<!\\d)${literal}(?!\\d)`, "g") : new RegExp(literal, "gi")
}

/**
 * Line breaks become spaces; all other control characters (including invisible ones between digits) are
 * removed.
 */
function withoutControlCharacters(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
}
