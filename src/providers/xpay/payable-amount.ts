import type { InitiatePaymentInput } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { formatMoney, isTooLarge, largestPayment, toMinor, type Money } from "../../domain/money"
import { MoneyError } from "../../domain/money-error"
import { refusalError } from "../../medusa/refusal-error"

/** The amount that Medusa requests. @throws MedusaError if XPay cannot take it. */
export function amountOf({
  amount,
  currency_code,
}: Pick<InitiatePaymentInput, "amount" | "currency_code">): Money {
  const payable = readAmount(amount, currency_code)
  if (isTooLarge(payable)) {
    const most = formatMoney(largestPayment(payable.currency))
    throw refusalError(
      "amount_too_large",
      `XPay takes ${most} at most in one payment. Choose another payment method, or pay in several orders.`
    )
  }
  return payable
}

function readAmount(amount: InitiatePaymentInput["amount"], currency: string): Money {
  try {
    return toMinor(amount, currency)
  } catch (error) {
    if (error instanceof MoneyError) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        `${error.message} Choose another payment method for this region.`
      )
    }
    throw error
  }
}
