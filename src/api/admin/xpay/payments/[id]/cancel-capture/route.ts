import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { undoCaptureAtDesk } from "../../../../../../use-cases/staff/move-money"
import { readBody, reasonBody, servePaymentAction } from "../../../../../requests/staff"

/** Undoes a capture on its own day. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = req.params["id"] ?? ""
  await servePaymentAction(req, res, "cancel_capture", () => ({
    about: { attemptId, ...readBody(reasonBody, req.body) },
    act: ({ id: actorId }, locale) => undoCaptureAtDesk(req.scope, { attemptId, actorId, locale }),
  }))
}
