import { model } from "@medusajs/framework/utils"

/**
 * One movement of money after the authorization: a capture, a refund, a void, or the cancellation of a capture. Written
 * with its idempotency key before it is sent, so that a repetition can use the same key.
 */
export const Movement = model
  .define("xpay_movement", {
    id: model.id({ prefix: "xpmov" }).primaryKey(),
    attempt_id: model.text(),
    kind: model.enum(["capture", "refund", "void", "cancel_capture"]),
    /** Digits in minor units of the attempt's currency. */
    amount: model.text(),
    /** A capture of less than the authorized amount. The dashboard finds partial captures by this column. */
    is_partial: model.boolean().default(false),
    /** `started`: under way, or outcome in doubt. `not_executed`: XPay did not show it long after it was sent. */
    state: model.enum(["started", "done", "refused", "not_executed"]),
    /** `medusa`: requested here. `xpay`: found at XPay (captured immediately, or executed in the XPay back office). */
    origin: model.enum(["medusa", "xpay"]),
    idempotency_key: model.text().nullable(),
    /** The id of the Medusa capture, refund or payment that requested it. */
    medusa_reference: model.text().nullable(),
    /** Whether Medusa has booked it. A movement that is done and unbooked waits for a request for the same movement. */
    is_booked: model.boolean().default(false),
    /** XPay's id of the target operation, and of the operation that it created. */
    target_operation_id: model.text().nullable(),
    xpay_operation_id: model.text().nullable(),
    /** The description sent to XPay: the clerk's note of a refund. A repetition with the same key repeats it. */
    description: model.text().nullable(),
    detail: model.text().nullable(),
    resolved_at: model.dateTime().nullable(),
  })
  .indexes([
    { name: "IDX_xpay_movement_attempt", on: ["attempt_id"] },
    { name: "IDX_xpay_movement_partial", on: ["attempt_id"], where: "is_partial and deleted_at is null" },
    {
      name: "IDX_xpay_movement_one_started_per_attempt",
      on: ["attempt_id"],
      unique: true,
      where: "state = 'started' and deleted_at is null",
    },
    {
      name: "IDX_xpay_movement_xpay_operation",
      on: ["xpay_operation_id"],
      unique: true,
      where: "xpay_operation_id is not null and deleted_at is null",
    },
  ])
