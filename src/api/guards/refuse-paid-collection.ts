import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toLocale } from "../../domain/locale"
import { shopperText } from "../../texts/shopper-messages"
import { readProviderId } from "../../medusa/provider-ids"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"

interface CollectionRow {
  readonly order?: { readonly status: string } | null
  readonly payments?: readonly { readonly provider_id: string; readonly canceled_at: unknown }[]
}

/**
 * Refuses a new payment session for an order that is paid through XPay. Medusa would delete the session that the order
 * was paid with; a second tab that was left open in the checkout is enough for that.
 */
export async function refusePaidCollection(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_collection",
    fields: ["order.status", "payments.provider_id", "payments.canceled_at"],
    filters: { id: req.params["id"] ?? "" },
  })
  const collection = data[0] as unknown as CollectionRow | undefined
  if (collection === undefined || !isPaid(collection)) {
    next()
    return
  }
  const message = shopperText("already_paid", toLocale(languageOf(req)))
  answerRefusal(res, new PaymentRefusal(409, "already_paid", message))
}

function isPaid({ order, payments = [] }: CollectionRow): boolean {
  return (
    order != null &&
    order.status !== "canceled" &&
    payments.some(
      ({ provider_id: id, canceled_at: canceled }) => canceled == null && readProviderId(id) !== undefined
    )
  )
}
