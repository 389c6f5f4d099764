import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto"
import type { Terminal } from "./terminal/terminal"
import type { OrderId } from "../domain/ids"

/** The purpose of the key: no other secret of a terminal is derived under this name. */
const PURPOSE = "medusa-payment-nexi-xpay balance of an order"
const KEY_BYTES = 32

/**
 * Signs a token that lets its holder see and pay the balance of one order until a given time, and nothing
 * else. The token contains that time and is signed with a key derived from the terminal's API key: nothing is
 * stored, and the token becomes invalid with that key.
 */
export function signBalanceToken({ settings }: Terminal, orderId: OrderId, until: Date): string {
  const seconds = Math.floor(until.getTime() / 1_000).toString(36)
  return `${seconds}.${sign(settings.apiKey, orderId, seconds).toString("base64url")}`
}

/**
 * Whether a token was issued with this terminal's key for this order and has not expired. Compares in
 * constant time.
 */
export function isBalanceToken(
  { settings }: Terminal,
  orderId: OrderId,
  token: string,
  now: Date = new Date()
): boolean {
  const [, seconds = "", signature = ""] = /^([0-9a-z]{1,9})\.([\w-]{43})$/.exec(token) ?? []
  const given = Buffer.from(signature, "base64url")
  const right = sign(settings.apiKey, orderId, seconds)
  const isSigned = given.length === right.length && timingSafeEqual(given, right)
  return isSigned && parseInt(seconds, 36) * 1_000 > now.getTime()
}

function sign(apiKey: string, orderId: OrderId, seconds: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", apiKey, "", PURPOSE, KEY_BYTES))
  return createHmac("sha256", key).update(`${seconds}.${orderId}`).digest()
}
