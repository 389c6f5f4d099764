import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { voidByStaff } from "../../../../../../use-cases/staff/move-money"
import { readBody, reasonBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Voids the hold. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "void", () => ({
    about: { attemptId, ...readBody(reasonBody, req.body) },
    act: ({ id: actorId }, locale) => voidByStaff(req.scope, { attemptId, actorId, locale }),
  }))
}
