const LETTERS = "ghijklmnop"

/**
 * The key of a MOTO payment's form as it stands in an address: with letters for its digits. Of 5,000 UUIDs one has digits
 * that would do for a card number, and those are masked in every address before it is routed.
 *
 * @returns the UUID; what was given where it is none
 */
export function readFormKey(spelled: string): string {
  return spelled.replace(/[g-p]/g, (letter) => String(LETTERS.indexOf(letter)))
}
