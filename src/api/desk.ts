import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { type z } from "@medusajs/framework/zod"
import { toLocale, type Locale } from "../domain/locale"
import type { AttemptRecord } from "../modules/xpay/records"
import { paymentDetail } from "../workflows/payment-detail"
import { PaymentRefusal } from "../workflows/refusal"
import { clerkOf, type Clerk } from "./admin-guards"
import { withRefusals } from "./answer-refusal"
import { describeIssues } from "./card-body"
import { languageOf } from "./language-of"

export function localeOf(req: AuthenticatedMedusaRequest): Locale {
  return toLocale(languageOf(req))
}

/** @throws PaymentRefusal 400 naming what does not fit, never what was sent. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (!parsed.success) {
    throw new PaymentRefusal(
      400,
      "invalid_body",
      `The body does not fit: ${describeIssues(parsed.error.issues)}.`
    )
  }
  return parsed.data
}

/** Lets a clerk change a payment, and answers with the payment as it is then. */
export async function servePayment(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  change: (clerk: Clerk, locale: Locale) => Promise<AttemptRecord>
): Promise<void> {
  await withRefusals(res, async () => {
    const attempt = await change(clerkOf(req), localeOf(req))
    res.status(200).json({ payment: await paymentDetail(req.scope, attempt, languageOf(req)) })
  })
}
