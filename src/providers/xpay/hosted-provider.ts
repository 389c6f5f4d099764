import type { InitiatePaymentInput, InitiatePaymentOutput } from "@medusajs/framework/types"
import type { MedusaError } from "@medusajs/framework/utils"
import { formatMoney, money, toMinor } from "../../domain/money"
import {
  amountProblem,
  methodName,
  PAYMENT_SERVICES,
  type PaymentService,
} from "../../domain/payment-services"
import { refusalError } from "../../medusa/refusal-error"
import { XPayProvider } from "./provider"

/**
 * XPay's own payment page: with one method, or with all methods of the terminal. A route of the plugin opens
 * the page when the shopper presses the button; XPay's order decides what is paid.
 */
export class XPayHostedProvider extends XPayProvider {
  static override identifier = "xpay-hosted"
  protected override readonly channel = "hosted"
  protected readonly service: PaymentService | undefined = undefined

  /** @throws MedusaError if the method cannot take this amount or currency. */
  override initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const initiated = super.initiatePayment(input)
    if (this.service !== undefined) {
      refuseImpossible(this.service, input)
    }
    return initiated
  }
}

/** One provider per method, so that each can be enabled for each region in the dashboard. */
export const METHOD_PROVIDERS: readonly (typeof XPayHostedProvider)[] = PAYMENT_SERVICES.map(
  (service) =>
    class extends XPayHostedProvider {
      static override identifier = `xpay-${methodName(service)}`
      protected override readonly service = service
    }
)

function refuseImpossible(service: PaymentService, input: InitiatePaymentInput): void {
  const amount = toMinor(input.amount, input.currency_code)
  const limit = (minor: bigint | undefined) => formatMoney(money(minor ?? 0n, "EUR"))
  // The billing country is not known here; the list of payment methods checks it.
  switch (amountProblem(service, amount)) {
    case "currency":
      throw refusal(`${service.name} takes ${service.currencies?.join(", ") ?? ""} only.`)
    case "too_little":
      throw refusal(`${service.name} takes payments from ${limit(service.min)}.`)
    case "too_much":
      throw refusal(`${service.name} takes payments up to ${limit(service.max)}.`)
    case undefined:
  }
}

function refusal(message: string): MedusaError {
  return refusalError("method_not_possible", `${message} Choose another payment method.`)
}
