import { hasPage } from "../domain/channels"
import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { AttemptRecord } from "../modules/xpay/journal/records"

/**
 * Whether the token of a notification is one that XPay gave us for this payment; compared in constant time. The renewal
 * of a link may give a new one, and then those from before stay valid: their notifications may be under way. `early`: we do
 * not have it, because a notification can be faster than XPay's answer to the opening. XPay gives a token for its page, for
 * its card fields and for links, and notifies of nothing else.
 */
export function checkToken(
  { security_token_hashes: hashes, channel }: AttemptRecord,
  token: string
): "accepted" | "early" | "rejected" {
  if (hashes === null) {
    return hasPage({ channel }) ? "early" : "rejected"
  }
  const given = Buffer.from(hashToken(token))
  const isGiven = (hash: string) => hash.length === given.length && timingSafeEqual(given, Buffer.from(hash))
  return hashes.some(isGiven) ? "accepted" : "rejected"
}

/** Names one payment in the addresses that the browser comes back to: nobody can guess it. */
export function newReturnToken(): string {
  return randomBytes(32).toString("base64url")
}

/** Where XPay sends the browser and its notification. @param backendUrl of this server */
export function callbackUrls(
  backendUrl: string,
  token: string
): { readonly resultUrl: string; readonly cancelUrl: string; readonly notificationUrl: string } {
  return {
    resultUrl: `${backendUrl}${RETURN_PATH}/${token}`,
    cancelUrl: `${backendUrl}${CANCEL_PATH}/${token}`,
    notificationUrl: `${backendUrl}${NOTIFICATION_PATH}`,
  }
}

/** Path of the route that XPay sends the browser back to; the token follows. */
export const RETURN_PATH = "/xpay/return"

/** How the journal knows a token: it cannot be read out of a dump. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}

/** Path of the route for shoppers who give up on XPay's page; the token follows. */
const CANCEL_PATH = "/xpay/cancel"

/** Path of the route for XPay's notifications. */
export const NOTIFICATION_PATH = "/xpay/notifications"
