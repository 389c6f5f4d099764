import type { BigNumberInput, BigNumberRawValue, MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { findOne } from "../../medusa/graph"
import type { AttemptId, OrderId, PaymentSessionId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { money, toMinor, type Money } from "../../domain/money"
import { isFailedRow } from "../../medusa/movement-rows"
import { heldAmount, totals, type AttemptRecord } from "../../modules/xpay/journal/records"
import { journalOf } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"

/** What is still to be paid on an order, with the facts a clerk may see. */
export interface Outstanding {
  readonly orderId: OrderId
  readonly displayId: number
  readonly isDraft: boolean
  readonly isCanceled: boolean
  readonly email: string | undefined
  /** The order's current total, whatever was paid. */
  readonly total: Money
  /** What is due, less everything already held or captured for it. Never negative. */
  readonly amount: Money
  /** The same as Medusa has it, with all its decimals; undefined if part of it is already held or captured. */
  readonly exact: BigNumberInput | undefined
}

interface OrderRow {
  readonly id: OrderId
  readonly display_id: number
  readonly status: string
  readonly is_draft_order: boolean
  readonly email: string | null
  readonly currency_code: string
  readonly total: BigNumberInput
  readonly raw_total?: BigNumberRawValue
  readonly summary?: {
    readonly pending_difference?: BigNumberInput
    readonly transaction_total?: BigNumberInput
    readonly raw_transaction_total?: BigNumberRawValue
  }
  readonly payment_collections?: readonly {
    readonly payments?: readonly PaymentRow[]
  }[]
}

interface PaymentRow {
  readonly payment_session_id: PaymentSessionId
  readonly provider_id: string
  readonly raw_amount: BigNumberRawValue
  readonly canceled_at: string | Date | null
  readonly captures?: readonly { readonly raw_amount: BigNumberRawValue }[]
}

/**
 * The outstanding amount of an order or a draft order. Medusa's own figure counts what was captured and booked. Holds,
 * and money that XPay captured and that is not booked yet, are deducted here, so that the customer is not charged
 * again.
 *
 * @param exceptAttemptId the payment for which this is computed
 * @returns undefined if there is no such order.
 */
export async function outstandingOf(
  container: MedusaContainer,
  orderId: OrderId,
  exceptAttemptId?: AttemptId
): Promise<Outstanding | undefined> {
  const order = await findOne<OrderRow>(container, {
    entity: "order",
    fields: [
      "id",
      "display_id",
      "status",
      "is_draft_order",
      "email",
      "currency_code",
      "summary",
      // With the total, Medusa recalculates the difference, less pending returns; the stored value ignores returns.
      "total",
      "payment_collections.payments.payment_session_id",
      "payment_collections.payments.provider_id",
      "payment_collections.payments.raw_amount",
      "payment_collections.payments.canceled_at",
      "payment_collections.payments.captures.*",
    ],
    filters: { id: orderId },
  })
  if (order === undefined) {
    return undefined
  }
  const payments = (order.payment_collections ?? [])
    .flatMap((collection) => collection.payments ?? [])
    .filter((payment) => payment.canceled_at === null)
  const spoken =
    heldByOthers(payments, order.currency_code) +
    (await heldByXPay(container, order.id, payments, exceptAttemptId))
  const exact = exactDueOf(order)
  const due = toMinor(exact, order.currency_code)
  return {
    orderId: order.id,
    displayId: order.display_id,
    isDraft: order.is_draft_order,
    isCanceled: order.status === "canceled",
    email: order.email ?? undefined,
    total: toMinor(MathBN.lt(order.total, 0) ? 0 : order.total, order.currency_code),
    amount: money(due.minor > spoken ? due.minor - spoken : 0n, due.currency),
    exact: spoken === 0n ? exact : undefined,
  }
}

/**
 * Medusa's `pending_difference`. Medusa ignores a difference of up to one minor unit: in that case it is computed from
 * the total and the transactions, unless a return is pending. Nothing is due if the shop owes the customer.
 */
function exactDueOf({
  total,
  raw_total: rawTotal,
  summary,
  currency_code: currency,
}: OrderRow): BigNumberInput {
  const difference = summary?.pending_difference ?? 0
  if (!MathBN.eq(difference, 0)) {
    return MathBN.lt(difference, 0) ? 0 : difference
  }
  const paid = summary?.raw_transaction_total ?? summary?.transaction_total ?? 0
  const left = MathBN.sub(rawTotal ?? total, paid)
  return MathBN.gt(left, 0) && toMinor(left, currency).minor <= 1n ? left : 0
}

/** Payments of other providers that are authorized and not captured. */
function heldByOthers(payments: readonly PaymentRow[], currency: string): bigint {
  return payments
    .filter((payment) => readProviderId(payment.provider_id) === undefined)
    .reduce((sum, { raw_amount: amount, captures = [] }) => {
      const captured = captures
        .filter((one) => !isFailedRow(one))
        .reduce((total, one) => total + toMinor(one.raw_amount, currency).minor, 0n)
      const held = toMinor(amount, currency).minor - captured
      return sum + (held > 0n ? held : 0n)
    }, 0n)
}

/**
 * What XPay holds for the order, and what it captured that Medusa has no payment for. An authorization is captured
 * once, and the remainder is voided, so the remainder does not count.
 */
async function heldByXPay(
  container: MedusaContainer,
  orderId: OrderId,
  payments: readonly PaymentRow[],
  exceptAttemptId: AttemptId | undefined
): Promise<bigint> {
  const journal = journalOf(container)
  const attempts = (await journal.listForOrder(orderId)).filter(
    (attempt) =>
      attempt.id !== exceptAttemptId &&
      isOneOf(attempt.state, MONEY_STATES) &&
      attempt.abandon_requested_at === null
  )
  const amounts = await Promise.all(
    attempts.map(async (attempt) => {
      const isBooked = payments.some((one) => one.payment_session_id === attempt.payment_session_id)
      const { captured, refunded } = totals(await journal.movements(attempt.id))
      return isBooked
        ? heldPart(attempt, captured)
        : captured === 0n
          ? amountOf(attempt)
          : captured - refunded
    })
  )
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}

/** `capturing` counts in full until XPay has confirmed what was captured. */
function heldPart(attempt: AttemptRecord, captured: bigint): bigint {
  return isOneOf(attempt.state, ["authorized", "capturing"]) && captured === 0n ? amountOf(attempt) : 0n
}

function amountOf(attempt: AttemptRecord): bigint {
  return heldAmount(attempt).minor
}
