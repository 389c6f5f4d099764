import { reasonOf, type AttemptReason, type ReasonColumns } from "../domain/attempt-reason"
import type { AttemptState } from "../domain/attempt-state"
import { isDeclineReason, nextTry, type NextTry } from "../domain/declines"
import { toLocale } from "../domain/locale"
import { shopperText, type ShopperMessage } from "./shopper-messages"
import { shopperDeclineText } from "./declines"

/**
 * Where a payment stands, as a shopper may know it:
 * `challenge` at the issuer's page, `redirect` on XPay's page, `awaiting` the order is placed and the payment comes later,
 * `processing` wait a moment, `verifying` the plugin is querying XPay and nothing may be paid
 * again, `paid`, `declined` and `canceled` nothing was charged and another try is welcome, `voided` the payment was
 * voided because no order could be made.
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
  /** For the shopper to read, in the attempt's language. */
  readonly message: string
  /** What is worth trying next; undefined while, or after, it goes well. */
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

/** What a shopper may be told of an attempt. */
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
  // Back from the issuer's page without an answer: nothing is charged, and another try is welcome.
  if (state === "authenticating" && reason === "canceled") {
    return "canceled"
  }
  // Somebody came back from a page whose payment is not known: no money may be spoken of.
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
  // Money that goes back, or is back, because there was no order for it.
  return STATUS[state] === "paid" && reason === "order_failed" ? "voided" : STATUS[state]
}
