import type { MedusaContainer } from "@medusajs/framework/types"
import { reasonOf } from "../../domain/attempt-reason"
import { nextTry, isDeclineReason, type DeclineReason, type NextTry } from "../../domain/declines"
import { toLocale } from "../../domain/locale"
import { toMajorString } from "../../domain/money"
import { shopperText, type ShopperMessage } from "../../texts/shopper-messages"
import { shopperView } from "../../texts/shopper-view"
import { heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { findPlace } from "../orders/find-in-medusa"

/** The outcome of a charge of a saved card. Repeating the key returns the same result, or its later state. */
export type ChargeResult = Charged | NotCharged | ChargeUnknown

export interface Charged extends ChargeFacts {
  readonly status: "charged"
  /** True: the money is captured; false: it is held until the payment is captured in Medusa. */
  readonly captured: boolean
  /** Medusa's payment; null between XPay's response and the booking in Medusa, which the job completes. */
  readonly payment_id: string | null
}

export interface NotCharged {
  readonly status: "not_charged"
  /** The reason, for programs: the issuer's decline reason, or `card_removed`, `unavailable`, … */
  readonly reason: string
  /** What to try next, under a new key. */
  readonly retry: NextTry
  /** A message for the customer. */
  readonly message: string
  /** The attempt in the journal; null if nothing was sent to XPay. */
  readonly attempt_id: string | null
}

/**
 * The card may have been charged: the plugin is querying XPay. Do not charge under another key until the outcome is
 * known.
 */
export interface ChargeUnknown extends ChargeFacts {
  readonly status: "unknown"
  readonly message: string
}

interface ChargeFacts {
  readonly attempt_id: string
  readonly xpay_order_id: string
  readonly order_id: string | null
  /** Major units, as in Medusa, as digits: `"24.99"`. */
  readonly amount: string
  readonly currency_code: string
}

/** The outcome of a charge that is in the journal. */
export async function chargeResult(
  container: MedusaContainer,
  attempt: AttemptRecord
): Promise<ChargeResult> {
  const { status, message, retry } = shopperView(attempt)
  const amount = heldAmount(attempt)
  const facts: ChargeFacts = {
    attempt_id: attempt.id,
    xpay_order_id: attempt.xpay_order_id,
    order_id: attempt.order_id,
    amount: toMajorString(amount),
    currency_code: amount.currency.toLowerCase(),
  }
  switch (status) {
    case "paid": {
      const { payment } = await findPlace(container, attempt)
      const captured = attempt.state !== "authorized" && attempt.state !== "capturing"
      return { status: "charged", ...facts, captured, payment_id: payment?.id ?? null }
    }
    case "declined":
    case "canceled":
    case "voided":
      return {
        status: "not_charged",
        reason: reasonOf(attempt) ?? "technical",
        retry: retry ?? "later",
        message,
        attempt_id: attempt.id,
      }
    case "challenge":
    case "redirect":
    case "awaiting":
    case "processing":
    case "verifying":
      return { status: "unknown", ...facts, message }
  }
}

/** A charge that was not sent to XPay because its outcome is certain. */
export function notCharged(reason: DeclineReason | ShopperMessage, locale: string | undefined): NotCharged {
  return {
    status: "not_charged",
    reason,
    retry: isDeclineReason(reason) ? nextTry(reason) : "other_card",
    message: isDeclineReason(reason) ? "" : shopperText(reason, toLocale(locale)),
    attempt_id: null,
  }
}
