import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { asCartId, type CartId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { toMinor, type Money } from "../../domain/money"
import { MoneyError } from "../../domain/money-error"
import { findOne } from "../../medusa/graph"
import { requireOffered } from "../../use-cases/checkout/payable-session"
import { extensionsOf } from "../../use-cases/engine-for"
import { withRefusals } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"

interface CollectionRow {
  readonly cart?: { readonly id: string } | null
}

interface CartRow {
  readonly id: CartId
  readonly total: number
  readonly currency_code: string
}

/**
 * Refuses a shopper's payment session with a method that the shop does not offer for the cart, before Medusa has dropped
 * the session that the shopper had. Where the shop has no function for it, nothing is read.
 */
export async function refuseHiddenMethod(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const { provider_id: providerId } = (req.body ?? {}) as { provider_id?: unknown }
  if (typeof providerId !== "string" || extensionsOf(req.scope, providerId).offerMethod === undefined) {
    next()
    return
  }
  await withRefusals(res, async () => {
    const cart = await cartOf(req)
    const amount = cart === undefined ? undefined : amountOf(cart)
    if (cart !== undefined && amount !== undefined) {
      await requireOffered(req.scope, providerId, { cartId: cart.id, amount }, toLocale(languageOf(req)))
    }
    next()
  })
}

/** The cart of the payment collection; an order's collection has none that is open. */
async function cartOf({ scope, params }: MedusaRequest): Promise<CartRow | undefined> {
  const collection = await findOne<CollectionRow>(scope, {
    entity: "payment_collection",
    fields: ["cart.id"],
    filters: { id: params["id"] ?? "" },
  })
  const id = collection?.cart?.id
  return id === undefined
    ? undefined
    : await findOne<CartRow>(scope, {
        entity: "cart",
        fields: ["id", "total", "currency_code"],
        filters: { id: asCartId(id) },
      })
}

/** Undefined for what XPay cannot take: it has no method anyway, and the provider says so. */
function amountOf({ total, currency_code: currency }: CartRow): Money | undefined {
  try {
    return toMinor(total, currency)
  } catch (error) {
    if (error instanceof MoneyError) {
      return undefined
    }
    throw error
  }
}
