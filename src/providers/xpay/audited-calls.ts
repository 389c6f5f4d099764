import type { Logger } from "@medusajs/framework/types"
import type { AttemptState } from "../../domain/attempt-state"
import type { AuditAction } from "../../domain/audit-actions"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { isOpenLink } from "../../domain/channels"
import { toMajorString, type Money } from "../../domain/money"
import { actorNow, isAudited, noteEnd, originNow } from "../../engine/acting"
import { audit, OUTCOME_OF } from "../../engine/audit"
import type { MovementEnd } from "../../engine/operations/movement-end"
import { readBooking } from "../../medusa/booking-mark"
import type { AuditActor, AuditDraft, AuditEnd, AuditTrail } from "../../modules/xpay/audit-trail"
import { heldAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"

/** The audit trail, and the logger for entries that cannot be written. */
export interface AuditBook {
  readonly trail: AuditTrail
  readonly logger: Pick<Logger, "error">
}

/** A capture or refund from its row in Medusa. */
interface AskedMovement {
  readonly action: "capture" | "refund"
  readonly amount: Money
  readonly by: string | null
  readonly reason?: string | null | undefined
}

/**
 * Records in the audit trail who requested a movement, as far as Medusa reports it. Writes no entry if an
 * outer caller does, or if Medusa books an earlier movement.
 */
export async function auditMovement(
  book: AuditBook,
  { attempt }: AttemptWithMovements,
  { action, amount, by, reason }: AskedMovement,
  move: () => Promise<MovementEnd>
): Promise<MovementEnd> {
  if (isAudited() || readBooking(by) !== undefined) {
    const ended = await move()
    noteEnd(ended.kind)
    return ended
  }
  const actor = actorNow()
  return await record(
    book,
    {
      action,
      actor: by === null || by === actor?.id ? (actor ?? { id: undefined }) : { id: by },
      attempt,
      amount: toMajorString(amount),
      // Medusa's own route accepts any text.
      reason: reason == null ? undefined : maskCardNumbers(reason),
    },
    move,
    (ended) => ({
      outcome: OUTCOME_OF[ended.kind],
      ...("message" in ended ? { detail: ended.message } : {}),
    })
  )
}

/**
 * Medusa does not report who cancels a payment or deletes its session; the actor is known from the request. A
 * shopper's changes to their own cart are not actions of the shop.
 */
export async function auditAbandon(
  book: AuditBook,
  attempt: AttemptRecord,
  abandonIt: () => Promise<AttemptRecord>
): Promise<AttemptRecord> {
  const actor = actorNow()
  const voided = abandonActionOf(attempt)
  if (actor === undefined || isAudited() || voided === undefined) {
    return await abandonIt()
  }
  const amount = toMajorString(heldAmount(attempt))
  return await record(book, { action: voided.action, actor, attempt, amount }, abandonIt, ({ state }) => ({
    outcome: state === voided.done ? "done" : "unknown",
  }))
}

async function record<T>(
  book: AuditBook,
  {
    actor,
    attempt,
    ...asked
  }: Pick<AuditDraft, "action" | "amount" | "reason"> & { actor: AuditActor; attempt: AttemptRecord },
  work: () => Promise<T>,
  endOf: (result: T) => AuditEnd
): Promise<T> {
  return await audit(
    book,
    {
      ...asked,
      actor,
      origin: originNow(),
      attemptId: attempt.id,
      orderId: attempt.order_id ?? undefined,
    },
    work,
    endOf,
    () => ({ outcome: "unknown" })
  )
}

/** The audit action for voiding a payment, and the state it leads to; undefined: nothing was to be paid. */
function abandonActionOf(attempt: AttemptRecord): { action: AuditAction; done: AttemptState } | undefined {
  if (attempt.state === "authorized") {
    return { action: "void", done: "voided" }
  }
  return isOpenLink(attempt) ? { action: "cancel_link", done: "abandoned" } : undefined
}
