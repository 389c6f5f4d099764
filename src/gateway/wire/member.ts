import { redact } from "../redact"
import { readText } from "./lenient"

/** A word of XPay's that we do not know, e.g. a result added after this was written: ask again, then a person. */
export interface Unrecognised {
  readonly unrecognised: string
}

/** Where XPay should have said a word and said none. */
export const UNSAID: Unrecognised = { unrecognised: "" }

const LONGEST_WORD = 40

/**
 * Reads an enumeration of XPay's: a known member as a plain string, any other word as {@link Unrecognised}, so that
 * `typeof x === "string"` tells them apart and a `switch` over the rest is exhaustive.
 *
 * @param aliases other spellings of members that have been seen
 */
export function memberReader<const M extends string>(
  members: readonly M[],
  aliases: Readonly<Record<string, M>> = {}
) {
  const known = new Map<string, M>(members.map((member) => [member, member]))
  for (const [alias, member] of Object.entries(aliases)) {
    known.set(alias, member)
  }
  return (value: unknown): M | Unrecognised | undefined => {
    const word = readText(value)?.toUpperCase()
    return word === undefined
      ? undefined
      : (known.get(word) ?? { unrecognised: redact(word).slice(0, LONGEST_WORD) })
  }
}
