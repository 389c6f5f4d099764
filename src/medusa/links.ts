/** Medusa's links between modules: their names in its Query, and the fields that are read. */
export const LINKS = {
  orderCart: { entity: "order_cart", fields: ["order_id", "cart_id"] },
  orderCollection: { entity: "order_payment_collection", fields: ["order_id", "payment_collection_id"] },
  cartCollection: { entity: "cart_payment_collection", fields: ["cart_id", "payment_collection_id"] },
} as const

/** Medusa's link between an order and its fulfillments. */
export const ORDER_FULFILLMENT = {
  entity: "order_fulfillment",
  fields: ["order_id", "fulfillment_id"],
} as const
