import { redact } from "../redact"
import { readText } from "./lenient"

/**
 * An XPay value that we do not know, e.g. a result added after this was written: query again, then a person
 * decides.
 */
export interface Unrecognised {
  readonly unrecognised: string
}

/** A missing value where XPay should have sent one. */
export const UNSAID: Unrecognised = { unrecognised: "" }

const LONGEST_WORD = 40

/**
 * Reads an XPay enumeration: a known member as a plain string, any other value as {@link Unrecognised}, so
 * that `typeof x === "string"` distinguishes them and a `switch` over the rest is exhaustive.
 *
 * @param aliases other observed spellings of members
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
