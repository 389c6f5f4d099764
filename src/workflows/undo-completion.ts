import type {
  BigNumberRawValue,
  ICartModuleService,
  IInventoryService,
  ILockingModule,
  IOrderModuleService,
  IPaymentModuleService,
  IPromotionModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, OPENING_STATES, MONEY_STATES } from "../domain/attempt-state"
import { formatMoney } from "../domain/money"
import type { Engine } from "../engine/engine"
import { attemptAmount, type AttemptRecord } from "../modules/xpay/records"
import { findPlace } from "./payment-place"

/** A completion of the cart that is under way holds this lock; then there is nothing to undo yet. */
const LOCK_SECONDS = 1

interface CartRow {
  readonly email: string | null
  readonly customer_id: string | null
  readonly items?: readonly Adjusted[]
  readonly shipping_methods?: readonly Adjusted[]
}

interface Adjusted {
  readonly adjustments?: readonly { readonly code: string | null; readonly raw_amount: BigNumberRawValue }[]
}

/**
 * Takes back the order of a completion whose process died before the payment was made. Medusa makes the order first and
 * the payment last, and undoes the order when the payment fails; a process that dies leaves the order behind, unpaid, its
 * cart closed and its goods reserved. So what Medusa's own compensation does is done here: the cart can be paid again.
 */
export async function undoCompletion(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<void> {
  const { cart_id: cartId } = attempt
  if (cartId === null || (await findLeftOver(container, engine, attempt)) === undefined) {
    return
  }
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  await locking.execute(
    [cartId],
    async () => {
      const orderId = await findLeftOver(container, engine, attempt)
      if (orderId !== undefined) {
        await takeBack(container, engine, attempt, cartId, orderId)
      }
    },
    { timeout: LOCK_SECONDS }
  )
}

/** The order that was made for this attempt alone, was never paid, and does not wait for money. */
async function findLeftOver(
  container: MedusaContainer,
  { journal }: Engine,
  attempt: AttemptRecord
): Promise<string | undefined> {
  const isOver = isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)
  if (!isOver || attempt.order_id !== null || attempt.payment_session_id === null) {
    return undefined
  }
  const { session, payment, order } = await findPlace(container, attempt)
  const isUnpaid = session?.status === "pending" && payment === undefined
  if (!isUnpaid || order === undefined || order.status !== "pending" || order.isDraft) {
    return undefined
  }
  const latest = await journal.findForSession(attempt.payment_session_id)
  const isOtherUnderWay =
    latest !== undefined && isOneOf(latest.attempt.state, [...OPENING_STATES, ...MONEY_STATES])
  return isOtherUnderWay || (await hasPayment(container, attempt)) ? undefined : order.id
}

/** Somebody may have paid the same order in another way, with a session of its own. */
async function hasPayment(
  container: MedusaContainer,
  { payment_collection_id: collectionId }: AttemptRecord
): Promise<boolean> {
  if (collectionId === null) {
    return false
  }
  const { payments = [] } = await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .retrievePaymentCollection(collectionId, { select: ["id"], relations: ["payments"] })
  return payments.some(({ canceled_at: canceled }) => canceled == null)
}

async function takeBack(
  container: MedusaContainer,
  { incidents, logger }: Engine,
  attempt: AttemptRecord,
  cartId: string,
  orderId: string
): Promise<void> {
  // Should this be cut off as well, a person is told of the order.
  const raised = { ...attempt, order_id: orderId }
  await incidents.raise(
    raised,
    "order_unpaid",
    `${formatMoney(attemptAmount(attempt))}, XPay order ${attempt.xpay_order_id}.`
  )
  await releaseGoods(container, orderId)
  await giveBackPromotions(container, cartId)
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  await link.dismiss([
    { [Modules.ORDER]: { order_id: orderId }, [Modules.CART]: { cart_id: cartId } },
    {
      [Modules.ORDER]: { order_id: orderId },
      [Modules.PAYMENT]: { payment_collection_id: attempt.payment_collection_id },
    },
  ])
  await container.resolve<ICartModuleService>(Modules.CART).updateCarts([{ id: cartId, completed_at: null }])
  await container.resolve<IOrderModuleService>(Modules.ORDER).deleteOrders([orderId])
  await incidents.settle(attempt.id, "order_unpaid")
  logger.warn(
    `XPay order ${attempt.xpay_order_id}: the completion of cart ${cartId} was cut off before anything was paid. ` +
      `Its order ${orderId} was taken back; the cart can be paid again.`
  )
}

async function releaseGoods(container: MedusaContainer, orderId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ["items.id"], filters: { id: orderId } })
  const { items = [] } = (data[0] ?? {}) as unknown as { items?: readonly { readonly id: string }[] }
  await container
    .resolve<IInventoryService>(Modules.INVENTORY)
    .deleteReservationItemsByLineItem(items.map(({ id }) => id))
}

/** A code that may be used once was used up by the order. */
async function giveBackPromotions(container: MedusaContainer, cartId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      "email",
      "customer_id",
      "items.adjustments.code",
      "items.adjustments.raw_amount",
      "shipping_methods.adjustments.code",
      "shipping_methods.adjustments.raw_amount",
    ],
    filters: { id: cartId },
  })
  const cart = data[0] as unknown as CartRow | undefined
  const used = [...(cart?.items ?? []), ...(cart?.shipping_methods ?? [])]
    .flatMap(({ adjustments = [] }) => adjustments)
    .flatMap(({ code, raw_amount: amount }) => (code === null ? [] : [{ code, amount: amount.value }]))
  if (cart !== undefined && used.length > 0) {
    await container
      .resolve<IPromotionModuleService>(Modules.PROMOTION)
      .revertUsage(used, { customer_id: cart.customer_id, customer_email: cart.email })
  }
}
