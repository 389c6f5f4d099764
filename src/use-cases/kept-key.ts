import { createHash } from "node:crypto"

/**
 * A key that a caller has made up, as the journal keeps it: of one length, apart from the keys of others, and not to be read.
 * Somebody may make one of a card number.
 */
export function keptKey(whose: "charge" | "form", key: string): string {
  return `${whose}_${createHash("sha256").update(key).digest("hex")}`
}
