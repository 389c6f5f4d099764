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
import type { Account } from "../../modules/xpay/journal/tables"

/** Where the audit trail is written, and who is told when it cannot be. */
export interface AuditBook {
  readonly trail: AuditTrail
  readonly logger: Pick<Logger, "error">
}

/** A capture or refund as Medusa's row of it says. */
interface AskedMovement {
  readonly action: "capture" | "refund"
  readonly amount: Money
  readonly by: string | null
  readonly reason?: string | null | undefined
}

/**
 * Keeps in the audit trail who asked for a movement of money, as far as Medusa tells it. Not where somebody further out
 * does, nor where Medusa books what was moved before.
 */
export async function auditMovement(
  book: AuditBook,
  { attempt }: Account,
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
      // Medusa's own route takes any text.
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
 * Medusa does not tell who cancels a payment or drops its session; whoever asked for it is known from the request. What
 * shoppers do with their own carts is no action of the shop's.
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

/** What the audit trail calls it when a payment is voided, and where it stands then; undefined: nothing was to be paid. */
function abandonActionOf(attempt: AttemptRecord): { action: AuditAction; done: AttemptState } | undefined {
  if (attempt.state === "authorized") {
    return { action: "void", done: "voided" }
  }
  return isOpenLink(attempt) ? { action: "cancel_link", done: "abandoned" } : undefined
}
