import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AuditAction } from "../../domain/audit-actions"
import type { Locale } from "../../domain/locale"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { auditedForUser, endOfPayment, type UserRequest } from "../../use-cases/audited"
import { paymentDetail } from "../../use-cases/staff/views/payment-detail"
import { requireAction, type AdminAction } from "../guards/admin-access"
import { clerkOf, type Clerk } from "../guards/admin-guards"
import { languageOf } from "../requests/language-of"
import { localeOf } from "../requests/staff"
import { withRefusals } from "./answer-refusal"

/** A clerk's action on a payment. */
export interface PaymentAction {
  /** Facts for the audit trail. */
  readonly about: Omit<UserRequest, "user" | "action">
  readonly act: (clerk: Clerk, locale: Locale) => Promise<AttemptRecord>
  /** An action that the clerk's role must permit, in addition to the route's. */
  readonly needs?: AdminAction
  /** A second action, on the resulting payment. */
  readonly next?: {
    readonly action: AuditAction
    readonly act: (attempt: AttemptRecord, locale: Locale) => Promise<AttemptRecord>
  }
}

/**
 * Executes a clerk's action on a payment, records it in the audit trail, and responds with the updated payment.
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
