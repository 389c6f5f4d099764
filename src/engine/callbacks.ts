import { timingSafeEqual } from "node:crypto"
import type { AttemptRecord } from "../modules/xpay/journal/records"
import { hashToken } from "./authorization/start-card-payment"

/**
 * Whether the token of a notification is one that XPay gave us for this payment; compared in constant time. The renewal
 * of a link may give a new one, and then those from before stay valid: their notifications may be under way. `early`: we do not have it, because a notification can be faster than XPay's answer to the opening. XPay gives a
 * token for its page and for links only, and notifies of nothing else.
 */
export function judgeToken(
  { security_token_hashes: hashes, way }: AttemptRecord,
  token: string
): "accepted" | "early" | "rejected" {
  if (hashes === null) {
    return way === "hosted" || way === "link" ? "early" : "rejected"
  }
  const given = Buffer.from(hashToken(token))
  const isGiven = (hash: string) => hash.length === given.length && timingSafeEqual(given, Buffer.from(hash))
  return hashes.some(isGiven) ? "accepted" : "rejected"
}
