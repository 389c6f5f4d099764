import { createHmac } from "node:crypto"
import ipaddr from "ipaddr.js"
import type { Engine } from "../../engine/engine"

/** A network address as it may be kept: keyed with the terminal's key, so that the hash says nothing to anyone else. */
export function hashAddress({ terminal }: Engine, address: string): string {
  return createHmac("sha256", terminal.settings.apiKey).update(payersNetwork(address)).digest("base64url")
}

/** Who has one IPv6 address has the 2⁶⁴ of its network. */
const NETWORK_BYTES = 8

/**
 * What one payer cannot change at will: an IPv4 address, or the /64 of an IPv6 one. An address with a port behind it,
 * and an IPv4 address written as an IPv6 one, are read; what is no address counts as it is.
 */
export function payersNetwork(address: string): string {
  const [, inBrackets, withPort] = /^(?:\[([^\]]*)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)$/.exec(address) ?? []
  const bare = (inBrackets ?? withPort ?? address).replace(/%.*$/, "")
  if (!ipaddr.isValid(bare)) {
    return address
  }
  const parsed = ipaddr.process(bare)
  return parsed.kind() === "ipv4"
    ? parsed.toString()
    : `${Buffer.from(parsed.toByteArray().slice(0, NETWORK_BYTES)).toString("hex")}/64`
}
