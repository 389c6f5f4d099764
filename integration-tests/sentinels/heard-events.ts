/** Events of Medusa's workflows that our subscribers hear. */
export const WORKFLOW_EVENTS = [
  "order.canceled",
  "order.updated",
  "order-edit.confirmed",
  "order.fulfillment_created",
  "shipment.created",
  "delivery.created",
  "customer.deleted",
] as const

/** Events of Medusa's modules that our subscribers hear; no list of Medusa's names them. */
export const MODULE_EVENTS = {
  collectionUpdated: "payment.payment-collection.updated",
  orderDeleted: "order.order.deleted",
} as const
