/**
 * The life cycle of one attempt to pay. One attempt is one XPay order.
 *
 * A state that ends in *-ing* means that a call is under way **or that its outcome is in doubt**: a process that dies
 * cannot record its death. Only a response from XPay ends such a state.
 */
export const ATTEMPT_STATES = {
  created: "The row is written; XPay may or may not know of the order yet.",
  authenticating: "The shopper is on the card issuer's page (3-D Secure). Nothing is charged.",
  authenticated: "The browser returned from the issuer. Nothing is validated or charged yet.",
  authorizing: "The payment was sent to XPay; its outcome is not known yet.",
  pending_payer:
    "The shopper is on XPay's page, at the bank after XPay's card fields, or holds a payment link.",
  authorized: "The amount is held on the customer's card, to be captured or voided.",
  capturing: "A capture was sent to XPay; its outcome is not known yet.",
  captured: "The amount is charged: all of it, or the part that was requested.",
  refunding: "A refund was sent to XPay; its outcome is not known yet.",
  partially_refunded: "A part of the captured amount was refunded.",
  refunded: "All of the captured amount was refunded.",
  voiding: "A void was sent to XPay; its outcome is not known yet.",
  voided: "The authorization was voided; nothing was charged.",
  declined: "The issuer, or XPay's risk check, declined the payment.",
  authentication_failed: "3-D Secure did not authenticate the cardholder. Nothing was charged.",
  abandoned: "Abandoned before anything was charged: by the shopper, or because the cart changed.",
  expired: "The authorization expired at the issuer, or the page or link expired.",
  failed: "XPay refused the request, or could not be reached. Nothing was charged.",
} as const satisfies Record<string, string>

export type AttemptState = keyof typeof ATTEMPT_STATES

/** The state of a payment in a list. A partial capture is not listed as *captured*. */
export type ListedState = AttemptState | "partially_captured"

/** Every allowed transition of an attempt; any other is an error. */
export const ATTEMPT_TRANSITIONS: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  created: [
    "authenticating",
    "authenticated",
    "authorizing",
    "pending_payer",
    "declined",
    "authentication_failed",
    "abandoned",
    "failed",
  ],
  authenticating: ["authenticated", "authentication_failed", "abandoned"],
  authenticated: ["authorizing", "abandoned"],
  authorizing: [
    // XPay's card fields: the issuer requires a challenge, and XPay executes the payment after it.
    "pending_payer",
    "authorized",
    "captured",
    "voided",
    "declined",
    "authentication_failed",
    "abandoned",
    "failed",
  ],
  pending_payer: [
    "authorized",
    "captured",
    "voided",
    "declined",
    "authentication_failed",
    "abandoned",
    "expired",
    "failed",
  ],
  // Several changes may happen in the back office between two inquiries: captured and refunded, captured and canceled.
  authorized: ["capturing", "voiding", "captured", "partially_refunded", "refunded", "voided", "expired"],
  capturing: ["captured", "authorized", "voided", "expired"],
  captured: ["capturing", "refunding", "partially_refunded", "refunded", "authorized", "voided"],
  // Canceling a capture on the same day restores the hold.
  refunding: ["captured", "partially_refunded", "refunded", "authorized"],
  // Captures, refunds and voids that XPay accepted may fail afterwards: then the money is in its previous state.
  partially_refunded: ["refunding", "refunded", "captured", "authorized"],
  refunded: ["captured", "partially_refunded", "authorized"],
  voiding: ["voided", "authorized", "captured", "expired"],
  voided: ["authorized"],
  // Ended without money. XPay's record overrides ours: a late payment on an abandoned page is recorded, then voided.
  declined: ["authorized", "captured"],
  authentication_failed: ["authorized", "captured"],
  abandoned: ["authorized", "captured"],
  // An expired payment link can be renewed.
  expired: ["pending_payer", "authorized", "captured"],
  failed: ["authorized", "captured"],
}

/** A refused transition of an attempt: a fault in the plugin's own code, never the shopper's or XPay's. */
export class IllegalTransition extends Error {
  override readonly name = "IllegalTransition"

  constructor(from: AttemptState, to: AttemptState) {
    super(`An attempt cannot go from "${from}" to "${to}".`)
  }
}

export function mayTransition(from: AttemptState, to: AttemptState): boolean {
  return ATTEMPT_TRANSITIONS[from].includes(to)
}

/** @throws IllegalTransition */
export function assertMayTransition(from: AttemptState, to: AttemptState): void {
  if (!mayTransition(from, to)) {
    throw new IllegalTransition(from, to)
  }
}

/** Nothing that could charge was sent: a newer attempt or a changed cart replaces it. */
export const DROPPABLE_STATES = [
  "created",
  "authenticating",
  "authenticated",
] as const satisfies readonly AttemptState[]

/** Before an authorization. At most one attempt per payment session may be here (enforced by a unique index). */
export const OPENING_STATES = [
  ...DROPPABLE_STATES,
  "authorizing",
  "pending_payer",
] as const satisfies readonly AttemptState[]

/** A call is under way or in doubt. */
export const DOUBTFUL_STATES = [
  "authorizing",
  "capturing",
  "refunding",
  "voiding",
] as const satisfies readonly AttemptState[]

/** XPay holds or has captured the customer's money. */
export const MONEY_STATES = [
  "authorized",
  "capturing",
  "captured",
  "refunding",
  "partially_refunded",
  "voiding",
] as const satisfies readonly AttemptState[]

/** Something is still expected: a payer, a response, a capture before the hold expires. */
export const OPEN_STATES = [
  ...OPENING_STATES,
  ...DOUBTFUL_STATES,
  "authorized",
] as const satisfies readonly AttemptState[]

/** XPay holds, has captured or had money, and no operation of ours is under way. */
export const RESTING_STATES = [
  "authorized",
  "captured",
  "partially_refunded",
  "refunded",
] as const satisfies readonly AttemptState[]

/** No money is held or captured and none is expected, as far as we know. XPay may still report otherwise. */
export const ENDED_WITHOUT_MONEY_STATES = [
  "declined",
  "authentication_failed",
  "abandoned",
  "expired",
  "failed",
] as const satisfies readonly AttemptState[]

export function isOneOf<S extends AttemptState>(state: AttemptState, states: readonly S[]): state is S {
  return (states as readonly AttemptState[]).includes(state)
}
