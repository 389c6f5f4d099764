import { model } from "@medusajs/framework/utils"

/** How far XPay's list of orders was read for external changes, and Medusa's captures and refunds. */
export const ImportCursorModel = model.define("xpay_import_cursor", {
  /** The terminal's id in the payment module's options; for Medusa's rows, their kind with a leading colon. */
  id: model.text().primaryKey(),
  imported_until: model.dateTime(),
})
