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

/** The limit of Medusa's own parser. */
const MOST_BYTES = 100 * 1024

/** Refuses a URL that later handlers could not read, before anything looks up what it names. */
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
 * Reads a JSON body in place of Medusa's parser, which quotes unreadable input in its response and in the log. Refuses
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

/** Refuses a body that is too large, too deep or has too many fields. */
export function limitBody(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const problem = bodyProblem(req.body)
  if (problem === undefined) {
    next()
    return
  }
  answerRefusal(res, new PaymentRefusal(problem.code, problem.message))
}

/**
 * Refuses a body that holds a card number, because its content may be stored: by the plugin or, as a payment session's
 * data are, by Medusa before any provider sees it. The card routes check their bodies themselves. Requires {@link
 * parseJsonBody} or {@link limitBody} before it. A `return_url` is masked, not refused: the shopper is not to blame for
 * the shop's own addresses. The plugin's `return_url` is masked where it is read; one that a shop keeps in the `data`
 * of a payment session is masked here.
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

/** Fields that our providers write into the data of a payment session, and trust when Medusa passes it back. */
const OURS = ["session_id", "attempt_id", "xpay_order_id", "channel", "card"]

/**
 * Removes from a payment session's data the fields that our providers write. Medusa stores what a shopper sends before
 * the provider has responded, and may pass it back unchanged: it could name another shopper's payment.
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

/**
 * The data of a payment session: in the body, and in the copy that Medusa made when it validated the body, before any
 * guard.
 */
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
 * Refuses a payment session with a staff-only payment method for a shopper. The providers refuse it too, but only after
 * Medusa has deleted the shopper's previous session.
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

/** Forbids caches to store responses about payments. */
export function forbidCaching(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Cache-Control", "no-store")
  next()
}

/** Forbids framing of our responses. */
export function forbidFrames(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Content-Security-Policy", "frame-ancestors 'none'")
  next()
}

/** Keeps the token of a return URL out of the next page's `Referer`. */
export function hideReferrer(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.set("Referrer-Policy", "no-referrer")
  next()
}
