import { mayBeRunning } from "../../domain/attempt-reason"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { CartId, OrderId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { isMerchantInitiated, isOpenLink } from "../../domain/channels"
import { isXPayCurrency } from "../../domain/currencies"
import { isTooLarge } from "../../domain/money"
import type { RefusalCode } from "../../domain/refusal-codes"
import type { Engine } from "../../engine/engine"
import { findOne } from "../../medusa/graph"
import { LINKS } from "../../medusa/links"
import { providerIdOf, readProviderId } from "../../medusa/provider-ids"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { enabledProviders } from "../checkout/enabled-providers"
import { allEngines, journalOf } from "../engine-for"
import { outstandingOf, type Outstanding } from "../orders/outstanding"
import type { OrderWithBalance } from "./order-of-payer"

/** The terminal that takes the balance, with the provider of its payment links. */
export interface BalanceTerminal {
  readonly providerId: string
  readonly engine: Engine
}

/** Why nothing can be paid on an order from the shop's page. */
export type BalanceObjection = Extract<
  RefusalCode,
  | "order_canceled"
  | "order_is_draft"
  | "currency_not_supported"
  | "nothing_due"
  | "amount_too_large"
  | "provider_not_enabled"
  | "in_progress"
  | "payment_in_doubt"
>

/** The balance of an order, and how it can be paid. */
export interface Balance {
  /** Undefined in a currency that XPay does not support. */
  readonly outstanding: Outstanding | undefined
  readonly terminal: BalanceTerminal | undefined
  /** A payment of the order that may still succeed: open, running, or in doubt. */
  readonly running: AttemptRecord | undefined
  /** Undefined: it can be paid now, through `running` if that is an open link for the right amount. */
  readonly objection: BalanceObjection | undefined
}

/** Looks up the amount due on an order, and what conflicts with paying it now. Reads our own records only. */
export async function lookAtBalance(container: MedusaContainer, order: OrderWithBalance): Promise<Balance> {
  const outstanding = isXPayCurrency(order.currency_code.toUpperCase())
    ? await outstandingOf(container, order.id)
    : undefined
  const attempts = await attemptsOf(container, order.id)
  const terminal = await findTerminal(container, order, attempts)
  const doubtful = attempts.find(isInDoubt)
  const running = doubtful ?? attempts.find(isOpenLink)
  return {
    outstanding,
    terminal,
    running,
    objection:
      objectToOrder(order, outstanding, terminal) ??
      (doubtful === undefined ? undefined : objectToDoubt(doubtful)) ??
      ((await isAwaitedElsewhere(container, order.id)) ? "in_progress" : undefined),
  }
}

function objectToDoubt(doubtful: AttemptRecord): BalanceObjection {
  return isAwaited(doubtful) || doubtful.abandon_requested_at !== null ? "in_progress" : "payment_in_doubt"
}

interface SessionsOfOrder {
  readonly payment_collections?: readonly {
    readonly payment_sessions?: readonly { readonly status: string; readonly provider_id: string }[]
  }[]
}

/** A payment through another plugin whose money comes later: Medusa's order has no payment for it yet. */
async function isAwaitedElsewhere(container: MedusaContainer, orderId: OrderId): Promise<boolean> {
  const fields = ["status", "provider_id"].map((field) => `payment_collections.payment_sessions.${field}`)
  const order = await findOne<SessionsOfOrder>(container, {
    entity: "order",
    fields,
    filters: { id: orderId },
  })
  return (order?.payment_collections ?? [])
    .flatMap(({ payment_sessions: sessions = [] }) => sessions)
    .some(
      ({ status, provider_id: id }) => status === "pending_authorization" && readProviderId(id) === undefined
    )
}

/** Objections that last as long as the order stays unchanged. */
function objectToOrder(
  order: OrderWithBalance,
  outstanding: Outstanding | undefined,
  terminal: BalanceTerminal | undefined
): BalanceObjection | undefined {
  if (order.status === "canceled") {
    return "order_canceled"
  }
  if (order.is_draft_order) {
    return "order_is_draft"
  }
  if (outstanding === undefined) {
    return "currency_not_supported"
  }
  if (outstanding.amount.minor === 0n) {
    return "nothing_due"
  }
  if (isTooLarge(outstanding.amount)) {
    return "amount_too_large"
  }
  return terminal === undefined ? "provider_not_enabled" : undefined
}

/**
 * The payments of an order, newest first, including those of its cart that the journal does not link to the order yet.
 */
async function attemptsOf(container: MedusaContainer, orderId: OrderId): Promise<AttemptRecord[]> {
  const link = await findOne<{ cart_id: CartId }>(container, {
    entity: LINKS.orderCart.entity,
    fields: ["cart_id"],
    filters: { order_id: orderId },
  })
  const journal = journalOf(container)
  const [ofOrder, ofCart] = await Promise.all([
    journal.listForOrder(orderId),
    link === undefined ? [] : journal.listForCart(link.cart_id),
  ])
  return [...ofCart.filter(({ order_id: noted }) => noted === null), ...ofOrder].reverse()
}

/**
 * Whether a payment that cannot be called back may still succeed: it was sent or is about to be, it is running at XPay,
 * or it succeeded and is not booked. Paying now could mean paying twice.
 */
export function isInDoubt(attempt: AttemptRecord): boolean {
  const { state, order_id: orderId, abandon_requested_at: abandonedAt } = attempt
  if (state === "pending_payer") {
    return mayBeRunning(attempt) || abandonedAt !== null
  }
  return (
    state === "authorizing" ||
    (state === "created" && isMerchantInitiated(attempt)) ||
    (orderId === null && isOneOf(state, MONEY_STATES))
  )
}

export function isAwaited({ state, placement }: AttemptRecord): boolean {
  return state === "pending_payer" && placement === "awaiting"
}

/** Of the terminals enabled in the order's region: the one used for the last payment, or else the first. */
async function findTerminal(
  container: MedusaContainer,
  { region_id: regionId }: OrderWithBalance,
  attempts: readonly AttemptRecord[]
): Promise<BalanceTerminal | undefined> {
  const entries = entriesOf(await enabledProviders(container, regionId))
  const terminals = allEngines(container).filter(({ id }) => entries.includes(id))
  const paid = attempts.filter(({ authorized_at: at }) => at !== null)
  const used = entriesOf(paid.map(({ provider_id: id }) => id))
  const last = used.find((entry) => terminals.some(({ id }) => id === entry))
  const chosen = terminals.find(({ id }) => id === last) ?? terminals[0]
  return chosen === undefined
    ? undefined
    : {
        providerId: providerIdOf("link", chosen.id),
        engine: chosen.engine,
      }
}

function entriesOf(providerIds: readonly string[]): string[] {
  return providerIds.flatMap((id) => {
    const name = readProviderId(id)
    return name === undefined ? [] : [name.entryId ?? ""]
  })
}
