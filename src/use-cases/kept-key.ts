import { createHash } from "node:crypto"

/**
 * A caller's key, as the journal stores it: of fixed length, distinct from the keys of other callers, and hashed,
 * because a caller may build one from a card number.
 */
export function keptKey(whose: "charge" | "form", key: string): string {
  return `${whose}_${createHash("sha256").update(key).digest("hex")}`
}
