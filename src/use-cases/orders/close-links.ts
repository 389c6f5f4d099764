import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { OrderId } from "../../domain/ids"
import type { AttemptReason } from "../../domain/attempt-reason"
import { isOpenLink, isPayersLink } from "../../domain/channels"
import { actorNow, originNow } from "../../engine/acting"
import { reread } from "../../engine/attempt"
import { cancelPaymentLink, endClosedLink } from "../../engine/authorization/payment-link"
import { resolvePending } from "../../engine/authorization/resolve-pending"
import type { Engine } from "../../engine/engine"
import { READS_BEHIND_MS } from "../../engine/inquiry/polling"
import { abandon } from "../../engine/reverse"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { auditedAs } from "../audited"
import { closeStaffSession } from "./order-session"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { outstandingOf, type Outstanding } from "./outstanding"

/** Delay before the job checks a link that could not be checked now. */
const SOON_SECONDS = 30

/**
 * Closes an order's payment links whose amount is no longer due. A link that cannot be checked now does not keep the
 * others open: the job checks it again.
 */
export async function closeLinksNotDue(container: MedusaContainer, orderId: OrderId): Promise<void> {
  for (const attempt of await journalOf(container).listForOrder(orderId)) {
    // A link whose terminal is missing has its own incident, and waits for the terminal.
    if (!canBeClosed(attempt) || !hasTerminal(container, attempt.provider_id)) {
      continue
    }
    const engine = engineFor(container, attempt.provider_id)
    try {
      await closeLinkNotDue(container, engine, attempt)
    } catch (error) {
      engine.logger.warn(`${attemptLabel(attempt)} could not be looked at: ${messageOf(error)}`)
      await engine.journal.update(attempt.id, { nextCheckSeconds: SOON_SECONDS }, ["pending_payer"])
    }
  }
}

/**
 * Closes a payment link at XPay if its order is deleted or canceled, its total differs from when the link was created,
 * or it was paid by other means. If XPay does not confirm the closing, whatever is paid through the link is reversed.
 *
 * @returns the updated attempt.
 */
export async function closeLinkNotDue(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  if (!canBeClosed(attempt) || attempt.order_id === null) {
    return attempt
  }
  const reason = whyNotDue(attempt, await outstandingOf(container, attempt.order_id, attempt.id))
  if (reason === undefined) {
    return attempt
  }
  const closed = await closeLink(container, engine, attempt, reason)
  if (closed.state === "abandoned" && closed.payment_session_id !== null) {
    await closeStaffSession(container, closed.payment_session_id)
  }
  return closed
}

/**
 * Closes a link at XPay whose payer has left it or wants another one, while its order still awaits the money. If XPay
 * refuses, the link was just paid, or XPay has closed it already: XPay is then queried, and a payment found belongs to
 * the order. Nothing is marked for return. Closing a link of the shop's staff is recorded in the audit trail.
 *
 * @returns the updated attempt; still open if XPay did not confirm.
 */
export async function closeLeftLink(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  reason: "page_left" | "replaced"
): Promise<AttemptRecord> {
  const close = async () => {
    const closed = await cancelPaymentLink(engine, attempt, reason)
    if (closed.kind !== "refused") {
      return closed.attempt
    }
    const asked = await resolvePending(engine, attempt, READS_BEHIND_MS)
    return await endClosedLink(engine, asked, reason)
  }
  return isPayersLink(attempt) ? await close() : await auditClosing(container, attempt, close)
}

/** The cancellation of an order arrives twice at once, from the order and from its payment collection. */
const LOCK_SECONDS = 60

/**
 * Closes a link that must not be paid any more. The audit trail names the actor whose request led to it; if unknown,
 * the system.
 *
 * @returns the updated attempt.
 */
export async function closeLink(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  reason: AttemptReason
): Promise<AttemptRecord> {
  const locking = container.resolve<ILockingModule>(Modules.LOCKING)
  const close = async () => {
    const now = await reread(engine, attempt)
    return canBeClosed(now) ? await auditClosing(container, attempt, () => abandon(engine, now, reason)) : now
  }
  return await locking.execute([`xpay-link:${attempt.id}`], close, { timeout: LOCK_SECONDS })
}

async function auditClosing(
  container: MedusaContainer,
  { id: attemptId }: AttemptRecord,
  close: () => Promise<AttemptRecord>
): Promise<AttemptRecord> {
  return await auditedAs(
    container,
    { action: "cancel_link", attemptId, actor: actorNow() ?? SYSTEM, origin: originNow() },
    close,
    ({ state }) => ({ outcome: state === "abandoned" ? "done" : "unknown" })
  )
}

const SYSTEM = { id: undefined, type: "system" } as const

/** Why a link's amount is not due; undefined: it is due. */
export function whyNotDue(
  attempt: AttemptRecord,
  outstanding: Outstanding | undefined
): Extract<AttemptReason, `link_order_${string}` | "already_paid"> | undefined {
  if (outstanding === undefined) {
    return "link_order_deleted"
  }
  if (outstanding.isCanceled) {
    return "link_order_canceled"
  }
  if (attempt.order_total !== null && outstanding.total.minor.toString() !== attempt.order_total) {
    return "link_order_changed"
  }
  return outstanding.amount.minor < requestedAmount(attempt).minor ? "already_paid" : undefined
}

/** Whether a link can be paid and is not marked as abandoned. */
export function canBeClosed(attempt: AttemptRecord): boolean {
  return isOpenLink(attempt) && attempt.abandon_requested_at === null
}
