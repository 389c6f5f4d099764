import type { Change } from "./commit-log"

export const FLOW_NAMES = [
  "completion (card)",
  "completion (page)",
  "completion (card fields)",
  "completion (card fields, bank)",
  "booking (notification)",
  "booking (payment link)",
  "MOTO payment and draft conversion",
  "order cancel (held)",
  "order cancel (captured)",
  "capture",
  "refund",
  "import of a refund made in XPay's back office",
] as const

export type FlowName = (typeof FLOW_NAMES)[number]

export const RECOVERIES = [
  "job first",
  "shopper's return first",
  "notification first",
  "two at once",
] as const
export type Recovery = (typeof RECOVERIES)[number]

export const TOPOLOGIES = ["one process", "two processes"] as const
export type Topology = (typeof TOPOLOGIES)[number]

/** A commit at which the process dies. */
export interface KillPoint {
  /** Name in the published table. */
  readonly name: string
  /** Identifies the commit: something that it changes… */
  readonly change: Change
  /** …and which of several commits with that change; the first by default. */
  readonly nth?: number
}

const point = (name: string, change: Change, nth?: number): KillPoint => ({
  name,
  change,
  ...(nth === undefined ? {} : { nth }),
})

const TURN_TAKEN = point("booking lease taken", "insert booking_lease")
const TURN_ENDED = point("booking lease ended", "delete booking_lease")

const COMPLETION = [
  point("order", "insert order"),
  point("link order to cart", "insert order_cart"),
  point("link order to collection", "insert order_payment_collection"),
  point("goods reserved", "insert reservation_item"),
  point("cart completed", "update cart"),
]

const CAPTURED_COMPLETION = [
  point("payment found", "insert xpay_movement"),
  TURN_TAKEN,
  ...COMPLETION,
  point("payment and capture", "insert payment"),
  point("collection", "update payment_collection", 2),
  point("order counts the capture", "insert order_transaction"),
  point("order noted", "update xpay_attempt", 3),
  TURN_ENDED,
]

/** Its audit trail entries. */
const BEGUN = point("request recorded", "insert xpay_audit_entry")
const ENDED = point("result recorded", "update xpay_audit_entry")

const ORDER_VERSION = [
  point("order change", "insert order_change"),
  point("actions of the order change", "insert order_change_action"),
  point("order's version", "insert order_summary"),
]

