import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { deskText } from "../domain/desk-messages"
import { toLocale } from "../domain/locale"
import { findPan } from "../domain/pan-guard"
import { PaymentRefusal } from "../workflows/refusal"
import { answerRefusal } from "./answer-refusal"
import { languageOf } from "./language-of"

/**
 * Refuses a body that holds a card number: what is in it may be stored, by us or, as a payment session's data are, by
 * Medusa before any provider sees it. The routes for a card read their bodies themselves.
 */
export function refuseCardInBody(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  if (findPan(req.body) === undefined) {
    next()
    return
  }
  const message = req.baseUrl.startsWith("/admin/xpay")
    ? deskText("card_in_wrong_field", toLocale(languageOf(req)))
    : "The body holds what looks like a card number. Card details go to `POST /store/xpay/payment-sessions/{id}/card` only; nothing was stored."
  answerRefusal(res, new PaymentRefusal(400, "card_in_wrong_field", message))
}

/**
 * Refuses a shopper's payment session with a way to pay that is for the shop's staff. The providers refuse as well; here
 * it is said before Medusa has dropped the session that the shopper had.
 */
export function refuseDeskProviders(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const { provider_id: providerId } = (req.body ?? {}) as { provider_id?: unknown }
  if (typeof providerId !== "string" || !/^pp_xpay-(moto|link)(_|$)/.test(providerId)) {
    next()
    return
  }
  answerRefusal(
    res,
    new PaymentRefusal(403, "staff_only", "This way to pay is for the shop's staff. Choose another one.")
  )
}

/** Nothing on the way may keep an answer about a payment. */
export function forbidCaching(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Cache-Control", "no-store")
  next()
}

/**
 * Keeps the token of a return address out of the access log and out of the `Referer` of the next page. The log line is
 * written when the answer is sent, from `originalUrl`.
 */
export function hideReturnToken(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  req.originalUrl = req.originalUrl.replace(/^(\/xpay\/[a-z]+\/)[^/?]+.*$/, "$1[token]")
  res.set("Referrer-Policy", "no-referrer")
  next()
}
