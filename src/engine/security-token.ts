import { timingSafeEqual } from "node:crypto"
import type { AttemptRecord } from "../modules/xpay/records"
import { hashToken } from "./authenticate"

/**
 * Whether the token of a notification is the one that XPay gave us when the payment was opened; compared in constant
 * time. `early`: we do not have it yet, because a notification can be faster than XPay's answer to the opening.
 */
export function judgeToken(
  { security_token_hash: expected }: AttemptRecord,
  token: string
): "accepted" | "early" | "rejected" {
  if (expected === null) {
    return "early"
  }
  const given = Buffer.from(hashToken(token))
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
    ? "accepted"
    : "rejected"
}
