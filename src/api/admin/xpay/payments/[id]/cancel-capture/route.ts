import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { undoCaptureAtDesk } from "../../../../../../workflows/move-money"
import { servePayment } from "../../../../../desk"

/** Undoes a capture on its own day. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, async ({ id: actorId }, locale) => {
    const movement = { attemptId: req.params["id"] ?? "", actorId, locale }
    return await undoCaptureAtDesk(req.scope, movement)
  })
}