/** Every commit of each flow. `commits.spec.ts` compares the list with the real behavior of Medusa and the plugin. */
export const KILL_POINTS: Readonly<Record<FlowName, readonly KillPoint[]>> = {
  "completion (card)": [
    point("return noted", "update xpay_attempt"),
    ...COMPLETION,
    point("payment sent", "update xpay_attempt", 2),
    point("payment authorized", "update xpay_attempt", 3),
    point("payment", "insert payment"),
    point("collection", "update payment_collection"),
    point("order noted", "update xpay_attempt", 4),
  ],
  "completion (page)": [point("return noted", "update xpay_attempt"), ...CAPTURED_COMPLETION],
  "completion (card fields)": [
    point("payment sent", "update xpay_attempt"),
    point("payment authorized", "update xpay_attempt", 2),
    TURN_TAKEN,
    ...COMPLETION,
    point("payment", "insert payment"),
    point("collection", "update payment_collection"),
    point("order noted", "update xpay_attempt", 3),
    TURN_ENDED,
  ],
  "completion (card fields, bank)": [
    point("return noted", "update xpay_attempt"),
    point("payment authorized", "update xpay_attempt", 2),
    TURN_TAKEN,
    ...COMPLETION,
    point("payment", "insert payment"),
    point("collection", "update payment_collection"),
    point("order noted", "update xpay_attempt", 3),
    TURN_ENDED,
  ],
  "booking (notification)": [
    point("notification kept", "insert xpay_notification"),
    ...CAPTURED_COMPLETION,
    point("next check", "update xpay_attempt", 4),
  ],
  "booking (payment link)": [
    point("notification kept", "insert xpay_notification"),
    point("payment found", "insert xpay_movement"),
    TURN_TAKEN,
    point("payment and capture", "insert payment"),
    point("collection", "update payment_collection", 2),
    point("collection, by the capture", "update payment_collection", 3),
    point("order counts the capture", "insert order_transaction"),
    point("order noted", "update xpay_attempt", 3),
    point("goods reserved", "insert reservation_item"),
    point("draft converted", "update order"),
    TURN_ENDED,
    point("next check", "update xpay_attempt", 4),
  ],
  "MOTO payment and draft conversion": [
    BEGUN,
    point("attempt", "insert xpay_attempt"),
    point("collection made", "insert payment_collection"),
    point("link order to collection", "insert order_payment_collection"),
    point("session", "insert payment_session"),
    point("session opened", "update payment_session"),
    point("attempt has its session", "update xpay_attempt"),
    point("payment sent", "update xpay_attempt", 2),
    point("payment authorized", "update xpay_attempt", 3),
    TURN_TAKEN,
    point("payment", "insert payment"),
    point("collection", "update payment_collection"),
    point("order noted", "update xpay_attempt", 4),
    point("goods reserved", "insert reservation_item"),
    point("draft converted", "update order"),
    TURN_ENDED,
    ENDED,
  ],
  "order cancel (held)": [
    point("goods released", "update reservation_item"),
    BEGUN,
    point("void started", "update xpay_attempt"),
    point("void requested", "insert xpay_movement"),
    point("void executed", "update xpay_movement"),
    ENDED,
    point("session canceled", "update payment_session"),
    point("payment canceled", "update payment"),
    ...ORDER_VERSION,
    point("collection canceled", "update payment_collection"),
    point("order canceled", "update order", 2),
    TURN_TAKEN,
    point("collection counted", "update payment_collection", 2),
    TURN_ENDED,
  ],
  "order cancel (captured)": [
    point("goods released", "update reservation_item"),
    point("refund", "insert refund"),
    BEGUN,
    point("refund asked for", "insert xpay_movement"),
    point("refund made", "update xpay_movement"),
    ENDED,
    point("collection", "update payment_collection"),
    point("order counts it", "insert order_transaction"),
    ...ORDER_VERSION,
    point("collection canceled", "update payment_collection", 2),
    point("order canceled", "update order", 2),
    TURN_TAKEN,
    point("collection counted", "update payment_collection", 3),
    TURN_ENDED,
  ],
  capture: [
    TURN_TAKEN,
    point("capture", "insert capture"),
    BEGUN,
    point("capture asked for", "insert xpay_movement"),
    point("capture made", "update xpay_movement"),
    ENDED,
    point("collection", "update payment_collection"),
    point("order counts it", "insert order_transaction"),
    TURN_ENDED,
  ],
  refund: [
    TURN_TAKEN,
    point("refund", "insert refund"),
    BEGUN,
    point("refund asked for", "insert xpay_movement"),
    point("refund made", "update xpay_movement"),
    ENDED,
    point("collection", "update payment_collection"),
    point("order counts it", "insert order_transaction"),
    ...ORDER_VERSION,
    TURN_ENDED,
  ],
  "import of a refund made in XPay's back office": [
    BEGUN,
    point("refund found", "insert xpay_movement"),
    TURN_TAKEN,
    point("refund", "insert refund"),
    point("refund booked", "update xpay_movement"),
    point("collection", "update payment_collection"),
    point("order counts it", "insert order_transaction"),
    ...ORDER_VERSION,
    TURN_ENDED,
    point("next check", "update xpay_attempt", 2),
    ENDED,
  ],
}

/** The commits of a flow that are not kill points yet; empty if none. */
export function commitsWithoutPoint(
  commits: readonly (readonly Change[])[],
  points: readonly KillPoint[]
): string[] {
  return commits.flatMap((changes, index) => {
    const isPoint = points.some(
      ({ change, nth = 1 }) =>
        changes.includes(change) &&
        commits.slice(0, index + 1).filter((earlier) => earlier.includes(change)).length === nth
    )
    return isPoint ? [] : [changes.join(", ")]
  })
}
