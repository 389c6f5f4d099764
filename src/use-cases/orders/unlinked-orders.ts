import type { IWorkflowEngineService, MedusaContainer } from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflowId } from "@medusajs/medusa/core-flows"
import { findAll, findOne } from "../../medusa/graph"
import { madeSince } from "../../medusa/ids"
import { asCartId, type CartId, type OrderId, type PaymentCollectionId } from "../../domain/ids"

/** Time from the start of a completion to its order: Medusa waits for the cart's lock for 30 seconds at most. */
const LONGEST_MS = 3 * 60_000

/** Completions are dated by the database, orders by the server. */
const CLOCKS_MS = 5_000

/** States of a workflow that was started and has not ended, including one whose compensation failed. */
const UNFINISHED = ["not_started", "invoking", "waiting_to_compensate", "compensating", "failed"]

/** A completion that was started and never ended, or is under way. */
export interface OpenCompletion {
  readonly cartId: CartId
  readonly begunAt: Date
}

/** The workflow engine's record of a completion; only its input is read. */
type CompletionContext = { readonly data?: { readonly payload?: { readonly id?: unknown } } } | null

interface Line {
  readonly variant_id: string | null
  readonly title: string
  readonly quantity: number
  readonly unit_price: number
}

interface Ordered {
  readonly email: string | null
  readonly currency_code: string
  readonly region_id: string | null
  readonly sales_channel_id: string | null
  readonly items?: readonly Line[]
}

/** An order with neither cart nor payment collection. */
export interface UnlinkedOrder extends Ordered {
  readonly id: OrderId
  readonly created_at: string | Date
  readonly cart?: { readonly id: CartId } | null
  readonly payment_collections?: readonly { readonly id: PaymentCollectionId }[]
}

// An order's lines include their quantity only if all their fields are read.
const ORDERED = ["email", "currency_code", "region_id", "sales_channel_id", "items.*"]

/**
 * Completions that Medusa's workflow engine records as started and not ended, since a time. The engine records every
 * completion before its first step, and deletes none that did not end.
 */
export async function listOpenCompletions(
  container: MedusaContainer,
  since: Date
): Promise<OpenCompletion[]> {
  const engine = container.resolve<IWorkflowEngineService>(Modules.WORKFLOW_ENGINE)
  const filter = {
    workflow_id: completeCartWorkflowId,
    state: UNFINISHED,
    created_at: { $gte: since.toISOString() },
  }
  const executions = await engine.listWorkflowExecutions(filter, {
    select: ["id", "context", "created_at"] as never,
    take: null,
  })
  return executions.flatMap(({ context, created_at: begunAt }) => {
    const cartId = (context as CompletionContext)?.data?.payload?.id
    return typeof cartId === "string" ? [{ cartId: asCartId(cartId), begunAt: new Date(begunAt) }] : []
  })
}

/**
 * Orders that were created from a cart and that no link points to: the process died between Medusa's order and its
 * links. Such an order does not name its cart. It is attributed to the cart if a completion of the cart was started
 * shortly before it and never ended, and if buyer, currency, region, sales channel and lines are the same.
 */
export async function findUnlinkedOrders(container: MedusaContainer, cartId: CartId): Promise<OrderId[]> {
  const cart = await findOne<Ordered & { readonly completed_at: string | Date | null }>(container, {
    entity: "cart",
    fields: ["completed_at", "updated_at", ...ORDERED],
    filters: { id: cartId },
  })
  if (cart?.completed_at == null) {
    return []
  }
  const closedAt = new Date(cart.completed_at).getTime()
  const since = new Date(closedAt - LONGEST_MS)
  const open = (await listOpenCompletions(container, since)).filter((one) => one.cartId === cartId)
  const orders = open.length === 0 ? [] : await listUnlinkedOrders(container, since)
  return orders.filter((order) => open.some((one) => isMadeBy(order, one, cart))).map(({ id }) => id)
}

/** The carts that unlinked orders were created from, with those orders. */
export async function findCartsOf(
  container: MedusaContainer,
  orders: readonly UnlinkedOrder[]
): Promise<Map<CartId, OrderId[]>> {
  const found = new Map<CartId, OrderId[]>()
  const first = Math.min(...orders.map((order) => new Date(order.created_at).getTime()))
  const open = orders.length === 0 ? [] : await listOpenCompletions(container, new Date(first - LONGEST_MS))
  if (open.length === 0) {
    return found
  }
  const carts = await findAll<Ordered & { readonly id: CartId }>(container, {
    entity: "cart",
    fields: ["id", ...ORDERED],
    filters: { id: [...new Set(open.map(({ cartId }) => cartId))] },
  })
  for (const order of orders) {
    const index = open.findIndex((one) => {
      const cart = carts.find(({ id }) => id === one.cartId)
      return cart !== undefined && isMadeBy(order, one, cart)
    })
    // A completion creates one order.
    const [made] = index < 0 ? [] : open.splice(index, 1)
    if (made !== undefined) {
      found.set(made.cartId, [...(found.get(made.cartId) ?? []), order.id])
    }
  }
  return found
}

/** Pending orders since a time that neither a cart nor a payment collection is linked to. */
export async function listUnlinkedOrders(container: MedusaContainer, since: Date): Promise<UnlinkedOrder[]> {
  const orders = await findAll<UnlinkedOrder>(container, {
    entity: "order",
    fields: ["id", "created_at", "cart.id", "payment_collections.id", ...ORDERED],
    filters: {
      id: madeSince("order", since.getTime()),
      status: "pending",
      is_draft_order: false,
    },
  })
  return orders.filter(
    ({ cart, payment_collections: collections = [] }) => cart == null && collections.length === 0
  )
}

function isMadeBy(order: UnlinkedOrder, { begunAt }: OpenCompletion, cart: Ordered): boolean {
  const later = new Date(order.created_at).getTime() - begunAt.getTime()
  return (
    later > -CLOCKS_MS &&
    later < LONGEST_MS &&
    order.email === cart.email &&
    order.currency_code === cart.currency_code &&
    order.region_id === cart.region_id &&
    order.sales_channel_id === cart.sales_channel_id &&
    sameLines(order.items ?? [], cart.items ?? [])
  )
}

function sameLines(some: readonly Line[], others: readonly Line[]): boolean {
  const left = [...others]
  const isSame = (one: Line, other: Line) =>
    one.variant_id === other.variant_id &&
    one.title === other.title &&
    MathBN.eq(one.quantity, other.quantity) &&
    MathBN.eq(one.unit_price, other.unit_price)
  for (const one of some) {
    const index = left.findIndex((other) => isSame(one, other))
    if (index < 0) {
      return false
    }
    left.splice(index, 1)
  }
  return left.length === 0
}
