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

/** `kept`: stored durably, to be processed. `refused`: not ours, or its token is wrong. */
export type NotificationReceipt = "kept" | "refused"

/**
 * Receives a notification from XPay. It is a hint: it triggers an inquiry, and nothing else in it is trusted. It is
 * stored before it is acknowledged, and processed afterwards, here or, if this process dies, by the job. Any number of
 * copies, in any order, also before XPay's response to our own call was processed, have one effect.
 *
 * @throws if it could not be stored: XPay must not get a 200 then.
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
 * Queries XPay and processes the response, in the background. A burst of notifications causes one inquiry, and one more
 * if a notification arrived during it.
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
      // The attempt is due: the job does what failed here.
      const why = messageOf(error)
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .warn(`A notification could not be followed up: ${why}`)
    } finally {
      const isWanted = following.get(id) === "again"
      following.delete(id)
      if (isWanted) {
        // One of the notifications received meanwhile may be the last.
        followUp(container, { id, provider_id }, true)
      }
    }
  })()
}

type FollowedAttempt = Pick<AttemptRecord, "id" | "provider_id">

/** XPay may send a notification a moment before its own reads show the change. */
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

/** Whether the notification reports that the payment has ended, with or without success. */
function claimsEnd(operation: Operation | undefined): boolean {
  return operation !== undefined && operation.result !== "PENDING"
}

const LONGEST_CLAIM = 120

/** A notification can hold anything: what is stored of it is short and holds no card number. */
function describeClaim(operation: Operation | undefined): string | undefined {
  if (operation === undefined) {
    return undefined
  }
  const word = (value: string | { unrecognised: string }) =>
    typeof value === "string" ? value : value.unrecognised
  const claim = [word(operation.type), word(operation.result), operation.amount, operation.currency].join(" ")
  return hasCardNumber(claim) ? undefined : claim.slice(0, LONGEST_CLAIM)
}

/** XPay's event ids are UUIDs; any other value is not stored unchanged. */
function readEventId({ eventId }: Notification): string | undefined {
  const id = z.guid().safeParse(eventId).data
  return id === undefined || hasCardNumber(id) ? undefined : id
}

/** Identifies a notification without such an id by its content. */
function hashBody(body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(body) ?? "")
    .digest("hex")
}
