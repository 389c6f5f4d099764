import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { receiveNotification } from "../../use-cases/reconciliation/receive-notification"
import { PaymentRefusal } from "../../use-cases/refusal"
import { readJsonBody } from "../requests/read-json-body"
import { bodyProblem } from "../requests/request-limits"
import { statusOf } from "./refusal-status"

const MOST_BYTES = 64 * 1024

/** Reads a notification in the place of Medusa's parser, which quotes what it cannot read, and answers it. */
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
 * Answers 200 once a notification is kept, whatever follows from it; 401 for one that is not ours; 400 or 413 for what is
 * no notification at all; and an error only when it could not be kept, so that XPay does not take it for delivered.
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
 * Takes XPay's notifications off Medusa's own hook, for those who point them there: it answers before anything is kept,
 * waits five seconds, forgets what it has when the process ends, and puts the token into an event.
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
