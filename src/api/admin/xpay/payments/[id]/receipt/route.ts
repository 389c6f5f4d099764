import { asAttemptId } from "../../../../../../domain/ids"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { sendReceipt } from "../../../../../../use-cases/staff/send-receipt"
import { paymentDetail } from "../../../../../../use-cases/staff/views/payment-detail"
import { clerkOf } from "../../../../../guards/admin-guards"
import { languageOf } from "../../../../../requests/language-of"
import { localeOf, readBody, recipientFields } from "../../../../../requests/staff"
import { withRefusals } from "../../../../../responses/answer-refusal"

/** Body of the route that sends a receipt. */
export const receiptBody = z.strictObject({
  /** A new UUID for each receipt. A receipt sent twice with the same key goes out once. */
  request_key: z.uuid(),
  ...recipientFields,
  /** The customer's language; by default the payment's. */
  locale: z.string().max(35).optional(),
})

/** Sends a receipt to the payer through the shop's notification providers. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  await withRefusals(res, async () => {
    const { request_key: requestKey, channel, to, locale } = readBody(receiptBody, req.body)
    const attempt = await sendReceipt(req.scope, {
      attemptId: asAttemptId(req.params["id"] ?? ""),
      requestKey,
      recipient: { channel, to },
      customerLocale: locale,
      user: clerkOf(req),
      locale: localeOf(req),
    })
    res.status(200).json({ payment: await paymentDetail(req.scope, attempt, languageOf(req)) })
  })
}
