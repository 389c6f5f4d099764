import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Engine } from "../../engine/engine"
import { Cancellations } from "../../modules/xpay/cancellations"
import { announcer } from "../../modules/xpay/event-delivery"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { deliveryOf } from "../engine-for"

/** Why an order is unpaid, and after how many hours that ends it by the options; undefined: never. */
export interface UnpaidCause {
  readonly kind: "failed" | "awaiting" | "link"
  readonly hours: number | undefined
}

/** Whether a payment leaves its order unpaid in a way that may end it. */
export async function unpaidSince(
  { incidents, terminal }: Engine,
  { id, channel, state, reason, order_id: orderId, authorized_at: authorizedAt }: AttemptRecord
): Promise<UnpaidCause | undefined> {
  const { awaitingHours, failedHours, linkHours } = terminal.settings.cancelUnpaidAfter
  if (state === "pending_payer" && reason === "awaiting" && orderId !== null) {
    return { kind: "awaiting", hours: awaitingHours }
  }
  if (channel === "link") {
    const isExpired = state === "expired" && authorizedAt === null && orderId !== null
    return isExpired ? { kind: "link", hours: linkHours } : undefined
  }
  const isBooked = (await incidents.openDetail(id, "order_unpaid")) !== undefined
  return isBooked ? { kind: "failed", hours: failedHours } : undefined
}

export function cancellationsOf(container: MedusaContainer): Cancellations {
  return new Cancellations(
    container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    announcer(deliveryOf(container))
  )
}
