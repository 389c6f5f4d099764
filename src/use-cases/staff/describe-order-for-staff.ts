import type { MedusaContainer } from "@medusajs/framework/types"
import { findOne } from "../../medusa/graph"
import type { AboutOrder } from "../../gateway/wire/order"
import { describeOrder, type DescribedCart } from "../orders/describe-order"
import { NAMED_ORDER_FIELDS, type NameOptions } from "../orders/name-order"
import type { CustomerId, OrderId } from "../../domain/ids"

/** An order paid by staff, in XPay's neutral terms: its customer and its description. */
export interface PanelOrder {
  readonly customerId: CustomerId | undefined
  readonly email: string | undefined
  readonly about: AboutOrder
}

/** Never fails if there is no description. The customer's history is left out: it is of no use without 3-D Secure. */
export async function describePanelOrder(
  container: MedusaContainer,
  orderId: OrderId,
  name: NameOptions
): Promise<PanelOrder> {
  const order = await findOne<DescribedCart>(container, {
    entity: "order",
    fields: [
      ...NAMED_ORDER_FIELDS,
      "display_id",
      "email",
      "customer_id",
      "billing_address.*",
      "shipping_address.*",
    ],
    filters: { id: orderId },
  })
  if (order === undefined) {
    return { customerId: undefined, email: undefined, about: {} }
  }
  return {
    customerId: order.customer_id ?? undefined,
    email: order.email ?? undefined,
    about: await describeOrder(container, order, { ...name, enrich: false }),
  }
}
