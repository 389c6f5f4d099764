import { lastsUntilDeadline } from "../../domain/channels"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Engine } from "../../engine/engine"
import { Cancellations } from "../../modules/xpay/cancellations"
import { announcer } from "../../modules/xpay/event-delivery"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { deliveryOf } from "../engine-for"

/** The reason why an order is unpaid. */
export interface UnpaidCause {
  readonly kind: "failed" | "awaiting" | "link"
  /** When the options cancel the order for this; undefined: never. */
  readonly due: Date | undefined
}

/** Whether a payment leaves its order unpaid, so that the order may be canceled. */
export async function unpaidSince(
  { incidents, terminal }: Engine,
  attempt: AttemptRecord
): Promise<UnpaidCause | undefined> {
  const { id, state, placement, order_id: orderId, authorized_at: authorizedAt } = attempt
  const { awaitingHours, failedHours, linkHours } = terminal.settings.cancelUnpaidAfter
  if (lastsUntilDeadline(attempt)) {
    const isExpired = state === "expired" && authorizedAt === null && orderId !== null
    return isExpired ? { kind: "link", due: hoursAfter(attempt.deadline_at, linkHours) } : undefined
  }
  if (state === "pending_payer" && placement === "awaiting" && orderId !== null) {
    return { kind: "awaiting", due: hoursAfter(attempt.sent_at ?? attempt.created_at, awaitingHours) }
  }
  const raisedAt = await incidents.openSince(id, "order_unpaid")
  return raisedAt === undefined ? undefined : { kind: "failed", due: hoursAfter(raisedAt, failedHours) }
}

function hoursAfter(since: Date | null, hours: number | undefined): Date | undefined {
  return since === null || hours === undefined ? undefined : new Date(since.getTime() + hours * HOUR_MS)
}

const HOUR_MS = 3_600_000

export function cancellationsOf(container: MedusaContainer): Cancellations {
  return new Cancellations(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    announcer(deliveryOf(container))
  )
}
