import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { sendLink } from "../../../../../../use-cases/staff/payment-links"
import { readBody, servePaymentAction } from "../../../../../requests/staff"
import { asAttemptId } from "../../../../../../domain/ids"

/** Body of the route that sends a payment link. */
export const sendLinkBody = z.strictObject({ email: z.email().max(255) })

/** Sends a payment link by e-mail, through the shop's notification provider. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "send_link", () => {
    const { email } = readBody(sendLinkBody, req.body)
    return {
      about: { attemptId },
      act: (_clerk, locale) => sendLink(req.scope, attemptId, email, locale),
    }
  })
}
