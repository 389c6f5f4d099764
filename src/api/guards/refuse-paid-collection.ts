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
  readonly payment_sessions?: readonly { readonly provider_id: string; readonly status: string }[]
}

const FIELDS = ["order.status", "payments.provider_id", "payments.canceled_at"].concat(
  ["provider_id", "status"].map((field) => `payment_sessions.${field}`)
)

/**
 * Refuses a new payment session for an order that is paid through XPay, or that was placed and waits for the money of a slow
 * method. Medusa would delete the session that the order was placed with; a second tab that was left open in the checkout is
 * enough for that.
 */
export async function refusePaidCollection(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const query = req.scope.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "payment_collection",
    fields: FIELDS,
    filters: { id: req.params["id"] ?? "" },
  })
  const collection = data[0] as unknown as CollectionRow | undefined
  const locale = toLocale(languageOf(req))
  if (collection?.order == null || collection.order.status === "canceled") {
    next()
  } else if (isPaid(collection)) {
    answerRefusal(res, new PaymentRefusal("already_paid", shopperText("already_paid", locale)))
  } else if (isAwaited(collection)) {
    answerRefusal(res, new PaymentRefusal("cart_completed", shopperText("awaiting", locale)))
  } else {
    next()
  }
}

function isPaid({ payments = [] }: CollectionRow): boolean {
  return payments.some(
    ({ provider_id: id, canceled_at: canceled }) => canceled == null && readProviderId(id) !== undefined
  )
}

function isAwaited({ payment_sessions: sessions = [] }: CollectionRow): boolean {
  return sessions.some(
    ({ provider_id: id, status }) => status === "pending_authorization" && readProviderId(id) !== undefined
  )
}
