import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { receiveNotification } from "../../use-cases/reconciliation/receive-notification"
import { PaymentRefusal } from "../../use-cases/refusal"
import { readJsonBody } from "../requests/read-json-body"
import { bodyProblem } from "../requests/request-limits"
import { statusOf } from "./refusal-status"

const MOST_BYTES = 64 * 1024

/** Reads a notification in place of Medusa's parser, which quotes unreadable input, and responds to it. */
export async function serveNotification(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  try {
    req.body = await readJsonBody(req, MOST_BYTES)
  } catch (error) {
    if (!(error instanceof PaymentRefusal)) {
      throw error
    }
    res.status(statusOf(error.code)).json({ outcome: "KO" })
    return
  }
  await answerNotification(req, res)
}

/**
 * Responds 200 once a notification is stored, whatever its effect; 401 to one that is not ours; 400 or 413 to anything
 * that is not a notification; and with an error only if it could not be stored, so that XPay does not count it as
 * delivered.
 */
async function answerNotification(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const problem = bodyProblem(req.body)
  if (problem !== undefined) {
    res.status(statusOf(problem.code)).json({ outcome: "KO" })
    return
  }
  const receipt = await receiveNotification(req.scope, req.body)
  if (receipt === "kept") {
    res.status(200).json({ outcome: "OK" })
  } else {
    res.status(401).json({ outcome: "KO" })
  }
}

/**
 * Handles notifications that XPay sends to Medusa's own hook. That hook responds before anything is stored, waits five
 * seconds, loses its queue when the process ends, and puts the token into an event.
 */
export async function interceptPaymentHook(
  req: MedusaRequest,
  res: MedusaResponse,
  next: MedusaNextFunction
): Promise<void> {
  if (!/^xpay(-|_|$)/i.test(req.params["provider"] ?? "")) {
    next()
    return
  }
  await answerNotification(req, res)
}
