import { reasonOf, type AttemptReason, type ReasonColumns } from "../domain/attempt-reason"
import type { AttemptState } from "../domain/attempt-state"
import { isDeclineReason, nextTry, type NextTry } from "../domain/declines"
import { toLocale } from "../domain/locale"
import { shopperText, type ShopperMessage } from "./shopper-messages"
import { shopperDeclineText } from "./declines"

/**
 * The status of a payment for a shopper.
 *
 * - `challenge`: on the issuer's page
 * - `redirect`: on XPay's page
 * - `awaiting`: the order is placed and the payment comes later
 * - `processing`: wait a moment
 * - `verifying`: the plugin is querying XPay, and nothing may be paid again
 * - `paid`
 * - `declined`, `canceled`: nothing was charged, and another try is welcome
 * - `voided`: the payment was voided because no order could be placed
 */
export type ShopperStatus =
  | "challenge"
  | "redirect"
  | "awaiting"
  | "processing"
  | "verifying"
  | "paid"
  | "declined"
  | "canceled"
  | "voided"

export interface ShopperView {
  readonly status: ShopperStatus
  /** A message for the shopper, in the attempt's language. */
  readonly message: string
  /** What to try next; undefined if the payment is in progress or succeeded. */
  readonly retry?: NextTry
}

const STATUS: Readonly<Record<AttemptState, ShopperStatus>> = {
  created: "processing",
  authenticating: "challenge",
  authenticated: "processing",
  authorizing: "verifying",
  pending_payer: "redirect",
  authorized: "paid",
  capturing: "paid",
  captured: "paid",
  refunding: "paid",
  partially_refunded: "paid",
  refunded: "paid",
  voiding: "voided",
  voided: "voided",
  declined: "declined",
  authentication_failed: "declined",
  abandoned: "canceled",
  expired: "canceled",
  failed: "declined",
}

const MESSAGE: Readonly<Record<ShopperStatus, ShopperMessage>> = {
  challenge: "challenge_open",
  redirect: "page_open",
  awaiting: "awaiting",
  processing: "in_progress",
  verifying: "verifying",
  paid: "paid",
  declined: "unavailable",
  canceled: "unavailable",
  voided: "order_failed",
}

/** The view of an attempt for shoppers. */
export function shopperView(
  attempt: ReasonColumns & { readonly state: AttemptState; readonly locale: string }
): ShopperView {
  const reason = reasonOf(attempt)
  const locale = toLocale(attempt.locale)
  const status = statusOf(attempt.state, reason)
  if (reason !== null && isDeclineReason(reason)) {
    return { status, message: shopperDeclineText(reason, locale), retry: nextTry(reason) }
  }
  const message = shopperText(reason ?? MESSAGE[status], locale)
  const mayRetry = status === "declined" || status === "canceled" || status === "voided"
  const retry = reason === "card_removed" ? "other_card" : "same_card"
  return mayRetry ? { status, message, retry } : { status, message }
}

function statusOf(state: AttemptState, reason: AttemptReason | null): ShopperStatus {
  // Returned from the issuer's page without a result: nothing is charged, and another try is welcome.
  if (state === "authenticating" && reason === "canceled") {
    return "canceled"
  }
  // A payer returned from a page whose payment is not known: do not mention money.
  if (reason === "verifying" && STATUS[state] !== "paid") {
    return "verifying"
  }
  if (state === "pending_payer" && reason === "awaiting") {
    return "awaiting"
  }
  // A try on the page of a link, which stays open for another.
  if (state === "pending_payer" && reason !== null && isDeclineReason(reason)) {
    return reason === "canceled" ? "canceled" : "declined"
  }
  // The money is being reversed, or was reversed, because there was no order for it.
  return STATUS[state] === "paid" && reason === "order_failed" ? "voided" : STATUS[state]
}
