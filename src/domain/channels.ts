/** What differs between the channels by which a payment reaches XPay. A new channel is a row here. */
interface ChannelFacts {
  /** The payer pays on a page of XPay's, which stays open after a decline and notifies. */
  readonly hasPage: boolean
  /** Charged without the payer's browser: no 3-D Secure challenge, and one such charge of an order at a time. */
  readonly isMerchantInitiated: boolean
  /** Whose velocity limit its tries count for; undefined: none. */
  readonly velocity: "shopper" | "staff" | undefined
  /** Its authorization exists at XPay, pending, as soon as its 3-D Secure begins: pending does not mean that it was sent. */
  readonly isPendingFromChallenge: boolean
  /** Its authorization shows whether the terminal captures at once, as the options say: only the shop chooses there. */
  readonly provesCapture: boolean
}

export const CHANNELS = {
  card: {
    hasPage: false,
    isMerchantInitiated: false,
    velocity: "shopper",
    isPendingFromChallenge: true,
    provesCapture: true,
  },
  moto: {
    hasPage: false,
    isMerchantInitiated: true,
    velocity: "staff",
    isPendingFromChallenge: false,
    provesCapture: true,
  },
  hosted: {
    hasPage: true,
    isMerchantInitiated: false,
    velocity: "shopper",
    isPendingFromChallenge: false,
    provesCapture: false,
  },
  /** A payment link, which the payer of an order or draft order gets from the shop's staff. */
  link: {
    hasPage: true,
    isMerchantInitiated: false,
    velocity: undefined,
    isPendingFromChallenge: false,
    provesCapture: false,
  },
  /** The shop charges a saved card without the customer. */
  mit: {
    hasPage: false,
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

/** Paid on a page of XPay's: the hosted page, or the page behind a payment link. */
export function hasPage({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].hasPage
}

/** Charged without the payer: a card that was read out, or a saved one that the shop charges alone. */
export function isMerchantInitiated({ channel }: { readonly channel: Channel }): boolean {
  return CHANNELS[channel].isMerchantInitiated
}
