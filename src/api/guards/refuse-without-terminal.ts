import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { asOrderId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { toLocale } from "../../domain/locale"
import { hasTerminal, journalOf } from "../../use-cases/engine-for"
import { PaymentRefusal } from "../../use-cases/refusal"
import { answerRefusal } from "../responses/answer-refusal"
import { languageOf } from "../requests/language-of"
import { objectionText } from "../../texts/objections"

/**
 * Refuses to cancel an order whose money cannot be returned because its terminal is no longer configured. Medusa would
 * cancel the order anyway, and the customer's money would stay held or captured.
 */
export async function refuseWithoutTerminal(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  const attempts = await journalOf(req.scope).listForOrder(asOrderId(req.params["id"] ?? ""))
  const isStuck = attempts.some(
    ({ state, provider_id: providerId }) =>
      isOneOf(state, MONEY_STATES) && !hasTerminal(req.scope, providerId)
  )
  if (isStuck) {
    answerTerminalGone(req, res)
    return
  }
  next()
}

/** Responds 409, in the reader's language. */
export function answerTerminalGone(req: MedusaRequest, res: MedusaResponse): void {
  const message = objectionText({ code: "terminal_gone" }, toLocale(languageOf(req)))
  answerRefusal(res, new PaymentRefusal("terminal_gone", message))
}
