import { MedusaError } from "@medusajs/framework/utils"
import { CHANNELS } from "../../domain/channels"
import { toLocale } from "../../domain/locale"
import { formatMoney, type Money } from "../../domain/money"
import { shopperText } from "../../texts/shopper-messages"
import { shopperView } from "../../texts/shopper-view"
import type { MovementEnd } from "../../engine/operations/movement-end"
import { refusalError } from "../../medusa/refusal-error"
import type { AttemptRecord } from "../../modules/xpay/journal/records"

const { Types } = MedusaError

/**
 * An authorization that failed, in the shopper's language. Medusa responds with HTTP 200, the cart and this
 * message for these two types only; with a status instead of an error the shopper gets a bare 400.
 */
export function notAuthorized(attempt: AttemptRecord): MedusaError {
  return new MedusaError(
    attempt.state === "authenticating" || attempt.state === "pending_payer"
      ? Types.PAYMENT_REQUIRES_MORE_ERROR
      : Types.PAYMENT_AUTHORIZATION_ERROR,
    shopperView(attempt).message
  )
}

/** The shopper has not yet entered a card or pressed the button. */
export function nothingPaid(channel: AttemptRecord["channel"], locale: string): MedusaError {
  const message = CHANNELS[channel].asksForCard ? "card_needed" : "method_needed"
  return new MedusaError(Types.PAYMENT_REQUIRES_MORE_ERROR, shopperText(message, toLocale(locale)))
}

/** Medusa has no row with the amount of the movement where the plugin looks for it. */
export function noMovementRow(verb: "capture" | "refund", key: string | undefined): MedusaError {
  return new MedusaError(
    Types.UNEXPECTED_STATE,
    `Medusa requested a ${verb} (key ${key ?? "missing"}), but has no row with its amount. Nothing was ${DONE_WORD[verb]}. ` +
      `This version of Medusa may store captures and refunds differently: check the table of versions in the README.`
  )
}

const DONE_WORD = { capture: "captured", refund: "refunded", void: "voided" } as const

/**
 * The error for a movement that did not succeed, for the person in the dashboard: what happened, where the
 * money is, what to do. Undefined if the movement succeeded.
 */
export function movementError(
  verb: "capture" | "refund",
  amount: Money,
  ended: MovementEnd
): MedusaError | undefined {
  switch (ended.kind) {
    case "done":
      return undefined
    case "refused":
      return refusalError(ended.kind, ended.message)
    case "unreachable":
      return refusalError(
        ended.kind,
        `XPay cannot be reached. Nothing was ${DONE_WORD[verb]}. Try again in a moment. (${ended.message})`
      )
    case "in_doubt":
      return refusalError(
        ended.kind,
        `XPay has not confirmed the ${verb} of ${formatMoney(amount)} yet. It may have been executed, and it is not ` +
          `sent again automatically. Request exactly ${formatMoney(amount)} again in a minute: it is booked if XPay executed it, and executed only once.`
      )
    case "busy":
      return refusalError(
        ended.kind,
        `Another movement of this payment is under way, so nothing was ${DONE_WORD[verb]}. Try again in a moment.`
      )
  }
}
