import { model } from "@medusajs/framework/utils"

/**
 * A notification posted by XPay, or by someone posing as XPay. Stored before the response is sent. No token and no
 * payload, only its claim, which is never trusted.
 */
export const Notification = model
  .define("xpay_notification", {
    id: model.id({ prefix: "xpnot" }).primaryKey(),
    attempt_id: model.text(),
    /**
     * XPay's id of the event, or a hash of a notification without one. The same event is kept once per verdict, so that
     * a forged one cannot hide the genuine one.
     */
    event_id: model.text(),
    /** `accepted`: the token matches. `early`: we do not have the token (yet). `rejected`: it does not match. */
    verdict: model.enum(["accepted", "early", "rejected"]),
    /** Its claim: type, result, amount. */
    claim: model.text().nullable(),
  })
  .indexes([{ name: "IDX_xpay_notification_event", on: ["attempt_id", "event_id", "verdict"], unique: true }])
