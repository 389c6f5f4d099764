import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { toLocale, type Locale } from "../../domain/locale"
import { PaymentRefusal } from "../../use-cases/refusal"
import { languageOf } from "./language-of"
import { describeIssues } from "./body-fields"

export function localeOf(req: AuthenticatedMedusaRequest): Locale {
  return toLocale(languageOf(req))
}

/** @throws PaymentRefusal naming what does not fit, never what was sent. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (!parsed.success) {
    throw new PaymentRefusal("invalid_body", `The body does not fit: ${describeIssues(parsed.error.issues)}.`)
  }
  return parsed.data
}

/** Why somebody does it, for the audit trail. */
export const reasonField = z.string().max(255).optional()

/** Body of a route that wants to know no more than why. */
export const reasonBody = z.strictObject({ reason: reasonField })

/** Whom something is sent, and by which channel of the shop's notification providers. */
export const recipientFields = {
  channel: z.string().min(1).max(64).default("email"),
  /** An e-mail address, a telephone number with its country, or whatever the channel takes. */
  to: z.string().min(1).max(255),
}
