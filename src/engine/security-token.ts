import { timingSafeEqual } from "node:crypto"
import type { AttemptRecord } from "../modules/xpay/records"
import { hashToken } from "./authenticate"

/**
 * Whether the token of a notification is the one that XPay gave us when the payment was opened; compared in constant
 * time. `early`: we do not have it, because a notification can be faster than XPay's answer to the opening. XPay gives a
 * token for its page and for links only, and notifies of nothing else.
 */
export function judgeToken(
  { security_token_hash: expected, way }: AttemptRecord,
  token: string
): "accepted" | "early" | "rejected" {
  if (expected === null) {
    return way === "hosted" || way === "link" ? "early" : "rejected"
  }
  const given = Buffer.from(hashToken(token))
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
    ? "accepted"
    : "rejected"
}
