import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../domain/attempt-state"
import type { DeclineReason } from "../domain/declines"
import type { ShopperMessage } from "../texts/shopper-messages"
import type { Account } from "../modules/xpay/journal/journal"
import { describe } from "../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { makeMovement, resumeMovement, type MovementEnd } from "./operations/operation"
import { cancelPaymentLink } from "./authorization/payment-link"
import { syncWithXPay } from "./inquiry/sync"
import { ASK_ONCE_MS } from "./inquiry/polling"
import { end, reread, settleAuthorization } from "./authorization/resolve-authorization"

/**
 * Lets go of a payment that nobody wants any more: what was not sent is dropped, what is held is voided, what is in
 * doubt is marked, so that it is voided as soon as XPay says that it is held. **Captured money is never given back
 * here**: that is a refund, and the platform asks for it separately.
 *
 * @param reason what to tell the shopper who comes back to it
 * @returns the attempt where it stands then.
 */
export async function release(
  engine: Engine,
  attempt: AttemptRecord,
  reason: ShopperMessage | DeclineReason
): Promise<AttemptRecord> {
  switch (attempt.state) {
    case "created":
    case "authenticating":
    case "authenticated": {
      await engine.terminal.vault.drop(attempt.id).catch(() => undefined)
      const dropped = await end(engine, attempt, "abandoned", { reason })
      return dropped.state !== attempt.state && !isOneOf(dropped.state, ENDED_WITHOUT_MONEY_STATES)
        ? await release(engine, dropped, reason)
        : dropped
    }
    case "waiting":
      if (attempt.way === "link") {
        return await closeLink(engine, attempt, reason)
      }
      // XPay has no call to close its page, so it can still be paid there: it stays watched.
      return await end(engine, attempt, "abandoned", { reason, checkIn: WATCH_SECONDS })
    case "authorizing":
      return await releaseWhenKnown(engine, attempt)
    case "authorized":
    case "capturing":
    case "voiding":
      return await voidHold(engine, await request(engine, attempt))
    default:
      return attempt
  }
}

/** A link that XPay has not closed can be paid: then the money goes back, because of the mark. */
async function closeLink(
  engine: Engine,
  attempt: AttemptRecord,
  reason: ShopperMessage | DeclineReason
): Promise<AttemptRecord> {
  const closed = await cancelPaymentLink(engine, attempt, reason)
  if (closed.kind === "done") {
    return closed.attempt
  }
  await engine.journal.amend(attempt.id, { reason }, ["waiting"])
  return await request(engine, attempt)
}

/** A payment call may be under way in another request: it voids by itself when it sees the mark. */
async function releaseWhenKnown(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const marked = await request(engine, attempt)
  return marked.state === "authorizing" ? await settleAuthorization(engine, marked, ASK_ONCE_MS) : marked
}

async function request({ journal }: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  return (
    (await journal.amend(attempt.id, { stamp: ["release_requested_at"], checkIn: RETRY_SECONDS })) ?? attempt
  )
}

const RETRY_SECONDS = 30
const WATCH_SECONDS = 50

async function voidHold(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const account = { attempt, movements: await engine.journal.movements(attempt.id) }
  const ended =
    attempt.state === "authorized"
      ? await makeVoid(engine, account, BigInt(attempt.amount))
      : await resumeMovement(engine, account, attempt.state === "voiding")
  const after = await reread(engine, attempt)
  if (after.state === "authorized" && attempt.state !== "authorized") {
    // A capture or void that turned out not to have been made leaves a hold behind: one more round lets it go.
    return await voidHold(engine, after)
  }
  if (ended.kind === "refused") {
    return await afterRefusal(engine, after)
  }
  if (ended.kind !== "done") {
    await tryLater(engine, attempt, ended.kind)
  }
  return after
}

/** XPay refuses when the hold is gone already, or is for another amount than ours: its own word decides. */
async function afterRefusal(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const { account, truth } = await syncWithXPay(engine, {
    attempt,
    movements: await engine.journal.movements(attempt.id),
  })
  const held = truth.kind === "told" ? truth.holding.authorized : 0n
  if (account.attempt.state === "authorized" && held > 0n && held !== BigInt(attempt.amount)) {
    await makeVoid(engine, account, held)
  }
  const after = await reread(engine, attempt)
  if (after.state !== "authorized") {
    return after
  }
  if (truth.kind === "told" && (await hasLapsed(engine, after))) {
    return await end(engine, after, "expired", { detail: "XPay lets go of nothing: the hold has lapsed." })
  }
  await tryLater(engine, after, "refused")
  return after
}

/** The issuer lets a hold go by itself; XPay may go on showing it, and refuses to reverse it. */
async function hasLapsed({ journal }: Engine, attempt: AttemptRecord): Promise<boolean> {
  const left = await journal.secondsUntilDeadline(attempt.id)
  return left !== undefined && left < -LAPSED_SECONDS
}

/** The deadline is the shop's own count of days; XPay's may end a little later. */
const LAPSED_SECONDS = 86_400

async function tryLater(engine: Engine, attempt: AttemptRecord, why: string): Promise<void> {
  engine.logger.warn(`${describe(attempt)}: the hold could not be let go yet (${why}).`)
  await engine.journal.amend(attempt.id, { checkIn: RETRY_SECONDS }, ["authorized", "voiding"])
}

/** XPay reverses the whole authorization or nothing. */
async function makeVoid(engine: Engine, account: Account, amount: bigint): Promise<MovementEnd> {
  const targetOperationId = account.attempt.operation_id ?? ""
  return await makeMovement(engine, account, { kind: "void", amount, targetOperationId, intentId: undefined })
}
