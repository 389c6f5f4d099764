import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { captureAtDesk } from "../../../../../../workflows/move-money"
import { readBody, servePayment } from "../../../../../desk"

/** Major units, as Medusa counts. */
export const captureBody = z.strictObject({ amount: z.number().positive() })

/** Captures a part, or all, of what is held. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, async ({ id: actorId }, locale) => {
    const movement = { attemptId: req.params["id"] ?? "", actorId, locale }
    return await captureAtDesk(req.scope, movement, readBody(captureBody, req.body).amount)
  })
}
