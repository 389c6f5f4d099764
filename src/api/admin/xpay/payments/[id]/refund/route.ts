import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { refundByStaff } from "../../../../../../use-cases/staff/move-money"
import { readBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Major units, as Medusa counts. */
export const refundBody = z.strictObject({
  amount: z.number().positive(),
  /** Why: for the audit trail, and Medusa's note of the refund. */
  note: z.string().max(255).optional(),
})

/** Refunds a part, or all, of what was captured. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "refund", () => {
    const { amount, note } = readBody(refundBody, req.body)
    return {
      about: { attemptId, amount, reason: note },
      act: ({ id: actorId }, locale) =>
        refundByStaff(req.scope, { attemptId, actorId, locale }, amount, note),
    }
  })
}
