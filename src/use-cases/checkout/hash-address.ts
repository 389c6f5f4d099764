import { createHmac } from "node:crypto"
import type { Engine } from "../../engine/engine"

/** A network address as it may be kept: keyed with the terminal's key, so that the hash says nothing to anyone else. */
export function hashAddress({ terminal }: Engine, address: string): string {
  return createHmac("sha256", terminal.settings.apiKey).update(address).digest("base64url")
}
