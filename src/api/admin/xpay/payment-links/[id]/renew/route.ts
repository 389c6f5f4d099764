import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { renewLink } from "../../../../../../use-cases/staff/payment-links"
import { readBody } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"
import { asAttemptId } from "../../../../../../domain/ids"

/** Body of the route that renews a payment link. */
export const renewLinkBody = z.strictObject({
  /**
   * The last day the link can be used, `2026-12-31`; at most 90 days after the link was created. If absent: the link's
   * original duration, counted from today.
   */
  expires_on: z.iso.date().optional(),
})

/** Extends a payment link, or revives an expired one. The response may hold a new address. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "renew_link", () => {
    const { expires_on: expiresOn } = readBody(renewLinkBody, req.body)
    return {
      about: { attemptId },
      act: ({ id: actorId }, locale) => renewLink(req.scope, attemptId, { expiresOn, actorId }, locale),
    }
  })
}
