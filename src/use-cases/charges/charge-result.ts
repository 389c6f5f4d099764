import type { MedusaContainer } from "@medusajs/framework/types"
import { reasonOf } from "../../domain/attempt-reason"
import { nextTry, isDeclineReason, type DeclineReason, type NextTry } from "../../domain/declines"
import { toLocale } from "../../domain/locale"
import { toMajorString } from "../../domain/money"
import { shopperText, type ShopperMessage } from "../../texts/shopper-messages"
import { shopperView } from "../../texts/shopper-view"
import { heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { findPlace } from "../orders/find-in-medusa"

/** How a charge of a saved card ended. Asked again under the same key, the answer is the same, or the next it becomes. */
export type ChargeResult = Charged | NotCharged | ChargeUnknown

export interface Charged extends ChargeFacts {
  readonly status: "charged"
  /** The money is taken; false: it is held, and taken when the payment is captured in Medusa. */
  readonly captured: boolean
  /** Medusa's payment; null for the moment between XPay's answer and the booking in Medusa, which the job completes. */
  readonly payment_id: string | null
}

export interface NotCharged {
  readonly status: "not_charged"
  /** Why, for programs: a reason of the issuer's, or `card_removed`, `unavailable`, … */
  readonly reason: string
  /** What is worth trying next, under a new key. */
  readonly retry: NextTry
  /** For the customer to read. */
  readonly message: string
  /** The attempt in the journal; null when XPay was not even asked. */
  readonly attempt_id: string | null
}

/** It may have been charged: the plugin is querying XPay. Do not charge under another key before that is known. */
export interface ChargeUnknown extends ChargeFacts {
  readonly status: "unknown"
  readonly message: string
}

interface ChargeFacts {
  readonly attempt_id: string
  readonly xpay_order_id: string
  readonly order_id: string | null
  /** Major units, as Medusa counts, as digits: `"24.99"`. */
  readonly amount: string
  readonly currency_code: string
}

/** What became of a charge that is in the journal. */
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

/** A charge that was not sent to XPay, because it is clear how it would end. */
export function notCharged(reason: DeclineReason | ShopperMessage, locale: string | undefined): NotCharged {
  return {
    status: "not_charged",
    reason,
    retry: isDeclineReason(reason) ? nextTry(reason) : "other_card",
    message: isDeclineReason(reason) ? "" : shopperText(reason, toLocale(locale)),
    attempt_id: null,
  }
}
