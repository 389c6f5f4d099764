import { interpretOrder } from "../../domain/interpret"
import type { GatewayError } from "../../gateway/errors"
import type { BuildSessionRef, BuildState } from "../../gateway/wire/build"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { end, reread } from "../attempt"
import { SINGLE_QUERY_MS, pollIntervalsAfterDoubt, READS_BEHIND_MS } from "../inquiry/polling"
import { toReportedOperation } from "../inquiry/to-reported"
import { concludeAnswer, concludePayment } from "./authorize-card"
import { recordRefusal, resolveAuthorization } from "./resolve-authorization"
import { resolvePending } from "./resolve-pending"

export type CardFieldsConfirmed =
  /** Redirect the browser to this URL: the issuer requires a challenge, and XPay executes the payment after it. */
  | { readonly kind: "redirect"; readonly attempt: AttemptRecord; readonly url: string }
  /** The payment's current state. `authorizing`: in doubt, and nothing may be sent. */
  | { readonly kind: "known"; readonly attempt: AttemptRecord }
  /** XPay has no card: the fields were not confirmed. Nothing was sent. */
  | { readonly kind: "not_confirmed"; readonly attempt: AttemptRecord }
  /** XPay could not be queried. Nothing was sent, and the card is still in the fields. */
  | { readonly kind: "unreachable"; readonly attempt: AttemptRecord }

/** Longer than the call and the inquiries after it can take; after it the attempt counts as stale. */
const ABANDONED_AFTER_SECONDS = 110

/**
 * The first check of a payment whose shopper is at the bank: the notification and the return are faster, if
 * they arrive.
 */
const FIRST_CHECK_SECONDS = 50

/**
 * Charges the card in XPay's fields, once. The browser's report about the fields is not trusted: XPay is
 * queried for their state. May be called again: nothing is sent a second time, and a shopper who lost the
 * bank's page is redirected there again.
 *
 * @throws VelocityLimitExceeded before anything is sent
 */
export async function confirmCardFields(
  engine: Engine,
  attempt: AttemptRecord
): Promise<CardFieldsConfirmed> {
  const session = sessionOf(attempt)
  if (session === undefined) {
    return { kind: "known", attempt }
  }
  if (attempt.state === "created") {
    return await finalizeOnce(engine, attempt, session)
  }
  if (attempt.state !== "authorizing" && attempt.state !== "pending_payer") {
    return { kind: "known", attempt }
  }
  const outcome = await engine.terminal.client.about(attempt.id).getBuild(session)
  if (outcome.kind === "done" && attempt.state === "authorizing" && isFinalized(outcome.value)) {
    return await conclude(engine, attempt, outcome.value)
  }
  const url = outcome.kind === "done" ? bankOf(outcome.value) : undefined
  if (url !== undefined && attempt.state === "pending_payer") {
    return { kind: "redirect", attempt, url }
  }
  return {
    kind: "known",
    attempt:
      attempt.state === "authorizing"
        ? await resolveAuthorization(engine, attempt, SINGLE_QUERY_MS)
        : await resolvePending(engine, attempt, READS_BEHIND_MS),
  }
}

function sessionOf(attempt: AttemptRecord): BuildSessionRef | undefined {
  const { fields_session_id: sessionId, xpay_order_id: orderId } = attempt
  return sessionId === null ? undefined : { sessionId, orderId }
}

/** The URL of the bank's page, if the shopper has to go there. */
function bankOf({ state, url }: BuildState): string | undefined {
  return state === "REDIRECTED_TO_EXTERNAL_DOMAIN" ? url : undefined
}

/** Whether the call that charges was executed, or can no longer be executed. */
function isFinalized(build: BuildState): boolean {
  return bankOf(build) !== undefined || build.operation !== undefined
}

