import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { toLocale, type Locale } from "../../domain/locale"
import { PaymentRefusal } from "../../use-cases/refusal"
import { languageOf } from "./language-of"
import { describeIssues } from "./body-fields"

export function localeOf(req: AuthenticatedMedusaRequest): Locale {
  return toLocale(languageOf(req))
}

/** @throws PaymentRefusal that names the invalid fields; never repeats the input. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {})
  if (!parsed.success) {
    throw new PaymentRefusal("invalid_body", `The body does not fit: ${describeIssues(parsed.error.issues)}.`)
  }
  return parsed.data
}

/** The reason, for the audit trail. */
export const reasonField = z.string().max(255).optional()

/** Body of a route that takes only a reason. */
export const reasonBody = z.strictObject({ reason: reasonField })

/** The recipient of a message, and a channel of the shop's notification providers. */
export const recipientFields = {
  channel: z.string().min(1).max(64).default("email"),
  /** An e-mail address, a phone number with its country code, or whatever the channel accepts. */
  to: z.string().min(1).max(255),
}
