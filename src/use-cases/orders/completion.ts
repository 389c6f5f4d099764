import { randomUUID } from "node:crypto"
import type { IInventoryService, ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { findAll, findOne } from "../../medusa/graph"
import type { CartId, OrderId, PaymentCollectionId } from "../../domain/ids"
import { isOneOf } from "../../domain/attempt-state"
import { LINKS } from "../../medusa/links"
import { completionLock } from "../../medusa/locks"
import { readProviderId } from "../../medusa/provider-ids"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { journalOf } from "../engine-for"
import { outstandingOf } from "./outstanding"

/**
 * The outcome of an order that was created by a cart's completion:
 * - `over`: canceled, closed, a draft, or nothing is due
 * - `paid`: it has a payment, of any provider
 * - `awaited`: its payment is under way, as a delayed payment or in another session
 * - `foreign`: it was started with a payment session of another provider
 * - `unpaid`: it was placed, and no payment remains for it
 * - `left_behind`: its completion has not reached the payment. It is under way, or its process died.
 */
export type OrderOutcome = "over" | "paid" | "awaited" | "foreign" | "unpaid" | "left_behind"

/** An order created by a cart's completion. */
export interface CompletedOrder {
  readonly id: OrderId
  readonly createdAt: Date
  readonly outcome: OrderOutcome
  /** Everything that a completion writes before the payment exists: links, the closed cart, reserved goods. */
  readonly isWhole: boolean
}

/** What the completions of one cart have written in Medusa. */
export interface Completion {
  readonly cartId: CartId
  readonly collectionId: PaymentCollectionId | undefined
  /** The cart accepts no payment any more, because an order was created from it. */
  readonly isCartClosed: boolean
  readonly orders: readonly CompletedOrder[]
  /** Orders that the cart is linked to, and that do not exist. */
  readonly missing: readonly OrderId[]
}

interface CollectionRow {
  readonly id: PaymentCollectionId
  readonly payments?: readonly { readonly id: string; readonly canceled_at: string | Date | null }[]
  readonly payment_sessions?: readonly { readonly provider_id: string; readonly status: string }[]
}

interface CartRow {
  readonly id: CartId
  readonly completed_at: string | Date | null
  readonly payment_collection?: CollectionRow | null
}

interface OrderRow {
  readonly id: OrderId
  readonly status: string
  readonly is_draft_order: boolean
  readonly version: number
  readonly created_at: string | Date
  readonly transactions?: readonly { readonly id: string }[]
  readonly fulfillments?: readonly { readonly id: string }[]
  readonly payment_collections?: readonly CollectionRow[]
  readonly items?: readonly {
    readonly id: string
    readonly variant?: { readonly manage_inventory?: boolean } | null
  }[]
}

interface LinkRow {
  readonly order_id: OrderId
}

const COLLECTION = ["id", "payments.id", "payments.canceled_at"].concat(
  ["provider_id", "status"].map((field) => `payment_sessions.${field}`)
)

/**
 * Reads what the completions of a cart have written in Medusa, even if some rows are missing.
 *
 * @param unlinked orders that were created by a completion of the cart, and that no link points to
 */
export async function findCompletion(
  container: MedusaContainer,
  cartId: CartId,
  unlinked: readonly OrderId[] = []
): Promise<Completion> {
  const [cart, byCart] = await Promise.all([
    findOne<CartRow>(container, {
      entity: "cart",
      fields: ["id", "completed_at", ...COLLECTION.map((field) => `payment_collection.${field}`)],
      filters: { id: cartId },
    }),
    findAll<LinkRow>(container, {
      entity: LINKS.orderCart.entity,
      fields: ["order_id"],
      filters: { cart_id: cartId },
    }),
  ])
  const collection = cart?.payment_collection ?? undefined
  const byCollection =
    collection === undefined
      ? []
      : await findAll<LinkRow>(container, {
          entity: LINKS.orderCollection.entity,
          fields: ["order_id"],
          filters: { payment_collection_id: collection.id },
        })
  const idsOf = (links: readonly LinkRow[]) => links.map((one) => one.order_id)
  const ofCart = idsOf(byCart)
  const ofCollection = idsOf(byCollection)
  const ids = [...new Set([...ofCart, ...ofCollection, ...unlinked])]
  const rows = await readOrders(container, ids)
  const isCartClosed = cart !== undefined && cart.completed_at !== null
  const orders = await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      createdAt: new Date(row.created_at),
      outcome: await outcomeOf(container, row, unlinked.includes(row.id) ? undefined : collection),
      isWhole:
        isCartClosed &&
        ofCart.includes(row.id) &&
        ofCollection.includes(row.id) &&
        (await areGoodsReserved(container, row)),
    }))
  )
  return {
    cartId,
    collectionId: collection?.id,
    isCartClosed,
    orders,
    missing: ids.filter((id) => !rows.some((row) => row.id === id)),
  }
}

