/** What makes XPay see a script (`PS0041`), and control characters. */
const BECOMES_SPACE = /[\p{Cc}<>]+/gu

/** Invisible characters and halves of surrogate pairs. */
const GOES = /[\p{Cf}\p{Cs}]+/gu

/**
 * A text that people typed, fit for a field of XPay's: on one line, no control characters, no angle brackets, at most
 * `longest` UTF-16 units without cutting a character in two. Undefined when nothing is left, so that the field is
 * left out.
 */
export function freeText(value: string | undefined, longest: number): string | undefined {
  const clean = value?.replace(GOES, "").replace(BECOMES_SPACE, " ").replace(/\s+/g, " ").trim() ?? ""
  const cut = clean
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim()
  return cut === "" ? undefined : cut
}
