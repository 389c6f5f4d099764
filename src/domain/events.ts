import type { AttemptState } from "./attempt-state"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, OPENING_STATES } from "./attempt-state"
import { CHANNELS, type Channel } from "./channels"
import type { IncidentKind } from "./incident-kinds"

/** Every event that the plugin emits through Medusa's event bus, and when. */
export const XPAY_EVENTS = {
  "xpay.payment.authorized": "The amount is held on the customer's card or account; nothing is captured yet.",
  "xpay.payment.captured":
    "Money was captured: at once with the payment, by a capture in Medusa, or in the XPay back office.",
  "xpay.payment.capture_canceled": "A capture was canceled on the same day; the amount is held again.",
  "xpay.payment.refunded": "A captured amount was refunded, in full or in part.",
  "xpay.payment.voided": "The hold was voided; nothing more can be captured.",
  "xpay.payment.declined":
    "The issuer or XPay refused the payment, or 3-D Secure failed. Nothing was charged.",
  "xpay.payment.awaiting":
    "The customer paid with a slow method, for example a bank transfer; the order waits for the money.",
  "xpay.charge.declined":
    "A saved card that the shop charged without the customer was refused. `xpay.payment.declined` is not emitted as well.",
  "xpay.link.paid":
    "A payment link was paid, whether staff sent it or a customer opened it to pay what an order owes. `xpay.payment.authorized` or `xpay.payment.captured` is emitted as well.",
  "xpay.link.expired": "A payment link expired unpaid. It can be renewed, and expire again.",
  "xpay.order.canceled_unpaid":
    "An unpaid order was canceled automatically (`cancelUnpaidAfter`). Medusa emits `order.canceled` as well.",
  "xpay.incident.raised": "An incident was raised: it needs a person's attention.",
  "xpay.incident.resolved": "An incident was closed, by a person or because its cause is gone.",
} as const satisfies Record<string, string>

export type XPayEventName = keyof typeof XPAY_EVENTS

export type XPayIncidentEventName = Extract<XPayEventName, `xpay.incident.${string}`>

/** The common part of every event. The shape changes only together with `version`. */
interface XPayEventBase {
  readonly version: 1
  /** The same for every delivery of an event: an id that you have already handled is a repetition. */
  readonly id: string
  /** When it happened, by the database's clock. ISO 8601. */
  readonly occurred_at: string
  /** The plugin's id of the payment; null for an incident without a payment. */
  readonly payment_id: string | null
  /** Id of Medusa's payment provider. */
  readonly provider_id: string | null
  /** Null until Medusa has created the order. */
  readonly order_id: string | null
  readonly cart_id: string | null
}

/** Data of the events about a payment, a charge or a payment link. No card data. */
export interface XPayPaymentEvent extends XPayEventBase {
  readonly payment_id: string
  readonly provider_id: string
  readonly xpay_order_id: string
  readonly channel: Channel
  /** XPay's name of the payment method, such as `PAYPAL`; null for cards, and if XPay does not return it. */
  readonly method: string | null
  /**
   * The amount of the event, in major units as in Medusa's API (12.5 is €12.50): of this capture, refund or hold;
   * otherwise of the payment.
   */
  readonly amount: number
  /** ISO 4217, lower case, as in Medusa. */
  readonly currency_code: string
  /** Why it was declined or left an order unpaid: a code such as `insufficient_funds`; null for other events. */
  readonly reason: string | null
  readonly payment_session_id: string | null
  readonly payment_collection_id: string | null
  readonly customer_id: string | null
}

/** Data of the events about an incident. */
export interface XPayIncidentEvent extends XPayEventBase {
  readonly incident_id: string
  readonly kind: IncidentKind
}

/** The data of each event, by its name. */
export type XPayEventData<Name extends XPayEventName> = Name extends XPayIncidentEventName
  ? XPayIncidentEvent
  : XPayPaymentEvent

/** An event that a transition of a payment emits, on these channels. */
export interface TransitionEvent {
  readonly name: XPayEventName
  readonly channels: readonly Channel[]
}

const ALL = Object.keys(CHANNELS) as Channel[]
const NOT_MIT = ALL.filter((channel) => channel !== "mit")

/** States from which a payment becomes paid for the first time. From any other it only returns to a previous state. */
const UNPAID = [...OPENING_STATES, ...ENDED_WITHOUT_MONEY_STATES]

/**
 * The events of a transition. Captures, refunds and canceled captures have theirs from their own rows, because the
 * transition does not contain the amount.
 */
export function eventsOfTransition(from: AttemptState, to: AttemptState): TransitionEvent[] {
  switch (to) {
    case "authorized":
      return isOneOf(from, UNPAID)
        ? [
            { name: "xpay.payment.authorized", channels: ALL },
            { name: "xpay.link.paid", channels: ["link"] },
          ]
        : []
    case "captured":
      return isOneOf(from, UNPAID) ? [{ name: "xpay.link.paid", channels: ["link"] }] : []
    case "voided":
      return [{ name: "xpay.payment.voided", channels: ALL }]
    case "declined":
    case "authentication_failed":
      return [
        { name: "xpay.payment.declined", channels: NOT_MIT },
        { name: "xpay.charge.declined", channels: ["mit"] },
      ]
    case "expired":
      return from === "pending_payer" ? [{ name: "xpay.link.expired", channels: ["link"] }] : []
    case "created":
    case "authenticating":
    case "authenticated":
    case "authorizing":
    case "pending_payer":
    case "capturing":
    case "refunding":
    case "partially_refunded":
    case "refunded":
    case "voiding":
    case "abandoned":
    case "failed":
      return []
  }
}

/** For an order that waits for a slow method: emitted once, however often the plugin queries XPay meanwhile. */
export const AWAITING_EVENT: TransitionEvent = { name: "xpay.payment.awaiting", channels: ALL }

/** For a payment whose order was canceled because it stayed unpaid. */
export const CANCELED_UNPAID_EVENT: TransitionEvent = { name: "xpay.order.canceled_unpaid", channels: ALL }

/** The event of an executed movement. A void has its event from the payment's transition. */
export const MOVEMENT_EVENTS = {
  capture: "xpay.payment.captured",
  refund: "xpay.payment.refunded",
  cancel_capture: "xpay.payment.capture_canceled",
} as const satisfies Record<string, XPayEventName>
