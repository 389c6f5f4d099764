import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { convertDraftOrderWorkflow } from "@medusajs/medusa/core-flows"
import { findOne } from "../../medusa/graph"
import type { OrderId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import type { Engine } from "../../engine/engine"
import { isLockRefusal } from "../../medusa/locks"
import { passingCause } from "../../medusa/passing-errors"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { shopWords } from "./name-ids"

/** Longer than a conversion takes. */
const LOCK_SECONDS = 30
/** Delay before the job retries if another request was working on the draft. */
const SOON_SECONDS = 30

/**
 * Converts a paid draft order into an order. If that fails, the money stays with the draft, and an incident gives the
 * reason in the shop's own words. Callers are served one at a time, and each checks first: no incident is raised for a
 * draft that has become an order meanwhile.
 */
export async function placeDraft(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<void> {
  await container
    .resolve<ILockingModule>(Modules.LOCKING)
    .execute([`xpay-draft-${orderId}`], async () => await place(container, engine, attempt, orderId), {
      timeout: LOCK_SECONDS,
    })
}

async function place(
  container: MedusaContainer,
  { incidents, journal, logger }: Engine,
  attempt: AttemptRecord,
  orderId: OrderId
): Promise<void> {
  const failure = (await isDraft(container, orderId)) ? await convert(container, orderId) : undefined
  // A clerk may have converted it at the same moment.
  if (failure === undefined || !(await isDraft(container, orderId))) {
    await incidents.close(attempt.id, "draft_not_converted")
    return
  }
  const cause = isLockRefusal(failure) ? "its lock is taken" : passingCause(failure.error)
  if (cause !== undefined) {
    logger.warn(
      `${attemptLabel(attempt)}: its draft order ${orderId} is no order yet (${cause}). It is tried again.`
    )
    await journal.update(attempt.id, { nextCheckSeconds: SOON_SECONDS })
    return
  }
  const words = await shopWords(container, failure.error)
  logger.warn(`${attemptLabel(attempt)}: its draft order ${orderId} could not become an order. ${words}`)
  await incidents.raise(attempt, "draft_not_converted", { code: "cause", cause: { words } })
}

/** Whether the draft of a successful payment is still to become an order, and no incident says that it cannot. */
export async function isStillToPlace(
  container: MedusaContainer,
  { incidents }: Engine,
  { id, cart_id: cartId, order_id: orderId, state }: AttemptRecord
): Promise<boolean> {
  if (cartId !== null || orderId === null || !isOneOf(state, MONEY_STATES)) {
    return false
  }
  const isBooked = (await incidents.openDetail(id, "draft_not_converted")) !== undefined
  return !isBooked && (await isDraft(container, orderId))
}

interface Failure {
  readonly action: string
  readonly error: unknown
}

async function convert(container: MedusaContainer, orderId: OrderId): Promise<Failure | undefined> {
  const { errors } = await convertDraftOrderWorkflow(container).run({
    input: { id: orderId },
    throwOnError: false,
  })
  return errors[0]
}

async function isDraft(container: MedusaContainer, orderId: OrderId): Promise<boolean> {
  const order = await findOne<{ is_draft_order?: boolean }>(container, {
    entity: "order",
    fields: ["is_draft_order"],
    filters: { id: orderId },
  })
  return order?.is_draft_order === true
}
