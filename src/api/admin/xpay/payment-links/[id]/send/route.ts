import { asAttemptId } from "../../../../../../domain/ids"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { sendLink } from "../../../../../../use-cases/staff/payment-links"
import { readBody, recipientFields } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"

/** Body of the route that sends a payment link. */
export const sendLinkBody = z.strictObject(recipientFields)

/** Sends a payment link through the shop's notification providers. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const attemptId = asAttemptId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "send_link", () => {
    const recipient = readBody(sendLinkBody, req.body)
    return {
      about: { attemptId },
      act: (_clerk, locale) => sendLink(req.scope, attemptId, recipient, locale),
    }
  })
}
