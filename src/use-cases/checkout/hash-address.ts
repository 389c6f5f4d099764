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
 * and an IPv4 address inside an IPv6 one, are read; what is no address counts as it is.
 */
export function payersNetwork(address: string): string {
  const bare = withoutPort(address).replace(/%.*$/, "")
  if (!ipaddr.isValid(bare)) {
    return address
  }
  const parsed = ipaddr.process(bare)
  if (parsed instanceof ipaddr.IPv4) {
    return parsed.toString()
  }
  const bytes = parsed.toByteArray()
  const embedded = IPV4_BEGINS_AT[parsed.range()]
  return embedded === undefined
    ? `${Buffer.from(bytes.slice(0, NETWORK_BYTES)).toString("hex")}/64`
    : bytes.slice(embedded, embedded + IPV4_BYTES).join(".")
}

/** Behind a translator of addresses all shoppers share a network, and by 6to4 one of them has many. */
const IPV4_BEGINS_AT: Readonly<Record<string, number>> = { rfc6052: 12, "6to4": 2 }
const IPV4_BYTES = 4

/** `[address]:port`, and whatever else has a port behind it that can be told from the address. */
function withoutPort(address: string): string {
  const inBrackets = /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1]
  const withPort = /^((?:.*:)?\d+(?:\.\d+){3}|(?:[\da-f]{1,4}:){7}[\da-f]{1,4}):\d+$/i.exec(address)?.[1]
  return inBrackets ?? withPort ?? address
}
