import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptId } from "../domain/ids"
import type { Locale } from "../domain/locale"
import type { AttemptRecord } from "../modules/xpay/journal/records"
import { staffText } from "../texts/staff-messages"
import { journalOf } from "./engine-for"
import { PaymentRefusal } from "./refusal"

/** @throws PaymentRefusal if there is no payment with this id. */
export async function requirePayment(
  container: MedusaContainer,
  id: AttemptId,
  locale: Locale
): Promise<AttemptRecord> {
  const attempt = await journalOf(container).find(id)
  if (attempt === undefined) {
    throw paymentNotFound(locale)
  }
  return attempt
}

/** The same response whether a payment was looked up by its id, its session or its form. */
export function paymentNotFound(locale: Locale): PaymentRefusal {
  return new PaymentRefusal("payment_not_found", staffText("payment_not_found", locale))
}
