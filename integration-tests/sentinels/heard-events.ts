/** Events of Medusa's workflows with a subscriber in the plugin. */
export const WORKFLOW_EVENTS = [
  "order.canceled",
  "order.updated",
  "order-edit.confirmed",
  "order.fulfillment_created",
  "shipment.created",
  "delivery.created",
  "customer.deleted",
] as const

/** Events of Medusa's modules with a subscriber in the plugin; no list in Medusa names them. */
export const MODULE_EVENTS = {
  collectionUpdated: "payment.payment-collection.updated",
  orderDeleted: "order.order.deleted",
} as const
