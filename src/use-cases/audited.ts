import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import type { AuditAction } from "../domain/audit-actions"
import { isOneOf, MONEY_STATES } from "../domain/attempt-state"
import { money, toMajorString } from "../domain/money"
import type { Heard } from "../engine/acting"
import { audit } from "../engine/audit"
import { AuditTrail, type AuditDraft, type AuditEnd } from "../modules/xpay/audit-trail"
import { heldAmount, totals, type AttemptRecord } from "../modules/xpay/journal/records"
import { journalOf } from "./engine-for"
import { messageOf } from "./message-of"
import { PaymentRefusal } from "./refusal"

/** A signed-in user's request. */
export interface UserRequest extends Omit<AuditDraft, "origin" | "actor"> {
  readonly user: { readonly id: string; readonly email: string | undefined }
}

export function auditTrailOf(container: MedusaContainer): AuditTrail {
  return new AuditTrail(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
}

/**
 * Executes a signed-in user's request, and records in the audit trail the user, the request, and its outcome. A request
 * about a payment that does not exist leaves no entry.
 */
export async function auditedForUser<T>(
  container: MedusaContainer,
  { user, ...asked }: UserRequest,
  work: () => Promise<T>,
  endOf: (result: T, heard: Heard) => AuditEnd = () => ({ outcome: "done" })
): Promise<T> {
  const actor = { id: user.id, type: "user", email: user.email }
  return await auditedAs(container, { ...asked, actor, origin: "dashboard" }, work, endOf)
}

/** As {@link auditedForUser}, for any actor. */
export async function auditedAs<T>(
  container: MedusaContainer,
  draft: AuditDraft,
  work: () => Promise<T>,
  endOf: (result: T, heard: Heard) => AuditEnd
): Promise<T> {
  const { attemptId } = draft
  const attempt = attemptId === undefined ? undefined : await journalOf(container).find(attemptId)
  if (attemptId !== undefined && attempt === undefined) {
    return await work()
  }
  const known =
    attempt === undefined
      ? {}
      : {
          orderId: attempt.order_id ?? undefined,
          amount: await wholeAmount(container, draft.action, attempt),
        }
  const means = {
    trail: auditTrailOf(container),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  }
  return await audit(means, { ...known, ...onlyGiven(draft) }, work, endOf, failureEnd)
}

/** The fields that the caller has given: one that is undefined must not hide what is known of the payment. */
function onlyGiven(draft: AuditDraft): AuditDraft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as AuditDraft
}

/** The amount moved by an action that applies to all of a payment's money. */
async function wholeAmount(
  container: MedusaContainer,
  action: AuditAction,
  attempt: AttemptRecord
): Promise<string | undefined> {
  const held = heldAmount(attempt)
  if (action === "void") {
    return toMajorString(held)
  }
  if (action !== "cancel_capture") {
    return undefined
  }
  const { captured } = totals(await journalOf(container).movements(attempt.id))
  return toMajorString(money(captured, held.currency))
}

/** How a request about a payment ended, by the payment's state then and whether XPay has confirmed it. */
export function endOfPayment(action: AuditAction): (attempt: AttemptRecord, heard: Heard) => AuditEnd {
  return (attempt, heard) => ({ outcome: outcomeOf(action, attempt, heard), attemptId: attempt.id })
}

function outcomeOf(
  action: AuditAction,
  { state, failure }: AttemptRecord,
  { isUnavailable }: Heard
): AuditEnd["outcome"] {
  switch (action) {
    case "void":
      // If XPay does not confirm at once, the job retries.
      return state === "voided" ? "done" : "unknown"
    case "take_moto_payment":
      if (isOneOf(state, MONEY_STATES)) {
        return "done"
      }
      return state === "authorizing" ? "unknown" : failure === "not_sent" ? "failed" : "refused"
    case "sync":
      return isUnavailable ? "unknown" : "done"
    case "capture":
    case "refund":
    case "cancel_capture":
    case "create_link":
    case "create_balance_link":
    case "send_link":
    case "renew_link":
    case "cancel_link":
    case "resolve_incident":
    case "charge_saved_card":
    case "create_support_file":
    case "send_receipt":
    case "accept_review":
      return "done"
  }
}

const REFUSED_TYPES: readonly string[] = [
  MedusaError.Types.NOT_ALLOWED,
  MedusaError.Types.NOT_FOUND,
  MedusaError.Types.INVALID_DATA,
  MedusaError.Types.CONFLICT,
]

/** What a thrown error proves about the outcome. For anything but a refusal, the outcome is unknown. */
export function failureEnd(error: unknown): AuditEnd {
  if (error instanceof PaymentRefusal) {
    const outcome =
      error.code === "in_doubt" ? "unknown" : error.code === "unreachable" ? "failed" : "refused"
    return { outcome, detail: error.message }
  }
  // Medusa's workflows throw the errors of their steps as plain objects.
  const { type } = (error ?? {}) as { readonly type?: unknown }
  const isRefused = typeof type === "string" && REFUSED_TYPES.includes(type)
  return { outcome: isRefused ? "refused" : "unknown", detail: messageOf(error) }
}
