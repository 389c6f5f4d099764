import { model } from "@medusajs/framework/utils"

/**
 * An event that is to be emitted or was emitted. Written in the statement of the change that it reports, so that
 * neither exists without the other.
 */
export const Event = model
  .define("xpay_event", {
    id: model.id({ prefix: "xpevt" }).primaryKey(),
    name: model.text(),
    attempt_id: model.text().nullable(),
    movement_id: model.text().nullable(),
    incident_id: model.text().nullable(),
    /** Digits in minor units of the attempt's currency. */
    amount: model.text().nullable(),
    reason: model.text().nullable(),
    /** Until when the process that emits it holds the lease. */
    leased_until: model.dateTime().nullable(),
    delivered_at: model.dateTime().nullable(),
  })
  .indexes([
    {
      name: "IDX_xpay_event_undelivered",
      on: ["created_at"],
      where: "delivered_at is null and deleted_at is null",
    },
    { name: "IDX_xpay_event_attempt", on: ["attempt_id"] },
    {
      name: "IDX_xpay_event_one_awaiting",
      on: ["attempt_id"],
      unique: true,
      where: "name = 'xpay.payment.awaiting' and deleted_at is null",
    },
  ])
