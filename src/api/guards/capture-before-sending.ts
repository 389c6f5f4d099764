import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { asOrderId } from "../../domain/ids"
import { toLocale } from "../../domain/locale"
import { staffText } from "../../texts/staff-messages"
import { captureBeforeSending } from "../../use-cases/automation/capture-before-sending"
import type { Captured } from "../../use-cases/automation/capture-sent"
import { orderOfFulfillment } from "../../use-cases/automation/on-goods-sent"
import type { BeingSent, SendingMoment } from "../../use-cases/automation/sent-goods"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"

const ITEMS = z.object({ items: z.array(z.object({ id: z.string(), quantity: z.number().positive() })) })
const LINES = z.object({ items: z.array(z.object({ id: z.string() })).default([]) })

/**
 * Captures before goods are sent, and refuses the request if the capture fails, where the options require it. Medusa
 * itself reports errors in the request.
 */
export function captureBefore(moment: SendingMoment) {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const beingSent = readBeingSent(req)
    const captured =
      beingSent === undefined
        ? undefined
        : await captureBeforeSending(req.scope, asOrderId(req.params["id"] ?? ""), { moment, ...beingSent })
    goOn(captured, req, res, next)
  }
}

/** The same for shipping a fulfillment by a route that does not name its order. */
export async function captureBeforeShipment(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const fulfillmentId = req.params["id"] ?? ""
  const orderId = await orderOfFulfillment(req.scope, fulfillmentId)
  const beingSent = { moment: "shipment", fulfillmentId, items: [] } as const
  const captured =
    orderId === undefined ? undefined : await captureBeforeSending(req.scope, orderId, beingSent)
  goOn(captured, req, res, next)
}

function goOn(
  captured: Captured | undefined,
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): void {
  if (captured === undefined || captured.isDone) {
    next()
    return
  }
  const locale = toLocale(languageOf(req))
  const message = staffText("not_captured", locale, { detail: captured.why(locale) })
  answerRefusal(res, new PaymentRefusal("not_captured", message))
}

function readBeingSent({ params, body }: MedusaRequest): BeingSent | undefined {
  const { fulfillment_id: fulfillmentId } = params
  if (fulfillmentId !== undefined) {
    const parsed = LINES.safeParse(body ?? {})
    return parsed.success ? { fulfillmentId, items: parsed.data.items } : undefined
  }
  return ITEMS.safeParse(body).data
}
