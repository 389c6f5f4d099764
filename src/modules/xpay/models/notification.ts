import { model } from "@medusajs/framework/utils"

/**
 * What XPay, or someone posing as XPay, posted to the notification address. Kept before it is answered. No token, no
 * payload: only what it claims, which is never trusted.
 */
export const Notification = model
  .define("xpay_notification", {
    id: model.id({ prefix: "xpnot" }).primaryKey(),
    attempt_id: model.text(),
    /**
     * XPay's id of the event, or a hash of what came without one. The same event is kept once per verdict, so that a
     * forged one cannot hide the true one.
     */
    event_id: model.text(),
    /** `accepted`: the token fits. `early`: we do not have the token (yet). `rejected`: it does not fit. */
    verdict: model.enum(["accepted", "early", "rejected"]),
    /** What it claims: type, result, amount. */
    claim: model.text().nullable(),
  })
  .indexes([{ name: "IDX_xpay_notification_event", on: ["attempt_id", "event_id", "verdict"], unique: true }])