/** The outcome of one order; undefined if it does not exist. */
export async function findOrderOutcome(
  container: MedusaContainer,
  orderId: OrderId
): Promise<OrderOutcome | undefined> {
  const [row] = await readOrders(container, [orderId])
  return row === undefined ? undefined : await outcomeOf(container, row, undefined)
}

async function readOrders(container: MedusaContainer, ids: readonly OrderId[]): Promise<OrderRow[]> {
  // An empty filter would match every order.
  if (ids.length === 0) {
    return []
  }
  return await findAll<OrderRow>(container, {
    entity: "order",
    fields: [
      "id",
      "status",
      "is_draft_order",
      "version",
      "created_at",
      "transactions.id",
      "fulfillments.id",
      "items.id",
      "items.variant.manage_inventory",
      ...COLLECTION.map((field) => `payment_collections.${field}`),
    ],
    filters: { id: [...ids] },
  })
}

const ON_ITS_WAY = ["authorized", "captured", "pending_authorization"]

async function outcomeOf(
  container: MedusaContainer,
  order: OrderRow,
  ofCart: CollectionRow | undefined
): Promise<OrderOutcome> {
  if (order.status !== "pending" || order.is_draft_order) {
    return "over"
  }
  const collections = [...(order.payment_collections ?? []), ...(ofCart === undefined ? [] : [ofCart])]
  const payments = collections.flatMap((one) => one.payments ?? [])
  const sessions = collections.flatMap((one) => one.payment_sessions ?? [])
  if (payments.some(({ canceled_at: canceledAt }) => canceledAt === null)) {
    return "paid"
  }
  const isClosedCase = payments.length > 0
  if (!isClosedCase && sessions.some(({ status }) => ON_ITS_WAY.includes(status))) {
    return "awaited"
  }
  const placedWith = await journalOf(container).listForOrder(order.id)
  if (placedWith.some(isPlacedOnWord)) {
    return "awaited"
  }
  if (((await outstandingOf(container, order.id))?.amount.minor ?? 0n) === 0n) {
    return "over"
  }
  // The order was complete when this was recorded, whatever happened to its session.
  if (placedWith.length > 0) {
    return "unpaid"
  }
  if (sessions.length > 0 && sessions.every((one) => readProviderId(one.provider_id) === undefined)) {
    return "foreign"
  }
  const isWorkedOn =
    order.version > 1 || (order.transactions?.length ?? 0) > 0 || (order.fulfillments?.length ?? 0) > 0
  return isClosedCase || isWorkedOn ? "unpaid" : "left_behind"
}

/** Whether an order was placed with the attempt before its money arrived, and the payment is still under way. */
function isPlacedOnWord({ cart_id: cartId, state, abandon_requested_at: abandon }: AttemptRecord): boolean {
  return cartId !== null && abandon === null && isOneOf(state, ["pending_payer", "authorizing"])
}

async function areGoodsReserved(container: MedusaContainer, { items = [] }: OrderRow): Promise<boolean> {
  const managed = items.filter(({ variant }) => variant?.manage_inventory === true).map(({ id }) => id)
  if (managed.length === 0) {
    return true
  }
  const reserved = await container
    .resolve<IInventoryService>(Modules.INVENTORY)
    .listReservationItems({ line_item_id: managed }, { select: ["id", "line_item_id"], take: null })
  return managed.every((id) => reserved.some(({ line_item_id: lineItemId }) => lineItemId === id))
}

/** Longer than the work under the lock takes. If the process dies, the cart is unlocked after this. */
const HOLD_SECONDS = 60

/**
 * Runs work on a cart while no completion of it is under way.
 *
 * @returns undefined if one is, or if another process runs the same work.
 */
export async function whileNotCompleting<T>(
  container: MedusaContainer,
  cartId: CartId,
  work: () => Promise<T>
): Promise<T | undefined> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  const ownerId = `xpay:${randomUUID()}`
  try {
    await locking.acquire(completionLock(cartId), { ownerId, expire: HOLD_SECONDS })
  } catch {
    return undefined
  }
  try {
    return await work()
  } finally {
    await locking.release(completionLock(cartId), { ownerId })
  }
}

/** As long as Medusa's own completion waits for a cart. */
const WAIT_SECONDS = 30

/**
 * Runs work on a cart once no completion of it is under way, and locks the cart meanwhile.
 *
 * @param cartId the order's id, if it has no cart
 * @throws if a completion is under way for longer than half a minute; nothing was done then.
 */
export async function afterCompletion(
  container: MedusaContainer,
  cartId: CartId | OrderId,
  work: () => Promise<void>
): Promise<void> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  await locking.execute([completionLock(cartId)], work, { timeout: WAIT_SECONDS })
}
