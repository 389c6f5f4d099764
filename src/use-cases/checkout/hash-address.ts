import { createHmac } from "node:crypto"
import ipaddr from "ipaddr.js"
import type { Engine } from "../../engine/engine"

/**
 * A network address in the form that may be stored: keyed with the terminal's key, so that the hash is meaningless to
 * others.
 */
export function hashAddress({ terminal }: Engine, address: string): string {
  return createHmac("sha256", terminal.settings.apiKey).update(payersNetwork(address)).digest("base64url")
}

/** The holder of one IPv6 address has the 2⁶⁴ of its network. */
const NETWORK_BYTES = 8

/**
 * The part of an address that a payer cannot change at will: an IPv4 address, or the /64 of an IPv6 one. Addresses with
 * a port, and IPv4 addresses embedded in IPv6 ones, are parsed; anything else is returned unchanged.
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

/** Behind an address translator all shoppers share one network, and with 6to4 one shopper has many. */
const IPV4_BEGINS_AT: Readonly<Record<string, number>> = { rfc6052: 12, "6to4": 2 }
const IPV4_BYTES = 4

/** Removes the port from `[address]:port`, and from other forms in which it can be told from the address. */
function withoutPort(address: string): string {
  const inBrackets = /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1]
  const withPort = /^((?:.*:)?\d+(?:\.\d+){3}|(?:[\da-f]{1,4}:){7}[\da-f]{1,4}):\d+$/i.exec(address)?.[1]
  return inBrackets ?? withPort ?? address
}
