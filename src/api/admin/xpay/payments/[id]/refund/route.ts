import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { refundAtDesk } from "../../../../../../workflows/move-money"
import { readBody, servePayment } from "../../../../../desk"

/** Major units, as Medusa counts. */
export const refundBody = z.strictObject({
  amount: z.number().positive(),
  note: z.string().max(255).optional(),
})

/** Refunds a part, or all, of what was captured. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await servePayment(req, res, async ({ id: actorId }, locale) => {
    const movement = { attemptId: req.params["id"] ?? "", actorId, locale }
    const { amount, note } = readBody(refundBody, req.body)
    return await refundAtDesk(req.scope, movement, amount, note)
  })
}
