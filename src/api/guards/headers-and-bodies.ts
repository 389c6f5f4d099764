import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { findCardNumberIn } from "../../domain/card-numbers/find-in-value"
import { staffText } from "../../texts/staff-messages"
import { toLocale } from "../../domain/locale"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal, withRefusals } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"
import { namesManyLocales } from "./hide-urls"
import { hasBody } from "../requests/read-bytes"
import { readFormBody } from "../requests/read-form-body"
import { readJsonBody } from "../requests/read-json-body"
import { bodyProblem, isReadableUrl } from "../requests/request-limits"

/** As much as Medusa's own parser takes. */
const MOST_BYTES = 100 * 1024

/** Refuses an address that nothing behind it could read; before anything looks for what it names. */
export function refuseUnreadableUrl(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const { locale } = req.query
  const isOneLocale = !namesManyLocales(req) && (locale === undefined || typeof locale === "string")
  if (isOneLocale && isReadableUrl(req.originalUrl) && isReadableUrl(req.url)) {
    next()
    return
  }
  const message = isOneLocale
    ? "The address holds an escape that is no character. Check how it is encoded."
    : "The address names more than one language. Send `locale` once."
  answerRefusal(res, new PaymentRefusal("invalid_url", message))
}

/**
 * Reads a JSON body in the place of Medusa's parser: that quotes what it cannot read in its answer and in the log. Refuses
 * what {@link limitBody} refuses.
 */
export async function parseJsonBody(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  await withRefusals(res, async () => {
    req.body = hasBody(req) ? await readJsonBody(req, MOST_BYTES) : {}
    next()
  })
}

/** The same for a form. */
export async function parseFormBody(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  await withRefusals(res, async () => {
    req.body = await readFormBody(req, MOST_BYTES)
    next()
  })
}

/** Refuses a body that is too large, too deep or has too many fields to be worked on. */
export function limitBody(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const problem = bodyProblem(req.body)
  if (problem === undefined) {
    next()
    return
  }
  answerRefusal(res, new PaymentRefusal(problem.code, problem.message))
}

/**
 * Refuses a body that holds a card number: what is in it may be stored, by us or, as a payment session's data are, by
 * Medusa before any provider sees it. The routes for a card look at their bodies themselves. Wants {@link parseJsonBody} or
 * {@link limitBody} before it. A `return_url` is cleaned, not refused: what the shop's own addresses hold is not the
 * shopper's fault. Ours is cleaned where it is read, one that a shop keeps in the `data` of a payment session is cleaned
 * here.
 */
export function refuseCardInBody(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  for (const data of sessionDataOf(req)) {
    if (typeof data["return_url"] === "string") {
      data["return_url"] = maskCardNumbers(data["return_url"])
    }
  }
  const { return_url: _cleaned, ...rest } = isFields(req.body) ? req.body : { body: req.body }
  if (isFields(rest["data"]) && typeof rest["data"]["return_url"] === "string") {
    const { return_url: _masked, ...others } = rest["data"]
    rest["data"] = others
  }
  if (findCardNumberIn(rest) === undefined) {
    next()
    return
  }
  const message = /^\/admin\//i.test(req.originalUrl)
    ? staffText("card_in_wrong_field", toLocale(languageOf(req)))
    : "The body holds what looks like a card number. Card details go to `POST /store/xpay/payment-sessions/{id}/card` only; nothing was stored."
  answerRefusal(res, new PaymentRefusal("card_in_wrong_field", message))
}

/** What our providers write into the data of a payment session, and believe when Medusa hands it over. */
const OURS = ["session_id", "attempt_id", "xpay_order_id", "channel", "card"]

/**
 * Takes out of the data of a payment session what a provider of ours writes there itself. Medusa stores what a shopper sends
 * before the provider has answered, and may hand it back as it came: another shopper's payment could be named in it.
 */
export function dropOwnData(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): void {
  const { provider_id: providerId } = isFields(req.body) ? req.body : {}
  if (typeof providerId === "string" && providerId.startsWith("pp_xpay")) {
    for (const data of sessionDataOf(req)) {
      OURS.forEach((name) => Reflect.deleteProperty(data, name))
    }
  }
  next()
}

/** The data of a payment session, in the body and in the copy that Medusa made of it when it validated it, before any guard. */
function* sessionDataOf({ body, validatedBody }: MedusaRequest): Generator<Record<string, unknown>> {
  for (const copy of [body, validatedBody]) {
    if (isFields(copy) && isFields(copy["data"])) {
      yield copy["data"]
    }
  }
}

function isFields(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null && !Array.isArray(body)
}

/**
 * Refuses a shopper's payment session with a payment method that is for the shop's staff. The providers refuse as well; here
 * it is said before Medusa has dropped the session that the shopper had.
 */
export function refuseStaffProviders(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  const { provider_id: providerId } = (req.body ?? {}) as { provider_id?: unknown }
  if (typeof providerId !== "string" || !/^pp_xpay-(moto|link)(_|$)/.test(providerId)) {
    next()
    return
  }
  answerRefusal(
    res,
    new PaymentRefusal("staff_only", "This payment method is for the shop's staff. Choose another one.")
  )
}

/** Nothing on the way may keep an answer about a payment. */
export function forbidCaching(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Cache-Control", "no-store")
  next()
}

/** Nothing of ours is shown in a frame. */
export function forbidFrames(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Content-Security-Policy", "frame-ancestors 'none'")
  next()
}

/** Keeps the token of a return address out of the `Referer` of the next page. */
export function hideReferrer(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Referrer-Policy", "no-referrer")
  next()
}
