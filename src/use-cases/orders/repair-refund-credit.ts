import type {
  BigNumberInput,
  BigNumberRawValue,
  IOrderModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import { createOrderCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import { findOne } from "../../medusa/graph"
import type { Engine } from "../../engine/engine"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { totals, type AttemptRecord } from "../../modules/xpay/journal/records"
import { exactAmount, sumOf } from "../../medusa/amounts"
import { REQUEST_MS } from "../../medusa/movement-rows"
import type { OrderId } from "../../domain/ids"

interface OrderRow {
  readonly version: number
  readonly total: BigNumberInput
  readonly summary?: {
    readonly pending_difference?: BigNumberInput
    readonly raw_pending_difference?: BigNumberRawValue
  }
}

interface ChangeRow {
  readonly id: string
  readonly status: string
  readonly change_type?: string
  readonly created_at: string | Date
  readonly actions?: readonly { readonly amount?: BigNumberInput; readonly raw_amount?: BigNumberRawValue }[]
}

/**
 * Medusa's refund deducts the amount from what was paid, and then, with a credit line, from the order's total. A
 * process that dies in between leaves an order that requests the refunded money again, and a MOTO payment would charge
 * it. So the missing credit line is created: for the amount that Medusa would have used, and never if anything else has
 * changed the order since, because then the cause of the difference is unknown.
 *
 * Call it in the booking lease of the payment, once the order's sums are counted.
 */
export async function repairRefundCredit(
  container: MedusaContainer,
  { journal, logger }: Pick<Engine, "journal" | "logger">,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<void> {
  if (totals(await journal.movements(attempt.id)).refunded === 0n) {
    return
  }
  const before = (await journal.now()).getTime() - REQUEST_MS
  const amount = await missingCredit(container, orderId, before)
  if (amount === undefined) {
    return
  }
  logger.warn(
    `${attemptLabel(attempt)}: a refund was cut off before order ${orderId} cost less. It does now.`
  )
  const reference = {
    reference: "payment_collection",
    reference_id: attempt.payment_collection_id ?? orderId,
  }
  await createOrderCreditLinesWorkflow(container).run({
    input: { id: orderId, credit_lines: [{ ...reference, amount: MathBN.convert(amount).toNumber() }] },
  })
}

/**
 * The amount that is still due although it was refunded; undefined if nothing is missing, or it cannot be determined
 * yet.
 */
async function missingCredit(
  container: MedusaContainer,
  orderId: OrderId,
  before: number
): Promise<BigNumberInput | undefined> {
  const order = await readOrder(container, orderId)
  const due = order?.summary?.raw_pending_difference ?? order?.summary?.pending_difference ?? 0
  if (order === undefined || !MathBN.gt(due, 0)) {
    return undefined
  }
  const refunds = await listRefunds(container, orderId)
  // The credit line creates a new version of the order.
  const uncredited = refunds.filter(({ version, at }) => version === order.version && at < before)
  const changes = await listChanges(container, orderId)
  const pending = changes.filter(({ status }) => status === "pending" || status === "requested")
  const isOthers = pending.some((one) => one.change_type !== CREDIT_LINE || timeOf(one) >= before)
  if (uncredited.length === 0 || isOthers) {
    return undefined
  }
  const credited = changes
    .filter((one) => one.change_type === CREDIT_LINE && one.status === "confirmed")
    .flatMap(({ actions = [] }) => actions.map((one) => one.raw_amount ?? one.amount ?? 0))
  const left = MathBN.sub(sumOf(refunds.map(({ amount }) => amount)), sumOf(credited))
  const amount = MathBN.min(due, sumOf(uncredited.map((one) => one.amount)), left)
  if (!MathBN.gt(amount, 0)) {
    return undefined
  }
  if (pending.length > 0) {
    await container
      .resolve<IOrderModuleService>(Modules.ORDER)
      .deleteOrderChanges(pending.map(({ id }) => id))
  }
  return amount
}

const CREDIT_LINE = "credit_line"

async function readOrder(container: MedusaContainer, orderId: OrderId): Promise<OrderRow | undefined> {
  return await findOne<OrderRow>(container, {
    entity: "order",
    // With the total, Medusa recalculates the difference.
    fields: ["id", "version", "summary", "total"],
    filters: { id: orderId },
  })
}

interface Refunded {
  readonly version: number
  readonly at: number
  readonly amount: BigNumberInput
}

async function listRefunds(container: MedusaContainer, orderId: OrderId): Promise<Refunded[]> {
  const transactions = await container.resolve<IOrderModuleService>(Modules.ORDER).listOrderTransactions(
    { order_id: orderId, reference: "refund" },
    {
      select: ["id", "version", "amount", "raw_amount", "created_at"] as "id"[],
      take: null,
    }
  )
  return transactions.map((one) => ({
    version: one.version,
    at: timeOf(one),
    amount: MathBN.abs(exactAmount(one)),
  }))
}

async function listChanges(container: MedusaContainer, orderId: OrderId): Promise<readonly ChangeRow[]> {
  const changes: unknown = await container
    .resolve<IOrderModuleService>(Modules.ORDER)
    .listOrderChanges({ order_id: orderId }, { relations: ["actions"], take: null })
  return changes as readonly ChangeRow[]
}

function timeOf({ created_at: at }: { readonly created_at: string | Date }): number {
  return new Date(at).getTime()
}
