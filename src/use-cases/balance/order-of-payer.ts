import type { MedusaContainer } from "@medusajs/framework/types"
import { isBalanceToken } from "../../engine/balance-token"
import { findOne } from "../../medusa/graph"
import { hasAccount } from "../checkout/has-account"
import { allEngines } from "../engine-for"
import { PaymentRefusal } from "../refusal"
import type { CustomerId, OrderId } from "../../domain/ids"

/** A request for the balance of an order. */
export interface BalanceCall {
  readonly orderId: OrderId
  /** The token of a balance link. */
  readonly token: string | undefined
  /** The signed-in customer; undefined for a guest. */
  readonly customerId: CustomerId | undefined
  readonly locale: string | undefined
}

/** The fields of an order that its balance depends on. */
export interface OrderWithBalance {
  readonly id: OrderId
  readonly display_id: number
  readonly status: string
  readonly is_draft_order: boolean
  readonly currency_code: string
  readonly region_id: string | null
  readonly customer_id: CustomerId | null
}

/**
 * The order, for its customer or for the holder of its balance link.
 *
 * @throws PaymentRefusal the same for another customer's order and for one that does not exist.
 */
export async function requireOrderOfPayer(
  container: MedusaContainer,
  { orderId, token, customerId }: BalanceCall
): Promise<OrderWithBalance> {
  const order = await findOrder(container, orderId)
  const isTheirs =
    order !== undefined &&
    (hasToken(container, orderId, token) ||
      (customerId !== undefined &&
        order.customer_id === customerId &&
        (await hasAccount(container, customerId))))
  if (!isTheirs) {
    throw new PaymentRefusal(
      "order_not_found",
      "There is no such order of the signed-in customer, and no valid token of it was sent."
    )
  }
  return order
}

export async function findOrder(
  container: MedusaContainer,
  orderId: OrderId
): Promise<OrderWithBalance | undefined> {
  return await findOne<OrderWithBalance>(container, {
    entity: "order",
    fields: ["id", "display_id", "status", "is_draft_order", "currency_code", "region_id", "customer_id"],
    filters: { id: orderId },
  })
}

/** Accepts a token signed for any of the shop's terminals: the order may now be paid on another one. */
function hasToken(container: MedusaContainer, orderId: OrderId, token: string | undefined): boolean {
  return (
    token !== undefined &&
    allEngines(container).some(({ engine }) => isBalanceToken(engine.terminal, orderId, token))
  )
}