async function finalizeOnce(
  engine: Engine,
  attempt: AttemptRecord,
  session: BuildSessionRef
): Promise<CardFieldsConfirmed> {
  const client = engine.terminal.client.about(attempt.id)
  const looked = await client.getBuild(session)
  if (looked.kind !== "done") {
    // Nothing was sent that could charge.
    engine.logger.warn(`${attemptLabel(attempt)}: ${looked.error.line}`)
    return looked.kind === "refused"
      ? { kind: "known", attempt: await giveUp(engine, attempt, looked.error) }
      : { kind: "unreachable", attempt }
  }
  const { state, operation } = looked.value
  if (state === "PAYMENT_COMPLETE") {
    const over = await endUnsent(engine, attempt, operation)
    if (over !== undefined) {
      return { kind: "known", attempt: over }
    }
  } else if (state !== "READY_FOR_PAYMENT" && bankOf(looked.value) === undefined) {
    return { kind: "not_confirmed", attempt }
  }
  const patch = { stamp: ["sent_at"], nextCheckSeconds: ABANDONED_AFTER_SECONDS } as const
  const sent = await engine.journal.send(attempt, patch, engine.terminal.settings.cardTesting)
  if (sent === undefined) {
    return { kind: "known", attempt: await reread(engine, attempt) }
  }
  if (isFinalized(looked.value)) {
    return await conclude(engine, sent, looked.value)
  }
  const outcome = await client.finalizeBuild(session)
  switch (outcome.kind) {
    case "done":
      return await conclude(engine, sent, outcome.value)
    case "refused":
      return isOver(outcome.error)
        ? { kind: "known", attempt: await giveUp(engine, sent, outcome.error) }
        : { kind: "known", attempt: await concludePayment(engine, sent, outcome) }
    case "unreachable":
      return { kind: "known", attempt: await concludePayment(engine, sent, outcome) }
    case "unknown": {
      engine.logger.warn(`${attemptLabel(sent)}: ${outcome.error.line} The plugin is querying XPay.`)
      const now = await client.getBuild(session)
      return now.kind === "done" && isFinalized(now.value)
        ? await conclude(engine, sent, now.value)
        : {
            kind: "known",
            attempt: await resolveAuthorization(
              engine,
              sent,
              pollIntervalsAfterDoubt(engine.terminal.settings)
            ),
          }
    }
  }
}

/** Handles XPay's response about a finalized payment: executed, refused, or to be executed after the challenge. */
async function conclude(
  engine: Engine,
  sent: AttemptRecord,
  build: BuildState
): Promise<CardFieldsConfirmed> {
  const url = bankOf(build)
  if (url !== undefined) {
    const waiting = await engine.journal.transition(sent.id, "authorizing", "pending_payer", {
      reason: null,
      nextCheckSeconds: FIRST_CHECK_SECONDS,
    })
    if (waiting === undefined) {
      return { kind: "known", attempt: await reread(engine, sent) }
    }
    // The cart changed meanwhile: do not send the shopper to the bank. Keep polling, because the payment may
    // still be made.
    return waiting.abandon_requested_at === null
      ? { kind: "redirect", attempt: waiting, url }
      : {
          kind: "known",
          attempt: await end(engine, waiting, "abandoned", {
            reason: "cart_changed",
            nextCheckSeconds: FIRST_CHECK_SECONDS,
          }),
        }
  }
  return {
    kind: "known",
    attempt:
      build.operation === undefined
        ? await resolveAuthorization(engine, sent, pollIntervalsAfterDoubt(engine.terminal.settings))
        : await concludeAnswer(engine, sent, toReportedOperation(build.operation)),
  }
}

/**
 * Ends a payment that was over before it was finalized: the 3-D Secure fingerprint failed for good, or XPay
 * closed the fields.
 *
 * @returns undefined if XPay may have executed a payment
 */
async function endUnsent(
  engine: Engine,
  attempt: AttemptRecord,
  operation: BuildState["operation"]
): Promise<AttemptRecord | undefined> {
  const reported = operation === undefined ? [] : [toReportedOperation(operation)]
  const { verdict, refusal } = interpretOrder({ operations: reported })
  if (refusal !== undefined) {
    return await recordRefusal(engine, attempt, refusal, reported[0])
  }
  return verdict === "nothing"
    ? await end(engine, attempt, "abandoned", { reason: "card_needed_again" })
    : undefined
}

/** Ends an attempt whose fields XPay refuses. If they have expired, the card has to be entered again. */
async function giveUp(engine: Engine, attempt: AttemptRecord, error: GatewayError): Promise<AttemptRecord> {
  const detail = error.message
  return isOver(error)
    ? await end(engine, attempt, "abandoned", { reason: "card_needed_again", detail })
    : await end(engine, attempt, "failed", { reason: "refused_by_gateway", detail })
}

/** Whether the fields have expired. Source: pagoPA's client of XPay names GW0004; 404 is assumed. */
function isOver({ codes, status }: GatewayError): boolean {
  return codes.includes("GW0004") || status === 404
}
