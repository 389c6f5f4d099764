import { asOrderId } from "../../../../../../domain/ids"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { requireRecipient } from "../../../../../../use-cases/staff/messages"
import { createPaymentLink, sendLink } from "../../../../../../use-cases/staff/payment-links"
import { readBody, recipientFields } from "../../../../../requests/staff"
import { servePaymentAction } from "../../../../../responses/serve-payment-action"

/** Body of the route that creates a payment link. */
export const paymentLinkBody = z.strictObject({
  /** The terminal for payment links. */
  provider_id: z.string().min(1).max(64),
  /** Major units, as in Medusa: `24.99`. */
  amount: z.number().positive(),
  /** The last day the link can be used, `2026-12-31`; at most 90 days ahead. */
  expires_on: z.iso.date(),
  /** Language of XPay's page. */
  locale: z.string().max(35).optional(),
  /** Sends the link at once. If it cannot be sent there, no link is created. */
  send_to: z.strictObject(recipientFields).optional(),
})

/** Creates a payment link for an order or a draft order. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const orderId = asOrderId(req.params["id"] ?? "")
  await servePaymentAction(req, res, "create_link", () => {
    const { send_to: recipient, ...body } = readBody(paymentLinkBody, req.body)
    return {
      about: { orderId, amount: body.amount },
      act: async ({ id: actorId }, locale) => {
        if (recipient !== undefined) {
          requireRecipient(req.scope, recipient, locale)
        }
        return await createPaymentLink(req.scope, {
          orderId,
          providerId: body.provider_id,
          amount: body.amount,
          expiresOn: body.expires_on,
          customerLocale: body.locale,
          actorId,
          locale,
        })
      },
      ...(recipient === undefined
        ? {}
        : {
            needs: "change_link",
            next: {
              action: "send_link",
              act: ({ id }, locale) => sendLink(req.scope, id, recipient, locale),
            },
          }),
    }
  })
}
