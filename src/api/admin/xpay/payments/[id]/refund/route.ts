import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { refundByStaff } from "../../../../../../use-cases/staff/move-money"
import { readBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Major units, as in Medusa. */
export const refundBody = z.strictObject({
  amount: z.number().positive(),
  /** The reason, for the audit trail and for Medusa's refund note. */
  note: z.string().max(255).optional(),
})

/** Refunds part or all of the captured amount. */
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
