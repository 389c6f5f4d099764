import { CHANNELS, lastsUntilDeadline } from "../../domain/channels"
import { declineReason } from "../../domain/declines"
import { STATE_OF_REFUSAL, type ReportedOperation } from "../../domain/interpret"
import type { Refusal } from "../../domain/operation-results"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf, mayTransition } from "../../domain/attempt-state"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { paymentFact } from "../../modules/xpay/incident-facts"
import type { Engine } from "../engine"
import { poll } from "../inquiry/polling"
import { authorizationFacts, recordAuthorization, externalCaptures } from "./record-authorization"
import { inquire, type Inquiry } from "../inquiry/inquire"
import { end, reread } from "../attempt"

/**
 * Resolves a payment that was sent, or may have been sent, without a response. Only a response from XPay ends
 * `authorizing`; the payment is not resent.
 *
 * If XPay, queried long enough after the payment was sent, still does not show it as executed, the attempt is
 * abandoned and the shopper may pay again. XPay is still queried about it later: if the payment was executed
 * after all, it is voided.
 *
 * @param refusal XPay's message when it refused without a reason: it becomes final once an inquiry does not
 * show the payment
 * @returns the attempt in its resulting state: still `authorizing` if XPay does not know yet or cannot be
 * queried; unchanged if another process (a notification, the job) has already resolved it.
 */
export async function resolveAuthorization(
  engine: Engine,
  attempt: AttemptRecord,
  pauses: readonly number[],
  refusal?: string
): Promise<AttemptRecord> {
  if (attempt.state !== "authorizing") {
    return attempt
  }
  let inquiry: Inquiry = { kind: "unavailable" }
  for await (const _ of poll(pauses)) {
    inquiry = await inquire(engine, attempt)
    const resolved = await applyInquiry(engine, attempt, inquiry)
    if (resolved !== undefined) {
      return resolved
    }
  }
  const isNotMade = showsNothing(attempt, inquiry)
  if (isNotMade && refusal !== undefined) {
    return await end(engine, attempt, "failed", {
      reason: "refused_by_gateway",
      detail: refusal,
      nextCheckSeconds: LATE_CHECK_SECONDS,
    })
  }
  if (isNotMade && (await isLongSinceSent(engine, attempt))) {
    const given = await engine.journal.transition(attempt.id, "authorizing", "abandoned", {
      reason: "unavailable",
      detail: "XPay did not carry out the payment that was sent.",
      nextCheckSeconds: LATE_CHECK_SECONDS,
    })
    return given ?? (await reread(engine, attempt))
  }
  const noted = await engine.journal.update(
    attempt.id,
    { reason: "verifying", nextCheckSeconds: NEXT_CHECK_SECONDS },
    ["authorizing"]
  )
  return noted ?? (await reread(engine, attempt))
}

/**
 * Whether XPay shows that a sent payment was not executed. A card's authorization exists, pending, from the
 * start of its 3-D Secure; another method's authorization exists once the payment is running. An unreadable
 * response proves neither.
 */
function showsNothing({ channel }: AttemptRecord, inquiry: Inquiry): boolean {
  if (inquiry.kind !== "answered") {
    return inquiry.kind === "unknown_order"
  }
  const { authorizedAmount = 0n, capturedAmount = 0n } = inquiry.order
  const { verdict } = inquiry.funds
  const isUntouched =
    verdict === "nothing" || (verdict === "pending" && CHANNELS[channel].isPendingFromChallenge)
  return isUntouched && authorizedAmount === 0n && capturedAmount === 0n
}

/** How soon a payment in doubt is checked again, and how late one that appears not to have been executed. */
const NEXT_CHECK_SECONDS = 15
const LATE_CHECK_SECONDS = 600

/**
 * Applies XPay's response to an attempt that is in progress, or that was abandoned and is still polled.
 * Undefined if the response is not final or changes nothing.
 */
export async function applyInquiry(
  engine: Engine,
  attempt: AttemptRecord,
  inquiry: Inquiry
): Promise<AttemptRecord | undefined> {
  if (inquiry.kind !== "answered") {
    return undefined
  }
  const { funds, order } = inquiry
  if (attempt.checks > 0 && funds.verdict !== "unrecognised") {
    await engine.incidents.close(attempt.id, "unrecognised")
  }
  // Older documents call the payment itself CAPTURE if it is captured immediately.
  const operation = funds.authorization ?? funds.captures[0]
  switch (funds.verdict) {
    case "authorized":
    case "captured":
      if (operation === undefined) {
        return undefined
      }
      return (
        (await recordAuthorization(
          engine,
          attempt,
          // Facts missing from the operation are read from the order.
          withAmount(operation, order.authorizedAmount),
          externalCaptures(funds, true)
        )) ?? (await reread(engine, attempt))
      )
    case "voided":
      return mayTransition(attempt.state, "voided")
        ? await end(engine, attempt, "voided", { reason: "order_failed" })
        : undefined
    case "refused":
      if (isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)) {
        return undefined
      }
      if (lastsUntilDeadline(attempt)) {
        return await noteFailedTry(engine, attempt, funds.refusal ?? "failed", funds.authorization)
      }
      return await recordRefusal(engine, attempt, funds.refusal ?? "failed", funds.authorization)
    case "unrecognised":
      await engine.incidents.raise(attempt, "unrecognised", paymentFact(attempt))
      return undefined
    case "nothing":
    case "pending":
    case "verified":
      return undefined
  }
}

/**
 * Records a failed try on a payment link. The link stays open: the customer may use another card.
 *
 * @returns the attempt, if this is new: its payer may be informed. After a second try XPay's read calls may
 * still show the first.
 */
async function noteFailedTry(
  engine: Engine,
  attempt: AttemptRecord,
  refusal: Refusal,
  operation: ReportedOperation | undefined
): Promise<AttemptRecord | undefined> {
  const reason = declineReason(refusal, operation?.issuerCode)
  const noted = await engine.journal.update(attempt.id, { reason }, ["pending_payer"])
  return attempt.decline_reason === null ? noted : undefined
}

function withAmount(operation: ReportedOperation, fallback: bigint | undefined): ReportedOperation {
  return operation.amount === undefined && fallback !== undefined
    ? { ...operation, amount: fallback }
    : operation
}

/** Records that XPay or the issuer declined. */
export async function recordRefusal(
  engine: Engine,
  attempt: AttemptRecord,
  refusal: Refusal,
  operation: Parameters<typeof authorizationFacts>[0] | undefined,
  threeDs?: AttemptRecord["three_ds"]
): Promise<AttemptRecord> {
  return await end(engine, attempt, STATE_OF_REFUSAL[refusal], {
    ...(operation === undefined ? {} : authorizationFacts(operation, threeDs ?? undefined)),
    reason: declineReason(refusal, operation?.issuerCode),
    // XPay's page stays open for another card, in another tab or with the browser's Back button: keep
    // polling.
    ...(attempt.channel === "hosted" ? { nextCheckSeconds: PAGE_POLL_SECONDS } : {}),
  })
}

const PAGE_POLL_SECONDS = 50

async function isLongSinceSent({ journal, terminal }: Engine, attempt: AttemptRecord): Promise<boolean> {
  return (await journal.secondsSinceSent(attempt.id)) >= terminal.settings.assumeNotExecutedAfterSeconds
}
