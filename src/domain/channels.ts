import type { ReasonColumns } from "./attempt-reason"
import type { AttemptState } from "./attempt-state"

/** The differences between the channels by which a payment reaches XPay. A new channel is a row here. */
interface ChannelFacts {
  /**
   * The payer is redirected to a URL of XPay's and returns from there, and XPay sends notifications about the payment.
   */
  readonly hasPage: boolean
  /** Once opened, it can be paid without another call from us, even after a decline or after it was abandoned here. */
  readonly staysOpen: boolean
  /**
   * Requests payment for an existing order. It stays payable until its last day, whatever the outcome of a try, unless
   * it is closed by a call to XPay.
   */
  readonly lastsUntilDeadline: boolean
  /** Opened for every visitor of the payment page: an opening is not an attempt to pay, and has its own limit. */
  readonly opensWithoutRequest: boolean
  /** The shopper enters a card on the shop's own page; otherwise each payment method has a button. */
  readonly asksForCard: boolean
  /** Charged without the payer's browser: no 3-D Secure challenge, and one such charge per order at a time. */
  readonly isMerchantInitiated: boolean
  /** Whose velocity limit its attempts count towards; undefined: none. */
  readonly velocity: "shopper" | "staff" | undefined
  /**
   * XPay lists its authorization as pending as soon as 3-D Secure begins, so pending does not mean that the payment was
   * sent.
   */
  readonly isPendingFromChallenge: boolean
  /**
   * Its authorization shows whether the terminal captures immediately, as configured: only the shop chooses the capture
   * mode there.
   */
  readonly provesCapture: boolean
}

export const CHANNELS = {
  card: {
    hasPage: false,
    staysOpen: false,
    lastsUntilDeadline: false,
    opensWithoutRequest: false,
    asksForCard: true,
    isMerchantInitiated: false,
    velocity: "shopper",
    isPendingFromChallenge: true,
    provesCapture: true,
  },
  moto: {
    hasPage: false,
    staysOpen: false,
    lastsUntilDeadline: false,
    opensWithoutRequest: false,
    asksForCard: false,
    isMerchantInitiated: true,
    velocity: "staff",
    isPendingFromChallenge: false,
    provesCapture: true,
  },
  hosted: {
    hasPage: true,
    staysOpen: true,
    lastsUntilDeadline: false,
    opensWithoutRequest: false,
    asksForCard: false,
    isMerchantInitiated: false,
    velocity: "shopper",
    isPendingFromChallenge: false,
    provesCapture: false,
  },
  /**
   * XPay's card fields in the shop's page (XPay Build). Nothing is charged before the shop finalizes the payment. If
   * the issuer requires a challenge, XPay executes the payment itself after it.
   */
  fields: {
    hasPage: true,
    staysOpen: false,
    lastsUntilDeadline: false,
    opensWithoutRequest: true,
    asksForCard: true,
    isMerchantInitiated: false,
    velocity: "shopper",
    isPendingFromChallenge: true,
    provesCapture: true,
  },
  /**
   * A payment link of an order or draft order: staff send it to the payer, or the payer opens it from the shop's page
   * to pay what an order owes. Only the latter counts for velocity limits.
   */
  link: {
    hasPage: true,
    staysOpen: true,
    lastsUntilDeadline: true,
    opensWithoutRequest: false,
    asksForCard: false,
    isMerchantInitiated: false,
    velocity: "shopper",
    isPendingFromChallenge: false,
    provesCapture: false,
  },
  /** The shop charges a saved card without the customer. */
  mit: {
    hasPage: false,
    staysOpen: false,
    lastsUntilDeadline: false,
    opensWithoutRequest: false,
    asksForCard: false,
    isMerchantInitiated: true,
    velocity: undefined,
    isPendingFromChallenge: false,
    provesCapture: false,
  },
} as const satisfies Record<string, ChannelFacts>

export type Channel = keyof typeof CHANNELS

/** The channels with a given fact. */
export function channelsWhere(fits: (facts: ChannelFacts) => boolean): Channel[] {
  return (Object.keys(CHANNELS) as Channel[]).filter((channel) => fits(CHANNELS[channel]))
}

/**
 * The payer returns from a URL of XPay's: its page, the page of a payment link, or the bank's page after the card
 * fields.
 */
export function hasPage({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].hasPage
}

/**
 * A payment link that the customer opened from the shop's page: it has the lifetime of a page and is closed like one.
 */
export function isPayersLink(attempt: {
  readonly channel: Channel
  readonly actor_id?: string | null | undefined
}): boolean {
  return lastsUntilDeadline(attempt) && attempt.actor_id == null
}

/**
 * A payment link created by staff and never opened from the shop's page: its payer has no page of the shop to return
 * to.
 */
export function isStaffLink(attempt: {
  readonly channel: Channel
  readonly return_url: string | null
}): boolean {
  return lastsUntilDeadline(attempt) && attempt.return_url === null
}

/** Stays payable until its last day, whatever the outcome of a try. */
export function lastsUntilDeadline({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].lastsUntilDeadline
}

/** Can be paid without another call from us for as long as it is open. */
export function staysOpen({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].staysOpen
}

/** Card fields that were not confirmed: a shopper has seen the page, and no payment was tried. `UNTRIED` in SQL. */
export function isUntried(
  attempt: ReasonColumns & {
    readonly channel: Channel
    readonly state: AttemptState
    readonly sent_at: Date | null
  }
): boolean {
  const { channel, state, sent_at: sentAt, failure, decline_reason: declined, circumstance } = attempt
  const isUnanswered = failure === null && declined === null && circumstance !== "card_needed_again"
  const isOpened = state === "created" || (state === "abandoned" && isUnanswered)
  return CHANNELS[channel].opensWithoutRequest && sentAt === null && isOpened
}

/** A payment link that can still be paid. */
export function isOpenLink(attempt: { readonly channel: Channel; readonly state: AttemptState }): boolean {
  return lastsUntilDeadline(attempt) && attempt.state === "pending_payer"
}

/**
 * Charged without the payer's browser: a card that was read out, or a saved card that the shop charges without the
 * customer.
 */
export function isMerchantInitiated({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].isMerchantInitiated
}
