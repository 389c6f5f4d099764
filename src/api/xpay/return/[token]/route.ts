import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { toLocale } from "../../../../domain/locale"
import { paymentView } from "../../../../workflows/payment-view"
import { resumeAfterChallenge } from "../../../../workflows/resume-after-challenge"
import { returnPage } from "../../../return-page"

/**
 * Where the card issuer's page sends the shopper back: by GET or by a form POST, from another site and so without
 * cookies, with or without parameters. The token in the address is the only thing that counts.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await comeBack(req, res, req.query)
}

export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = typeof req.body === "object" && req.body !== null ? req.body : {}
  await comeBack(req, res, { ...req.query, ...body })
}

async function comeBack(
  req: MedusaRequest,
  res: MedusaResponse,
  parameters: Record<string, unknown>
): Promise<void> {
  const locale = toLocale(req.headers["accept-language"])
  try {
    const attempt = await resumeAfterChallenge(req.scope, req.params["token"] ?? "", parameters)
    if (attempt?.return_url == null) {
      res.status(404).type("html").send(returnPage("unknown", locale))
      return
    }
    const { status, order_id: orderId } = paymentView(attempt)
    const back = new URL(attempt.return_url)
    back.searchParams.set("xpay_payment_session", attempt.payment_session_id ?? "")
    back.searchParams.set("xpay_status", status)
    if (orderId !== null) {
      back.searchParams.set("order_id", orderId)
    }
    res.redirect(303, back.toString())
  } catch (error) {
    const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
    logger.error("A shopper's return from the card issuer could not be served.", error as Error)
    res.status(503).type("html").send(returnPage("trouble", locale))
  }
}
