/** Characters in which XPay sees a script (`PS0041`), and control characters. */
const BECOMES_SPACE = /[\p{Cc}<>]+/gu

/** The other pattern in which XPay sees a script, even in the title of a book. */
const SCRIPT_ADDRESS = /(javascript)\s*:/gi

/** Invisible characters and halves of surrogate pairs. */
const GOES = /[\p{Cf}\p{Cs}]+/gu

/**
 * Cleans a text typed by a person for a field of XPay's: one line, no control characters, nothing that XPay
 * takes for a script, at most `longest` UTF-16 units without cutting a character in two. Undefined if nothing
 * is left, so that the field is left out.
 */
export function freeText(value: string | undefined, longest: number): string | undefined {
  const visible = value?.replace(GOES, "").replace(BECOMES_SPACE, " ") ?? ""
  const clean = visible.replace(SCRIPT_ADDRESS, "$1").replace(/\s+/g, " ").trim()
  const cut = clean
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim()
  return cut === "" ? undefined : cut
}
