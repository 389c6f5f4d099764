import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toLocale } from "../domain/locale"
import { isSameMoney, toMinor } from "../domain/money"
import { shopperText } from "../domain/shopper-messages"
import { readProviderId } from "../workflows/engines"
import { PaymentRefusal } from "../workflows/refusal"
import { answerRefusal } from "./answer-refusal"
import { languageOf } from "./language-of"

interface CartRow {
  readonly total: number
  readonly currency_code: string
  readonly completed_at: unknown
  readonly payment_collection?: {
    readonly payment_sessions?: readonly {
      readonly provider_id: string
      readonly raw_amount: { readonly value: string }
    }[]
  } | null
}

/**
 * Refuses to complete a cart whose XPay session is for another amount than the cart costs. Medusa does not compare the
 * two: it would place the order and take the session's amount.
 */
export async function refuseStaleAmount(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: [
      "total",
      "currency_code",
      "completed_at",
      "payment_collection.payment_sessions.provider_id",
      "payment_collection.payment_sessions.raw_amount",
    ],
    filters: { id: req.params["id"] ?? "" },
  })
  const cart = data[0] as unknown as CartRow | undefined
  if (cart === undefined || cart.completed_at != null || !hasStaleSession(cart)) {
    next()
    return
  }
  const message = shopperText("cart_changed", toLocale(languageOf(req)))
  answerRefusal(res, new PaymentRefusal(409, "cart_changed", message))
}

function hasStaleSession({
  total,
  currency_code: currency,
  payment_collection: collection,
}: CartRow): boolean {
  return (collection?.payment_sessions ?? [])
    .filter(({ provider_id: id }) => readProviderId(id) !== undefined)
    .some(({ raw_amount: amount }) => !isSameMoney(toMinor(amount, currency), toMinor(total, currency)))
}
