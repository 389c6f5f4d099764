const LETTERS = "ghijklmnop"

/**
 * Decodes the key of a MOTO payment's form from a URL, where letters replace its digits. One UUID in 5,000 has digits
 * that would pass for a card number, and those are masked in every URL before it is routed.
 *
 * @returns the UUID; the input if it is not one
 */
export function readRequestKey(spelled: string): string {
  return spelled.replace(/[g-p]/g, (letter) => String(LETTERS.indexOf(letter)))
}
