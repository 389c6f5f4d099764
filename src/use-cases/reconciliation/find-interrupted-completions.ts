import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { findAll, findOne } from "../../medusa/graph"
import { madeSince } from "../../medusa/ids"
import { LINKS } from "../../medusa/links"
import { FIRST_LOOK_MS, ImportCursor, OVERLAP_MS } from "../../modules/xpay/import-cursor"
import { whileNotCompleting } from "../orders/completion"
import { journalOf } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"
import { messageOf } from "../message-of"
import { rollBackCompletion } from "../orders/roll-back-completion"
import { findCartsOf, type UnlinkedOrder } from "../orders/unlinked-orders"
import type { CartId, PaymentCollectionId } from "../../domain/ids"

/** Longer than a completion takes, with Medusa's lock on its cart: what is older is looked at no more. */
const LONGEST_MS = 5 * 60_000

/** The longest that an order that fails to be checked holds back the cursor. */
const HELD_UP_MS = 24 * 60 * 60_000

const CURSOR = ":completion"

interface CollectionRow {
  readonly id: PaymentCollectionId
  readonly payments?: readonly { readonly canceled_at: string | Date | null }[]
  readonly payment_sessions?: readonly { readonly provider_id: string; readonly status: string }[]
}

interface OrderRow extends UnlinkedOrder {
  readonly payment_collections?: readonly CollectionRow[]
}

/**
 * Finds, in Medusa, orders that were started with one of our payment sessions and have no payment: also those of a
 * completion without a known attempt, or whose process died before it linked the order to anything. An interrupted
 * completion is rolled back, and its attempts become due. Reads only the orders created since the last run: Medusa's
 * ids begin with their time, so its primary key serves as the index.
 */
export async function findInterruptedCompletions(container: MedusaContainer): Promise<void> {
  const cursor = new ImportCursor(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const now = (await journalOf(container).now()).getTime()
  const from = (await cursor.read(CURSOR))?.getTime() ?? now - FIRST_LOOK_MS
  const unpaid = (await listNewOrders(container, from - OVERLAP_MS)).filter(isUnpaid)
  const carts = await groupByCart(container, unpaid)
  const failed: number[] = []
  for (const [cartId, orders] of carts) {
    try {
      await lookAfterCart(container, cartId, orders)
    } catch (error) {
      failed.push(...orders.map((order) => new Date(order.created_at).getTime()))
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`What became of the order of cart ${cartId} could not be decided yet: ${messageOf(error)}`)
    }
  }
  await cursor.write(CURSOR, new Date(Math.max(Math.min(now - LONGEST_MS, ...failed), now - HELD_UP_MS)))
}

async function listNewOrders(container: MedusaContainer, from: number): Promise<OrderRow[]> {
  return await findAll<OrderRow>(container, {
    entity: "order",
    fields: [
      "id",
      "created_at",
      "email",
      "currency_code",
      "region_id",
      "sales_channel_id",
      "cart.id",
      "payment_collections.id",
      "payment_collections.payments.canceled_at",
      "payment_collections.payment_sessions.provider_id",
      "payment_collections.payment_sessions.status",
    ],
    filters: {
      id: madeSince("order", from),
      status: "pending",
      is_draft_order: false,
    },
  })
}

/** Whether a new order has neither a payment nor a session that awaits one. */
function isUnpaid({ payment_collections: collections = [] }: OrderRow): boolean {
  const sessions = collections.flatMap((one) => one.payment_sessions ?? [])
  const isForeign =
    sessions.length > 0 && sessions.every((one) => readProviderId(one.provider_id) === undefined)
  const isPaid = collections
    .flatMap((one) => one.payments ?? [])
    .some(({ canceled_at: canceledAt }) => canceledAt === null)
  return !isForeign && !isPaid && !sessions.some(({ status }) => status === "pending_authorization")
}

async function groupByCart(
  container: MedusaContainer,
  orders: readonly OrderRow[]
): Promise<Map<CartId, OrderRow[]>> {
  const cartOfCollection = await readCartsOfCollections(
    container,
    orders.filter(({ cart }) => cart == null).flatMap((one) => one.payment_collections ?? [])
  )
  const carts = new Map<CartId, OrderRow[]>()
  const add = (cartId: CartId, order: OrderRow) => carts.set(cartId, [...(carts.get(cartId) ?? []), order])
  const unlinked: OrderRow[] = []
  for (const order of orders) {
    const collections = order.payment_collections ?? []
    const cartId = order.cart?.id ?? collections.map(({ id }) => cartOfCollection.get(id)).find(Boolean)
    if (cartId !== undefined) {
      add(cartId, order)
    } else if (collections.length === 0) {
      unlinked.push(order)
    }
  }
  for (const [cartId, ids] of await findCartsOf(container, await withItems(container, unlinked))) {
    unlinked.filter(({ id }) => ids.includes(id)).forEach((order) => add(cartId, order))
  }
  return carts
}

async function readCartsOfCollections(
  container: MedusaContainer,
  collections: readonly CollectionRow[]
): Promise<Map<PaymentCollectionId, CartId>> {
  // An empty filter would match every row of the table.
  if (collections.length === 0) {
    return new Map()
  }
  const links = await findAll<{ cart_id: CartId; payment_collection_id: PaymentCollectionId }>(container, {
    entity: LINKS.cartCollection.entity,
    fields: ["cart_id", "payment_collection_id"],
    filters: { payment_collection_id: collections.map(({ id }) => id) },
  })
  return new Map(links.map((link) => [link.payment_collection_id, link.cart_id]))
}

async function withItems(
  container: MedusaContainer,
  orders: readonly OrderRow[]
): Promise<readonly UnlinkedOrder[]> {
  if (orders.length === 0) {
    return []
  }
  const rows = await findAll<Pick<UnlinkedOrder, "id" | "items">>(container, {
    entity: "order",
    fields: ["id", "items.*"],
    filters: { id: orders.map(({ id }) => id) },
  })
  return orders.map((order) => ({ ...order, items: rows.find(({ id }) => id === order.id)?.items ?? [] }))
}

async function lookAfterCart(
  container: MedusaContainer,
  cartId: CartId,
  orders: readonly OrderRow[]
): Promise<void> {
  const unlinked = orders
    .filter(({ cart, payment_collections: collections = [] }) => cart == null && collections.length === 0)
    .map(({ id }) => id)
  const isIdle = await whileNotCompleting(container, cartId, () => Promise.resolve(true))
  if (isIdle !== true) {
    return
  }
  const journal = journalOf(container)
  const isKnown = (await journal.listForCart(cartId)).length > 0
  if (isKnown || (await isOurs(container, cartId))) {
    await rollBackCompletion(container, { cartId, unlinked })
    await journal.recallForCart(cartId)
  }
}

/** Whether a cart without a known attempt was to be paid with a session of ours. */
async function isOurs(container: MedusaContainer, cartId: CartId): Promise<boolean> {
  const cart = await findOne<{ payment_collection?: CollectionRow | null }>(container, {
    entity: "cart",
    fields: ["id", "payment_collection.payment_sessions.provider_id"],
    filters: { id: cartId },
  })
  return (cart?.payment_collection?.payment_sessions ?? []).some(
    ({ provider_id: providerId }) => readProviderId(providerId) !== undefined
  )
}
