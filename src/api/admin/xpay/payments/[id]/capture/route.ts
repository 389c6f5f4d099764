import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { captureByStaff } from "../../../../../../use-cases/staff/move-money"
import { readBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Major units, as in Medusa. */
export const captureBody = z.strictObject({ amount: z.number().positive() })

/** Captures part or all of the hold. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "capture", () => {
    const { amount } = readBody(captureBody, req.body)
    return {
      about: { attemptId, amount },
      act: ({ id: actorId }, locale) => captureByStaff(req.scope, { attemptId, actorId, locale }, amount),
    }
  })
}
