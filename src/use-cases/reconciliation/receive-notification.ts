import { createHash } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { hasCardNumber } from "../../domain/card-numbers/find-card-numbers"
import { SINGLE_QUERY_MS, poll } from "../../engine/inquiry/polling"
import { checkToken } from "../../engine/callbacks"
import { readNotification, readNotified, type Notification } from "../../gateway/wire/notification"
import type { Operation } from "../../gateway/wire/operation"
import { Inbox } from "../../modules/xpay/inbox"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { reconcileAttempt } from "./reconcile-attempt"

/** `kept`: durable, to be acted on. `refused`: not ours, or its token does not fit. */
export type NotificationReceipt = "kept" | "refused"

/**
 * Takes a notification of XPay's. It is a hint: it causes an inquiry, and nothing else in it is trusted. It is kept
 * before it is answered, and what follows from it happens afterwards, here and, should this process die, by the job.
 * Any number of copies, in any order, also before our own answer from XPay was processed, have one effect.
 *
 * @throws when it could not be kept: then XPay must not get a 200.
 */
export async function receiveNotification(
  container: MedusaContainer,
  body: unknown
): Promise<NotificationReceipt> {
  const notification = readNotification(body)
  const { orderId, securityToken } = notification
  if (orderId === undefined || securityToken === undefined) {
    return "refused"
  }
  const attempt = await journalOf(container).findByOrderId(orderId)
  if (attempt === undefined) {
    return "refused"
  }
  const operation = readNotified(body)
  const verdict = checkToken(attempt, securityToken.reveal())
  const inbox = new Inbox(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const isNew = await inbox.keep({
    attemptId: attempt.id,
    eventId: readEventId(notification) ?? hashBody(body),
    verdict,
    claim: describeClaim(operation),
  })
  if (verdict === "rejected") {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`A notification for XPay order ${orderId} with a wrong token was refused.`)
    return "refused"
  }
  if (isNew) {
    followUp(container, attempt, claimsEnd(operation))
  }
  return "kept"
}

const following = new Map<string, "once" | "again">()

/**
 * Queries XPay and acts on its word, in the background. A burst of notifications asks once, and once more if one came while
 * it was being asked.
 */
function followUp(container: MedusaContainer, { id, provider_id }: FollowedAttempt, isEnd: boolean): void {
  if (following.has(id)) {
    following.set(id, "again")
    return
  }
  following.set(id, "once")
  void (async () => {
    try {
      await pollUntilEnded(container, { id, provider_id }, isEnd ? AFTER_NOTIFICATION_MS : SINGLE_QUERY_MS)
    } catch (error) {
      // The attempt is due: the job does what this could not.
      const why = messageOf(error)
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(`A notification could not be followed up: ${why}`)
    } finally {
      const isWanted = following.get(id) === "again"
      following.delete(id)
      if (isWanted) {
        // One of those that came meanwhile may be the last.
        followUp(container, { id, provider_id }, true)
      }
    }
  })()
}

type FollowedAttempt = Pick<AttemptRecord, "id" | "provider_id">

/** XPay may tell us of a payment a moment before its own reads show it. */
const AFTER_NOTIFICATION_MS: readonly number[] = [0, 500, 2_000]

async function pollUntilEnded(
  container: MedusaContainer,
  { id, provider_id: providerId }: FollowedAttempt,
  pauses: readonly number[]
): Promise<void> {
  for await (const _ of poll(pauses)) {
    const attempt = await journalOf(container).find(id)
    if (attempt === undefined || !hasTerminal(container, providerId)) {
      return
    }
    const now = await reconcileAttempt(container, engineFor(container, providerId), attempt)
    if (now.state !== "pending_payer") {
      return
    }
  }
}

/** Whether it says that the payment has ended, one way or another. */
function claimsEnd(operation: Operation | undefined): boolean {
  return operation !== undefined && operation.result !== "PENDING"
}

const LONGEST_CLAIM = 120

/** Anybody can write anything there: what is kept of it is short and no card number. */
function describeClaim(operation: Operation | undefined): string | undefined {
  if (operation === undefined) {
    return undefined
  }
  const word = (value: string | { unrecognised: string }) =>
    typeof value === "string" ? value : value.unrecognised
  const claim = [word(operation.type), word(operation.result), operation.amount, operation.currency].join(" ")
  return hasCardNumber(claim) ? undefined : claim.slice(0, LONGEST_CLAIM)
}

/** XPay's ids of events are UUIDs; anything else is not kept as it came. */
function readEventId({ eventId }: Notification): string | undefined {
  const id = z.guid().safeParse(eventId).data
  return id === undefined || hasCardNumber(id) ? undefined : id
}

/** A notification without such an id is told apart by its content. */
function hashBody(body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(body) ?? "")
    .digest("hex")
}
