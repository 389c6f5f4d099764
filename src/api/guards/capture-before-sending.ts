import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { toLocale } from "../../domain/locale"
import { staffText } from "../../texts/staff-messages"
import { captureBeforeSending } from "../../use-cases/automation/capture-before-sending"
import type { BeingSent, SendingMoment } from "../../use-cases/automation/sent-goods"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"

const ITEMS = z.object({ items: z.array(z.object({ id: z.string(), quantity: z.number().positive() })) })

/**
 * Captures what is about to be sent, and refuses to send it when that fails, where the options say so. What is wrong with
 * the request itself Medusa says.
 */
export function captureBefore(moment: SendingMoment) {
  return async (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> => {
    const beingSent = readBeingSent(req)
    const captured =
      beingSent === undefined
        ? undefined
        : await captureBeforeSending(req.scope, req.params["id"] ?? "", { moment, ...beingSent })
    if (captured === undefined || captured.isDone) {
      next()
      return
    }
    const message = staffText("not_captured", toLocale(languageOf(req)), { detail: captured.why })
    answerRefusal(res, new PaymentRefusal(409, "not_captured", message))
  }
}

function readBeingSent({ params, body }: MedusaRequest): BeingSent | undefined {
  const { fulfillment_id: fulfillmentId } = params
  if (fulfillmentId !== undefined) {
    return { fulfillmentId }
  }
  const parsed = ITEMS.safeParse(body)
  return parsed.success ? { items: parsed.data.items } : undefined
}
