import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { voidAtDesk } from "../../../../../../workflows/move-money"
import { servePayment } from "../../../../../desk"

/** Lets go of what is held. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, async ({ id: actorId }, locale) => {
    const movement = { attemptId: req.params["id"] ?? "", actorId, locale }
    return await voidAtDesk(req.scope, movement)
  })
}
