import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findOne } from "../../medusa/graph"
import { toLocale } from "../../domain/locale"
import { isSameMoney, toMinor } from "../../domain/money"
import { shopperText } from "../../texts/shopper-messages"
import { readProviderId } from "../../medusa/provider-ids"
import { isFree } from "../../use-cases/checkout/list-payment-methods"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"

interface SessionRow {
  readonly provider_id: string
  readonly raw_amount: { readonly value: string }
}

interface CartRow {
  readonly completed_at: unknown
  readonly payment_collection?: { readonly payment_sessions?: readonly SessionRow[] } | null
}

interface DueRow {
  readonly total: number
  readonly currency_code: string
}

/**
 * Refuses to complete a cart whose XPay session has another amount than the cart's total. Medusa does not compare the
 * two: it would place the order for the session's amount.
 */
export async function refuseStaleAmount(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  if (await hasStaleSession(req, req.params["id"] ?? "")) {
    const message = shopperText("cart_changed", toLocale(languageOf(req)))
    answerRefusal(res, new PaymentRefusal("cart_changed", message))
    return
  }
  next()
}

async function hasStaleSession({ scope }: MedusaRequest, id: string): Promise<boolean> {
  const read = <Row>(fields: string[]) => findOne<Row>(scope, { entity: "cart", fields, filters: { id } })
  const cart = await read<CartRow>([
    "completed_at",
    "payment_collection.payment_sessions.provider_id",
    "payment_collection.payment_sessions.raw_amount",
  ])
  const sessions = (cart?.payment_collection?.payment_sessions ?? []).filter(
    ({ provider_id: provider }) => readProviderId(provider) !== undefined
  )
  if (cart?.completed_at != null || sessions.length === 0) {
    return false
  }
  // A total costs nine statements; carts paid with other providers skip it.
  const due = await read<DueRow>(["total", "currency_code"])
  // A free cart is ordered without a payment, whatever sessions were opened before.
  return (
    due !== undefined &&
    !isFree(due.total) &&
    sessions.some(
      ({ raw_amount: amount }) =>
        !isSameMoney(toMinor(amount, due.currency_code), toMinor(due.total, due.currency_code))
    )
  )
}
