import { hasPage } from "../domain/channels"
import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { AttemptRecord } from "../modules/xpay/journal/records"

/**
 * Whether XPay gave us this notification token for this payment; compared in constant time. Renewing a link
 * may give a new token; the earlier ones stay valid, because their notifications may be under way. `early`:
 * we have no token yet, because a notification can arrive before XPay's response to the opening. XPay gives
 * tokens for its page, its card fields and links, and sends notifications for nothing else.
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

/** An unguessable token that identifies one payment in the URLs the browser returns to. */
export function newReturnToken(): string {
  return randomBytes(32).toString("base64url")
}

/** The URLs to which XPay sends the browser and its notification. @param backendUrl of this server */
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

/** Path of the route to which XPay returns the browser; the token follows. */
export const RETURN_PATH = "/xpay/return"

/** The stored form of a token: a database dump does not reveal the token. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex")
}

/** Path of the route for shoppers who cancel on XPay's page; the token follows. */
const CANCEL_PATH = "/xpay/cancel"

/** Path of the route for XPay's notifications. */
export const NOTIFICATION_PATH = "/xpay/notifications"
