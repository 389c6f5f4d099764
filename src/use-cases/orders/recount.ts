import type {
  BigNumberInput,
  BigNumberRawValue,
  IOrderModuleService,
  IPaymentModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import {
  BigNumber,
  createRawPropertiesFromBigNumber,
  MathBN,
  Modules,
  PaymentCollectionStatus,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import { findOne } from "../../medusa/graph"
import type { OrderId, PaymentCollectionId, PaymentId } from "../../domain/ids"
import { toMinor } from "../../domain/money"
import { exactAmount, sumOf } from "../../medusa/amounts"
import { isFailedRow } from "../../medusa/movement-rows"
import type { AttemptRecord } from "../../modules/xpay/journal/records"

/** How often sums are recalculated while another request changes them. */
const MOST_ROUNDS = 3

interface SummaryRow {
  readonly id: string
  readonly totals: Record<string, BigNumberInput | undefined>
}

type SummedUp = "paid_total" | "refunded_total" | "transaction_total"

/** Methods of Medusa's order module for its summaries that its types omit. */
export interface OrderSummaries {
  listOrderSummaries(filters: { order_id: OrderId; version: number }): Promise<SummaryRow[]>
  updateOrderSummaries(changes: { id: string; totals: unknown }[]): Promise<unknown>
}

/**
 * Makes the sums of an order match its transactions. Medusa adds and subtracts in the summary of the version in which a
 * transaction was written: a transaction deleted after an edit or a refund has created a new version stays in the
 * current sums, and of two written at the same moment one may be missing.
 *
 * @returns whether anything had to be corrected.
 */
export async function recountOrder(container: MedusaContainer, orderId: OrderId): Promise<boolean> {
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    if (!(await recountOrderOnce(container, orderId))) {
      return round > 1
    }
  }
  return true
}

/**
 * Balances a canceled order to zero once all its money is returned. Medusa books the return of every capture whose row
 * exists when it cancels the order: it misses a refund that an earlier request had started before its process died, and
 * counts one for a capture that was in progress at that moment and failed.
 */
export async function balanceCanceledOrder(
  container: MedusaContainer,
  orderId: OrderId,
  paymentId: PaymentId
): Promise<void> {
  const orders = container.resolve<IOrderModuleService>(Modules.ORDER)
  const transactions = await orders.listOrderTransactions(
    { order_id: orderId },
    { select: ["id", "amount", "raw_amount", "currency_code"], order: { created_at: "DESC" }, take: null }
  )
  const rows = transactions.map((one) => ({ id: one.id, amount: exactAmount(one) }))
  let excess = sumOf(rows.map(({ amount }) => amount))
  const surplus: string[] = []
  for (const { id, amount } of rows) {
    if (MathBN.lt(excess, 0) && MathBN.lt(amount, 0)) {
      surplus.push(id)
      excess = MathBN.sub(excess, amount)
    }
  }
  if (surplus.length > 0) {
    await orders.deleteOrderTransactions(surplus)
  }
  const [first] = transactions
  if (first !== undefined && MathBN.gt(excess, 0)) {
    await orders.addOrderTransactions({
      order_id: orderId,
      amount: MathBN.mult(excess, -1),
      currency_code: first.currency_code,
      reference: "refund",
      reference_id: paymentId,
    })
  }
}

async function recountOrderOnce(container: MedusaContainer, orderId: OrderId): Promise<boolean> {
  const orders = container.resolve<IOrderModuleService & OrderSummaries>(Modules.ORDER)
  const { version } = await orders.retrieveOrder(orderId, { select: ["id", "version"] })
  const [summary] = await orders.listOrderSummaries({ order_id: orderId, version })
  if (summary === undefined) {
    return false
  }
  const transactions = await orders.listOrderTransactions(
    { order_id: orderId },
    { select: ["id", "amount", "raw_amount"], take: null }
  )
  const counted = sumUp(transactions.map(exactAmount))
  const { totals } = summary
  const written = (name: string) => totals[`raw_${name}`] ?? totals[name] ?? 0
  if (Object.entries(counted).every(([name, sum]) => MathBN.eq(written(name), sum))) {
    return false
  }
  const added = MathBN.sub(counted.transaction_total, written("transaction_total"))
  const change = {
    id: summary.id,
    totals: {
      ...totals,
      ...Object.fromEntries(Object.entries(counted).map(([name, sum]) => [name, new BigNumber(sum)])),
      pending_difference: new BigNumber(MathBN.sub(written("pending_difference"), added)),
    },
  }
  createRawPropertiesFromBigNumber(change)
  await orders.updateOrderSummaries([change])
  return true
}

function sumUp(amounts: readonly BigNumberInput[]): Record<SummedUp, ReturnType<typeof sumOf>> {
  const paid = sumOf(amounts.filter((amount) => MathBN.gt(amount, 0)))
  const refunded = MathBN.abs(sumOf(amounts.filter((amount) => MathBN.lt(amount, 0))))
  return { paid_total: paid, refunded_total: refunded, transaction_total: MathBN.sub(paid, refunded) }
}

/** {@link recountCollection}, for the collection of a payment. */
export async function recountPaymentOf(
  container: MedusaContainer,
  { payment_collection_id: collectionId }: Pick<AttemptRecord, "payment_collection_id">
): Promise<void> {
  if (collectionId !== null) {
    await recountCollection(container, collectionId)
  }
}

interface CollectionRow {
  readonly id: PaymentCollectionId
  readonly status: string
  readonly currency_code: string
  readonly raw_amount: BigNumberRawValue
  readonly raw_authorized_amount: BigNumberRawValue | null
  readonly raw_captured_amount: BigNumberRawValue | null
  readonly raw_refunded_amount: BigNumberRawValue | null
  readonly completed_at: string | Date | null
  readonly payment_sessions?: readonly { readonly status: string }[]
  readonly payments?: readonly {
    readonly raw_amount: BigNumberRawValue
    readonly canceled_at: string | Date | null
    readonly captures?: readonly { readonly raw_amount: BigNumberRawValue }[]
    readonly refunds?: readonly { readonly raw_amount: BigNumberRawValue }[]
  }[]
}

/**
 * Makes a payment collection of an order match its payments. Medusa recalculates it after it has written a payment,
 * capture or refund, which a process that dies does not reach, and never when a payment is canceled: the order then
 * continues to show *authorized*.
 *
 * @returns whether anything had to be corrected.
 */
export async function recountCollection(
  container: MedusaContainer,
  collectionId: PaymentCollectionId
): Promise<boolean> {
  const collection = await findOne<CollectionRow>(container, {
    entity: "payment_collection",
    fields: [
      "id",
      "status",
      "currency_code",
      "raw_amount",
      "raw_authorized_amount",
      "raw_captured_amount",
      "raw_refunded_amount",
      "completed_at",
      "payment_sessions.status",
      "payments.raw_amount",
      "payments.canceled_at",
      "payments.captures.*",
      "payments.refunds.*",
    ],
    filters: { id: collectionId },
  })
  if (collection === undefined || (collection.payments ?? []).length === 0) {
    return false
  }
  const counted = countCollection(collection)
  const isRight =
    String(counted.status) === collection.status &&
    MathBN.eq(counted.authorized_amount, collection.raw_authorized_amount ?? 0) &&
    MathBN.eq(counted.captured_amount, collection.raw_captured_amount ?? 0) &&
    MathBN.eq(counted.refunded_amount, collection.raw_refunded_amount ?? 0)
  if (isRight) {
    return false
  }
  const change = {
    ...counted,
    completed_at:
      counted.status === PaymentCollectionStatus.COMPLETED ? (collection.completed_at ?? new Date()) : null,
  }
  // Medusa's type of the change knows neither the sums nor the end of a collection; its own steps write them like this.
  await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .updatePaymentCollections(collectionId, change)
  return true
}

function countCollection({ payments = [], payment_sessions: sessions = [], ...collection }: CollectionRow) {
  const live = payments.filter(({ canceled_at: canceled }) => canceled === null)
  const amounts = {
    authorized_amount: sumOf(live.map(({ raw_amount: amount }) => amount)),
    captured_amount: sumOf(payments.flatMap(({ captures = [] }) => amountsOf(captures))),
    refunded_amount: sumOf(payments.flatMap(({ refunds = [] }) => amountsOf(refunds))),
  }
  const minor = (amount: BigNumberInput) => toMinor(amount, collection.currency_code).minor
  const due = minor(collection.raw_amount)
  return { ...amounts, status: statusOf() }

  function statusOf(): PaymentCollectionStatus {
    if (minor(amounts.captured_amount) >= due) {
      return PaymentCollectionStatus.COMPLETED
    }
    if (minor(amounts.captured_amount) > 0n) {
      return PaymentCollectionStatus.PARTIALLY_CAPTURED
    }
    if (live.length > 0) {
      return minor(amounts.authorized_amount) >= due
        ? PaymentCollectionStatus.AUTHORIZED
        : PaymentCollectionStatus.PARTIALLY_AUTHORIZED
    }
    // A new try on the same collection, by staff.
    return sessions.some(({ status }) => isOpen(status))
      ? PaymentCollectionStatus.AWAITING
      : PaymentCollectionStatus.CANCELED
  }
}

function amountsOf(rows: readonly { readonly raw_amount: BigNumberRawValue }[]): BigNumberRawValue[] {
  return rows.filter((row) => !isFailedRow(row)).map(({ raw_amount: amount }) => amount)
}

const OPEN_SESSIONS: readonly string[] = [
  PaymentSessionStatus.PENDING,
  PaymentSessionStatus.REQUIRES_MORE,
  PaymentSessionStatus.PENDING_AUTHORIZATION,
]

function isOpen(status: string): boolean {
  return OPEN_SESSIONS.includes(status)
}
