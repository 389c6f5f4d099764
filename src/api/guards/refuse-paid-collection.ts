import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { findOne } from "../../medusa/graph"
import { asPaymentCollectionId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { toLocale } from "../../domain/locale"
import { shopperText } from "../../texts/shopper-messages"
import { readProviderId } from "../../medusa/provider-ids"
import { journalOf } from "../../use-cases/engine-for"
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
 * Refuses a new payment session for an order that is paid through XPay, or that was placed and awaits a delayed
 * payment. Medusa would delete the session that the order was placed with; a second checkout tab left open is enough to
 * cause that. Also refuses a session that a page opens by itself while another payment of the collection is under way:
 * see `if_idle`.
 */
export async function refusePaidCollection(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const collection = await findOne<CollectionRow>(req.scope, {
    entity: "payment_collection",
    fields: FIELDS,
    filters: { id: req.params["id"] ?? "" },
  })
  const locale = toLocale(languageOf(req))
  if (wantsToInterruptNothing(req.body) && (await isUnderWay(req))) {
    answerRefusal(res, new PaymentRefusal("in_progress", shopperText("in_progress", locale)))
    return
  }
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

/** A session that a page opens by itself when it is shown: see `openSession` of the storefront's client. */
function wantsToInterruptNothing(body: unknown): boolean {
  const { data } = (body ?? {}) as { data?: { if_idle?: unknown } | null }
  return data?.if_idle === true
}

/** The longest that a shopper is assumed to be on XPay's or the bank's page. After that, the shopper has left. */
const AWAY_SECONDS = 20 * 60

/**
 * Whether a payment of this collection is under way. Medusa would delete its session, and its money would be reversed.
 */
async function isUnderWay(req: MedusaRequest): Promise<boolean> {
  const journal = journalOf(req.scope)
  const attempt = await journal.findNewest({
    payment_collection_id: asPaymentCollectionId(req.params["id"] ?? ""),
  })
  if (attempt === undefined) {
    return false
  }
  return attempt.state === "pending_payer"
    ? (await journal.ageInSeconds(attempt.id)) < AWAY_SECONDS
    : isOneOf(attempt.state, ["authenticating", "authenticated", "authorizing", ...MONEY_STATES])
}
