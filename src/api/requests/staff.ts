import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { AuditAction } from "../../domain/audit-actions"
import { toLocale, type Locale } from "../../domain/locale"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { auditedForUser, endOfPayment, type UserRequest } from "../../use-cases/audited"
import { paymentDetail } from "../../use-cases/staff/views/payment-detail"
import { PaymentRefusal } from "../../use-cases/refusal"
import { requireAction, type AdminAction } from "../guards/admin-access"
import { clerkOf, type Clerk } from "../guards/admin-guards"
import { withRefusals } from "../responses/answer-refusal"
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

/** Something that a clerk does with a payment. */
export interface PaymentAction {
  /** What the audit trail is to say of it. */
  readonly about: Omit<UserRequest, "user" | "action">
  readonly act: (clerk: Clerk, locale: Locale) => Promise<AttemptRecord>
  /** What the clerk's role must allow beside the route itself. */
  readonly needs?: AdminAction
  /** What is done with the payment that came of it. */
  readonly next?: {
    readonly action: AuditAction
    readonly act: (attempt: AttemptRecord, locale: Locale) => Promise<AttemptRecord>
  }
}

/**
 * Lets a clerk do something with a payment, keeps that in the audit trail, and answers with the payment as it is then.
 *
 * @param read reads the request
 */
export async function servePaymentAction(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  action: AuditAction,
  read: () => PaymentAction
): Promise<void> {
  await withRefusals(res, async () => {
    const user = clerkOf(req)
    const locale = localeOf(req)
    const { about, act, needs, next } = read()
    if (needs !== undefined) {
      await requireAction(req, needs, locale)
    }
    const keep = (what: AuditAction, whereof: PaymentAction["about"], work: () => Promise<AttemptRecord>) =>
      auditedForUser(req.scope, { ...whereof, action: what, user }, work, endOfPayment(what))
    const made = await keep(action, about, () => act(user, locale))
    const attempt =
      next === undefined
        ? made
        : await keep(next.action, { attemptId: made.id }, () => next.act(made, locale))
    res.status(200).json({ payment: await paymentDetail(req.scope, attempt, languageOf(req)) })
  })
}
