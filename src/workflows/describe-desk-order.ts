import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Order } from "../gateway/wire/order"
import { describeOrder, type DescribedCart } from "./describe-order"

interface OrderRow extends DescribedCart {
  readonly display_id: number
}

/** An order that is paid at the desk, in XPay's neutral terms: whose it is, and its number for people. */
export interface DeskOrder {
  readonly customerId: string | undefined
  readonly email: string | undefined
  readonly about: Pick<Order, "customer" | "description" | "customField">
}

/** Never fails for want of a description; history of the customer is of no use where there is no 3-D Secure. */
export async function describeDeskOrder(container: MedusaContainer, orderId: string): Promise<DeskOrder> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id", "display_id", "email", "customer_id", "billing_address.*", "shipping_address.*"],
    filters: { id: orderId },
  })
  const order = data[0] as unknown as OrderRow | undefined
  if (order === undefined) {
    return { customerId: undefined, email: undefined, about: {} }
  }
  const { customer } = await describeOrder(container, order, false)
  return {
    customerId: order.customer_id ?? undefined,
    email: order.email ?? undefined,
    about: {
      ...(customer === undefined ? {} : { customer }),
      description: `Order #${order.display_id}`,
      customField: order.id,
    },
  }
}
