import { model } from "@medusajs/framework/utils"

/** An incident that needs attention: what happened to the money, and whether it was resolved. */
export const Incident = model
  .define("xpay_incident", {
    id: model.id({ prefix: "xpinc" }).primaryKey(),
    attempt_id: model.text().nullable(),
    provider_id: model.text().nullable(),
    kind: model.text(),
    /** The facts, without card data: an `IncidentDetail`. */
    detail: model.json().nullable(),
    order_id: model.text().nullable(),
    cart_id: model.text().nullable(),
    resolved_at: model.dateTime().nullable(),
    resolved_by: model.text().nullable(),
    /** When the next alert is due; null if all were sent or there is none. */
    alert_at: model.dateTime().nullable(),
    alert_tries: model.number().default(0),
    /** Which alerts were sent: `feed`, or a channel and an address. */
    alerted: model.array().nullable(),
  })
  .indexes([
    {
      name: "IDX_xpay_incident_alert",
      on: ["alert_at"],
      where: "alert_at is not null and deleted_at is null",
    },
    {
      name: "IDX_xpay_incident_one_open_per_kind",
      on: ["attempt_id", "kind"],
      unique: true,
      where: "resolved_at is null and deleted_at is null",
    },
    {
      name: "IDX_xpay_incident_open",
      on: ["created_at"],
      where: "resolved_at is null and deleted_at is null",
    },
  ])
