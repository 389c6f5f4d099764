import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelCaptureByStaff } from "../../../../../../use-cases/staff/move-money"
import { readBody, reasonBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Cancels a capture on the day it was executed. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "cancel_capture", () => ({
    about: { attemptId, ...readBody(reasonBody, req.body) },
    act: ({ id: actorId }, locale) => cancelCaptureByStaff(req.scope, { attemptId, actorId, locale }),
  }))
}
