import type { BigNumberInput } from "@medusajs/framework/types"
import { XPAY_CURRENCY_DECIMALS, type XPayCurrency } from "../../domain/currencies"
import { staffText } from "../../texts/staff-messages"
import type { Locale } from "../../domain/locale"
import { formatMoney, isExact, isTooLarge, largestPayment, toMinor, type Money } from "../../domain/money"
import { PaymentRefusal } from "../refusal"

/**
 * The amount that a person requests to move. It must not be rounded: XPay would move another amount than Medusa books.
 *
 * @param asked major units, as in Medusa
 * @throws PaymentRefusal for zero, for more decimals than the currency has, and for more than XPay takes at once.
 */
export function readRequestedAmount(asked: BigNumberInput, currency: XPayCurrency, locale: Locale): Money {
  if (!isExact(asked, currency)) {
    const decimals = String(XPAY_CURRENCY_DECIMALS[currency])
    throw new PaymentRefusal("amount_too_fine", staffText("amount_too_fine", locale, { currency, decimals }))
  }
  const amount = toMinor(asked, currency)
  if (amount.minor === 0n) {
    throw new PaymentRefusal("amount_missing", staffText("amount_missing", locale))
  }
  if (isTooLarge(amount)) {
    const most = formatMoney(largestPayment(currency), locale)
    throw new PaymentRefusal("amount_too_large", staffText("amount_too_large", locale, { amount: most }))
  }
  return amount
}
