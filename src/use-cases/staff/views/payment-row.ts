import { isOneOf, DOUBTFUL_STATES, type AttemptState, type ListedState } from "../../../domain/attempt-state"
import type { Locale } from "../../../domain/locale"
import { money, toMajor, type Money } from "../../../domain/money"
import { serviceOf } from "../../../domain/payment-services"
import { stateName } from "../../../texts/state-names"
import { cardTypeName, countryName } from "../../../texts/card-words"
import { channelName } from "../../../texts/channel-names"
import {
  heldAmount,
  attemptCard,
  listedState,
  totals,
  type AttemptRecord,
} from "../../../modules/xpay/journal/records"
import type { AttemptWithMovements } from "../../../modules/xpay/journal/tables"
import { readProviderId } from "../../../medusa/provider-ids"
import type { CustomerLabel, OrderLabel } from "./labels"

/** One payment in a list of the dashboard. Amounts in major units. */
export interface PaymentRow {
  readonly id: string
  readonly xpay_order_id: string
  readonly provider_id: string
  /** Id of the terminal's entry in `medusa-config.ts`. */
  readonly terminal: string
  readonly channel: AttemptRecord["channel"]
  /** The payment method, in the clerk's language: the method's name if there is one, else the channel's. */
  readonly method_text: string
  /** The method used on XPay's page; null for cards. */
  readonly method: { readonly service: string; readonly name: string } | null
  readonly state: AttemptState
  /** The state shown in a list: `partially_captured` if `captured` is less than `amount`. */
  readonly listed_state: ListedState
  /** `listed_state` in a word or two, in the clerk's language. */
  readonly state_text: string
  /** A call is under way or its outcome is not known: it must not be repeated. */
  readonly is_in_doubt: boolean
  readonly amount: number
  readonly captured: number
  readonly refunded: number
  /** Lower case. */
  readonly currency_code: string
  readonly card: CardView | null
  /** The customer of the order, or of the cart. */
  readonly customer: { readonly name: string | null; readonly email: string | null } | null
  readonly order_id: string | null
  readonly order_display_id: number | null
  readonly is_draft: boolean
  readonly cart_id: string | null
  /** ISO 8601. */
  readonly created_at: string
  /** The last time at which a hold can be captured, or a link used. */
  readonly deadline_at: string | null
}

export interface CardView {
  readonly circuit: string | null
  readonly last4: string
  /** `MM/YY` */
  readonly expiry: string
  readonly masked: string
  /** The country of issue, ISO 3166-1 alpha-2; null if XPay did not return it. */
  readonly country: string | null
  /** `country` in the clerk's language. */
  readonly country_name: string | null
  /** XPay's value for the card type, and its name in the clerk's language. */
  readonly type: string | null
  readonly type_name: string | null
}

/** The order and customer of a payment in Medusa. */
export interface RowLabels {
  readonly order: OrderLabel | undefined
  readonly customer: CustomerLabel | undefined
}

export function paymentRow(
  { attempt, movements }: AttemptWithMovements,
  { order, customer }: RowLabels,
  locale: Locale
): PaymentRow {
  const amount = heldAmount(attempt)
  const { captured, refunded } = totals(movements)
  const listed = listedState(attempt, movements)
  const major = (minor: bigint) => toNumber(money(minor > 0n ? minor : 0n, amount.currency))
  return {
    id: attempt.id,
    xpay_order_id: attempt.xpay_order_id,
    provider_id: attempt.provider_id,
    terminal: readProviderId(attempt.provider_id)?.entryId ?? attempt.provider_id,
    channel: attempt.channel,
    method_text: methodView(attempt.method)?.name ?? channelName(attempt.channel, locale),
    method: methodView(attempt.method),
    state: attempt.state,
    listed_state: listed,
    state_text: capitalise(stateName(listed, locale)),
    is_in_doubt: isOneOf(attempt.state, DOUBTFUL_STATES),
    amount: toNumber(amount),
    captured: major(captured),
    refunded: major(refunded),
    currency_code: attempt.currency_code.toLowerCase(),
    card: cardView(attempt, locale),
    customer: customerView(order, customer),
    order_id: attempt.order_id,
    order_display_id: order?.display_id ?? null,
    is_draft: order?.is_draft_order ?? false,
    cart_id: attempt.cart_id,
    created_at: attempt.created_at.toISOString(),
    deadline_at: attempt.deadline_at?.toISOString() ?? null,
  }
}

/** Medusa's admin API represents amounts as numbers in major units. */
export function toNumber(amount: Money): number {
  return toMajor(amount).numeric
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function methodView(method: string | null): PaymentRow["method"] {
  return method === null ? null : { service: method, name: serviceOf(method)?.name ?? method }
}

/** The order comes first: a guest has a name only there. */
function customerView(
  order: OrderLabel | undefined,
  customer: CustomerLabel | undefined
): PaymentRow["customer"] {
  const name = order?.name ?? customer?.name ?? null
  const email = order?.email ?? customer?.email ?? null
  return name === null && email === null ? null : { name, email }
}

function cardView(attempt: AttemptRecord, locale: Locale): CardView | null {
  const card = attemptCard(attempt)
  return card === undefined
    ? null
    : {
        circuit: card.circuit ?? null,
        last4: card.last4,
        expiry: `${card.expiry.slice(4, 6)}/${card.expiry.slice(2, 4)}`,
        masked: `•••• ${card.last4}`,
        country: card.country ?? null,
        country_name: card.country === undefined ? null : countryName(card.country, locale),
        type: card.type ?? null,
        type_name: card.type === undefined ? null : cardTypeName(card.type, locale),
      }
}
