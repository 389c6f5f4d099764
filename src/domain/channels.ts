import type { ReasonColumns } from "./attempt-reason"
import type { AttemptState } from "./attempt-state"

/** What differs between the channels by which a payment reaches XPay. A new channel is a row here. */
interface ChannelFacts {
  /**
   * The payer is sent to an address of XPay's, from which the browser returns, and about which XPay sends
   * notifications.
   */
  readonly hasPage: boolean
  /** Once opened it can be paid without another call from us, also after a decline, and after it was abandoned here. */
  readonly staysOpen: boolean
  /**
   * Asks for the money of an order that stands already: it stays payable until its last day whatever becomes of a try, unless
   * it is closed, for which XPay has a call.
   */
  readonly lastsUntilDeadline: boolean
  /** Opened for whoever sees the payment page: an opening is not an attempt to pay, and has a limit of its own. */
  readonly opensWithoutRequest: boolean
  /** The shopper enters a card on the shop's own page; else a method is chosen by its button. */
  readonly asksForCard: boolean
  /** Charged without the payer's browser: no 3-D Secure challenge, and one such charge of an order at a time. */
  readonly isMerchantInitiated: boolean
  /** Whose velocity limit its attempts count towards; undefined: none. */
  readonly velocity: "shopper" | "staff" | undefined
  /** Its authorization exists at XPay, pending, as soon as its 3-D Secure begins: pending does not mean that it was sent. */
  readonly isPendingFromChallenge: boolean
  /** Its authorization shows whether the terminal captures at once, as the options say: only the shop chooses there. */
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
   * XPay's card fields in the shop's page (XPay Build). Nothing is charged before the shop finalizes; if the issuer
   * requires a challenge, XPay makes the payment itself after it.
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
   * A payment link of an order or draft order: the payer gets it from the shop's staff, or opens it from the shop's page
   * for what an order owes. Only the latter counts for velocity limits.
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

/** The channels that a fact holds for. */
export function channelsWhere(fits: (facts: ChannelFacts) => boolean): Channel[] {
  return (Object.keys(CHANNELS) as Channel[]).filter((channel) => fits(CHANNELS[channel]))
}

/** The payer comes back from an address of XPay's: its page, that behind a payment link, or the bank's after card fields. */
export function hasPage({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].hasPage
}

/** A payment link that the customer has opened from the shop's page: it lasts as long as a page, and is closed like one. */
export function isPayersLink(attempt: {
  readonly channel: Channel
  readonly actor_id?: string | null | undefined
}): boolean {
  return lastsUntilDeadline(attempt) && attempt.actor_id == null
}

/** A payment link that staff made and nobody opened from the shop's page: its payer has no page of the shop's to come back to. */
export function isStaffLink(attempt: {
  readonly channel: Channel
  readonly return_url: string | null
}): boolean {
  return lastsUntilDeadline(attempt) && attempt.return_url === null
}

/** Stays payable until its last day, whatever becomes of a try. */
export function lastsUntilDeadline({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].lastsUntilDeadline
}

/** Can be paid without another call from us for as long as it is open. */
export function staysOpen({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].staysOpen
}

/** Card fields that nobody has confirmed: a shopper has seen the page, and no payment was tried. `UNTRIED` in SQL. */
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

/** Charged without the payer: a card that was read out, or a saved one that the shop charges alone. */
export function isMerchantInitiated({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].isMerchantInitiated
}
