import type {
  BigNumberRawValue,
  ICartModuleService,
  IInventoryService,
  IOrderModuleService,
  IPromotionModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN, Modules } from "@medusajs/framework/utils"
import { listCountedPromotions, type CountedPromotion } from "../../medusa/promotions"
import { findOne } from "../../medusa/graph"
import type { AttemptId, CartId, CustomerId, OrderId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { amountFact, type IncidentDetail } from "../../domain/incident-detail"
import { toMinor } from "../../domain/money"
import { findCompletion, whileNotCompleting, type Completion } from "./completion"
import { incidentsOf, journalOf } from "../engine-for"
import { findUnlinkedOrders } from "./unlinked-orders"

export interface CompletionToResolve {
  readonly cartId: CartId
  /** The attempt that requests the rollback: its own money does not prevent it. */
  readonly attemptId?: AttemptId | undefined
  /** Orders that were created by a completion of the cart, and that no link points to. */
  readonly unlinked?: readonly OrderId[] | undefined
}

/**
 * - `clear`: no order is left behind
 * - `rolled_back`: one was, and the cart can be paid again
 * - `busy`: a completion of the cart is under way; check again
 */
export type Cleared = "clear" | "rolled_back" | "busy"

/**
 * Rolls back what a cart's completion left behind when its process died. Medusa creates the order first and the payment
 * last, and removes the order if the payment fails. A process that dies leaves an unpaid order, its cart closed and its
 * goods reserved, or any part of that. This function does what Medusa's own compensation would have done.
 *
 * Never touches an order on which nothing is due, that any payment pays or is to pay, or that was worked on.
 */
export async function rollBackCompletion(
  container: MedusaContainer,
  { cartId, attemptId, unlinked = [] }: CompletionToResolve
): Promise<Cleared> {
  const isHeld = await isPaidElsewhere(container, cartId, attemptId)
  const find = async (more: readonly OrderId[] = []): Promise<Completion> => {
    const completion = await findCompletion(container, cartId, [...unlinked, ...more])
    return isHeld ? onlyUnlinked(completion, unlinked) : completion
  }
  if (!isInterrupted(await find())) {
    return "clear"
  }
  const cleared = await whileNotCompleting(container, cartId, async (): Promise<Cleared> => {
    const found = await find()
    if (!isInterrupted(found)) {
      return "clear"
    }
    const isLost = found.isCartClosed && found.orders.length === 0
    const completion = isLost ? await find(await findUnlinkedOrders(container, cartId)) : found
    await rollBack(container, completion)
    return "rolled_back"
  })
  return cleared ?? "busy"
}

/** If another attempt has money, only unlinked orders may be removed: that money cannot belong to them. */
function onlyUnlinked(completion: Completion, unlinked: readonly OrderId[]): Completion {
  const orders = completion.orders.map((order) =>
    order.outcome === "left_behind" && !unlinked.includes(order.id)
      ? { ...order, outcome: "awaited" as const }
      : order
  )
  return { ...completion, orders, missing: [], isCartClosed: false }
}

function isInterrupted({ isCartClosed, orders, missing }: Completion): boolean {
  return (
    orders.some(({ outcome }) => outcome === "left_behind") ||
    missing.length > 0 ||
    (isCartClosed && orders.length === 0)
  )
}

/** Whether another attempt of the cart has, or may have, money: that attempt decides about the order. */
async function isPaidElsewhere(
  container: MedusaContainer,
  cartId: CartId,
  attemptId: AttemptId | undefined
): Promise<boolean> {
  const attempts = await journalOf(container).listForCart(cartId)
  return attempts.some(
    ({ id, state, abandon_requested_at: abandon }) =>
      id !== attemptId && abandon === null && isOneOf(state, ["authorizing", ...MONEY_STATES])
  )
}

async function rollBack(container: MedusaContainer, completion: Completion): Promise<void> {
  const { cartId, orders, missing, isCartClosed } = completion
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const gone = orders.filter(({ outcome }) => outcome === "left_behind")
  const isAll = gone.length === orders.length
  for (const { id, createdAt } of gone) {
    // First, because there is no second chance once the order is deleted.
    await raiseStoreCredit(container, cartId, id)
    await freeGoods(container, id)
    // Another order of the cart has used its promotions in its own right.
    await (isAll ? revertPromotions(container, cartId, createdAt) : undefined)
  }
  await dismissLinks(container, completion, [...gone.map(({ id }) => id), ...missing])
  if (isCartClosed && isAll) {
    await container
      .resolve<ICartModuleService>(Modules.CART)
      .updateCarts([{ id: cartId, completed_at: null }])
  }
  if (gone.length > 0) {
    await container.resolve<IOrderModuleService>(Modules.ORDER).deleteOrders(gone.map(({ id }) => id))
  }
  logger.warn(
    `The completion of cart ${cartId} was cut off before anything was paid and is rolled back` +
      `${gone.length === 0 ? "" : `, with order ${gone.map(({ id }) => id).join(", ")}`}. The cart can be paid again.`
  )
}

async function dismissLinks(
  container: MedusaContainer,
  { cartId, collectionId }: Completion,
  orderIds: readonly OrderId[]
): Promise<void> {
  if (orderIds.length === 0) {
    return
  }
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  await link.dismiss(
    orderIds.flatMap((orderId) => [
      { [Modules.ORDER]: { order_id: orderId }, [Modules.CART]: { cart_id: cartId } },
      ...(collectionId === undefined
        ? []
        : [
            {
              [Modules.ORDER]: { order_id: orderId },
              [Modules.PAYMENT]: { payment_collection_id: collectionId },
            },
          ]),
    ])
  )
}

async function freeGoods(container: MedusaContainer, orderId: OrderId): Promise<void> {
  const order = await findOne<{ readonly items?: readonly { readonly id: string }[] }>(container, {
    entity: "order",
    fields: ["items.id"],
    filters: { id: orderId },
  })
  const items = order?.items ?? []
  if (items.length > 0) {
    await container
      .resolve<IInventoryService>(Modules.INVENTORY)
      .deleteReservationItemsByLineItem(items.map(({ id }) => id))
  }
}

interface CreditedOrder {
  readonly currency_code: string
  readonly credit_lines?: readonly { readonly raw_amount: BigNumberRawValue }[]
}

/**
 * Medusa copies a cart's credit into its order and books it nowhere. A store with credit deducts it from a balance of
 * its own, in a hook, and restores it in the hook's compensation, which has not run.
 */
async function raiseStoreCredit(container: MedusaContainer, cartId: CartId, orderId: OrderId): Promise<void> {
  const order = await findOne<CreditedOrder>(container, {
    entity: "order",
    fields: ["id", "currency_code", "credit_lines.raw_amount"],
    filters: { id: orderId },
  })
  const { credit_lines: lines = [], currency_code: currency = "" } = order ?? {}
  const credit = lines.reduce((sum, one) => MathBN.add(sum, one.raw_amount), MathBN.convert(0))
  if (!MathBN.gt(credit, 0)) {
    return
  }
  const attempt = (await journalOf(container).listForCart(cartId)).at(-1)
  const detail: IncidentDetail = {
    code: "store_credit",
    amount: amountFact(toMinor(credit, currency)),
    orderId,
  }
  const incidents = incidentsOf(container)
  await (attempt === undefined
    ? incidents.raiseForOrder({ cartId, orderId }, "store_credit_used", detail)
    : incidents.raise(attempt, "store_credit_used", detail))
}

interface CartRow {
  readonly email: string | null
  readonly customer_id: CustomerId | null
  readonly items?: readonly Adjusted[]
  readonly shipping_methods?: readonly Adjusted[]
}

interface Adjusted {
  readonly adjustments?: readonly { readonly code: string | null; readonly raw_amount: BigNumberRawValue }[]
}

/**
 * Reverts single-use codes that the order used up. A completion registers them in parallel with the links, so it may
 * not have got that far: the usage counters show whether they changed since the order was created.
 */
async function revertPromotions(container: MedusaContainer, cartId: CartId, since: Date): Promise<void> {
  const cart = await findOne<CartRow>(container, {
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
  const used = [...(cart?.items ?? []), ...(cart?.shipping_methods ?? [])]
    .flatMap(({ adjustments = [] }) => adjustments)
    .flatMap(({ code, raw_amount: amount }) => (code === null ? [] : [{ code, amount: amount.value }]))
  if (cart === undefined || used.length === 0) {
    return
  }
  const counted = await listCountedPromotions(container, [...new Set(used.map(({ code }) => code))])
  const registered = counted.filter((one) => isChangedSince(one, since)).map(({ code }) => code)
  const toRevert = used.filter(({ code }) => registered.includes(code))
  if (toRevert.length > 0) {
    const promotions = container.resolve<IPromotionModuleService>(Modules.PROMOTION)
    await promotions.revertUsage(toRevert, { customer_id: cart.customer_id, customer_email: cart.email })
  }
}

function isChangedSince({ updated_at: updatedAt, campaign }: CountedPromotion, since: Date): boolean {
  const budget = campaign?.budget
  return [updatedAt, budget?.updated_at, ...(budget?.usages ?? []).map((one) => one.updated_at)].some(
    (time) => time !== undefined && new Date(time).getTime() >= since.getTime()
  )
}
