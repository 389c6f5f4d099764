import { lastsUntilDeadline } from "../../domain/channels"
import type { AttemptState } from "../../domain/attempt-state"
import { preauthorizedDays } from "../../domain/payment-services"
import { amountTaken, type OrderFunds, type ReportedOperation } from "../../domain/interpret"
import { amountFact, type IncidentDetail } from "../../domain/incident-detail"
import type { AttemptPatch, ExternalMovement } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import {
  attemptCurrency,
  heldAmount,
  requestedAmount,
  type AttemptRecord,
  type ThreeDsFacts,
} from "../../modules/xpay/journal/records"
import { incidentDetailText } from "../../texts/incident-details"
import type { Engine } from "../engine"
import { resolveSavedCard } from "../saved-cards/saved-card"
import { isForAttempt } from "../inquiry/inquire"
import { reverseMoney } from "../operations/reverse-money"

/** Captures that XPay executed together with the authorization, as movements for the journal. */
export function externalCaptures(funds: OrderFunds, isBooked: boolean): ExternalMovement[] {
  const listed = funds.captures.map((capture) => ({
    kind: "capture" as const,
    amount: amountTaken(funds, capture),
    xpayOperationId: capture.id,
    isBooked,
  }))
  return listed
}

/**
 * Records that XPay holds or captured the money, with the facts of its response. If the amount or currency
 * differs from the request, or the payment was abandoned, it is voided at once.
 *
 * @returns the current attempt, or undefined if another request made the transition.
 */
export async function recordAuthorization(
  engine: Engine,
  attempt: AttemptRecord,
  authorization: ReportedOperation,
  captures: readonly ExternalMovement[],
  threeDs?: ThreeDsFacts
): Promise<AttemptRecord | undefined> {
  const to: AttemptState = captures.length > 0 ? "captured" : "authorized"
  const recorded = await engine.journal.transitionWithExternal(
    attempt.id,
    attempt.state,
    to,
    {
      ...authorizationFacts(authorization, threeDs ?? attempt.three_ds ?? proofOf(authorization)),
      held_amount: digitsHeld(attempt, authorization),
      // On a link the payer chooses the method: another one may have been tried before a card.
      ...(lastsUntilDeadline(attempt) && authorization.service === undefined ? { method: null } : {}),
      reason: null,
      checks: 0,
      nextCheckSeconds: BOOKED_SECONDS,
      ...(to === "authorized" ? { deadlineIn: secondsToCapture(engine, attempt, authorization) } : {}),
      // A mismatch with the request is marked in the same step, so that it is not booked in between.
      stamp: isForAttempt(attempt, authorization)
        ? ["authorized_at"]
        : ["authorized_at", "abandon_requested_at"],
    },
    captures
  )
  if (recorded === undefined) {
    return undefined
  }
  await resolveSavedCard(engine, recorded)
  if (!isForAttempt(recorded, authorization)) {
    const mismatch: IncidentDetail = {
      code: "amount_mismatch",
      authorized: {
        minor: authorization.amount?.toString() ?? null,
        currency: authorization.currency ?? null,
      },
      requested: amountFact(requestedAmount(recorded)),
    }
    engine.logger.error(
      `${attemptLabel(recorded)}: XPay authorized something else than requested. It is being voided. ${incidentDetailText(mismatch, "en")}`
    )
    await engine.incidents.raise(recorded, "amount_mismatch", mismatch)
    return await reverseMoney(engine, recorded)
  }
  if (recorded.abandon_requested_at === null) {
    return recorded
  }
  if (lastsUntilDeadline(recorded)) {
    await engine.incidents.raise(recorded, "reversed_unplaceable", {
      code: "amount_and_cause",
      amount: amountFact(heldAmount(recorded)),
      cause: { reason: "link_not_due" },
    })
  }
  return await reverseMoney(engine, recorded)
}

/** If XPay names no amount, or one in another currency, use the requested amount as the best known value. */
function digitsHeld(
  attempt: AttemptRecord,
  { amount, currency = attemptCurrency(attempt) }: ReportedOperation
): string {
  return amount === undefined || currency !== attemptCurrency(attempt) ? attempt.amount : amount.toString()
}

/** After this Medusa has booked the payment, or it needs a check. */
const BOOKED_SECONDS = 60
const DAY_SECONDS = 86_400

function secondsToCapture(
  { terminal }: Engine,
  attempt: AttemptRecord,
  { service }: ReportedOperation
): number {
  const chosen = service ?? (lastsUntilDeadline(attempt) ? null : attempt.method)
  const days = attempt.is_preauthorization ? preauthorizedDays(chosen) : undefined
  return (days ?? terminal.settings.captureDeadlineDays) * DAY_SECONDS
}

/** More warnings only repeat these. */
const MOST_WARNINGS = 5

/** The storable facts of XPay's response about the card and the authorization. */
export function authorizationFacts(operation: ReportedOperation, threeDs?: ThreeDsFacts): AttemptPatch {
  const { card, authorizationCode, issuerCode, service, warnings } = operation
  return {
    operation_id: operation.id,
    ...(service === undefined ? {} : { method: service }),
    ...(card?.circuit === undefined ? {} : { card_circuit: card.circuit }),
    ...(card?.last4 === undefined ? {} : { card_last4: card.last4 }),
    ...(card?.expiry === undefined ? {} : { card_expiry: card.expiry }),
    ...(card?.country === undefined ? {} : { card_country: card.country }),
    ...(card?.type === undefined ? {} : { card_type: card.type }),
    ...(warnings === undefined ? {} : { warnings: warnings.slice(0, MOST_WARNINGS) }),
    ...(authorizationCode === undefined ? {} : { authorization_code: authorizationCode }),
    ...(issuerCode === undefined ? {} : { issuer_code: issuerCode }),
    ...(threeDs === undefined ? {} : { three_ds: threeDs }),
  }
}

/**
 * The 3-D Secure result where only the operation contains it: on XPay's page, and with 2 steps, which have no
 * validation to return an ECI.
 */
function proofOf({ authentication = "" }: ReportedOperation): ThreeDsFacts | undefined {
  return /^[A-Z][A-Z0-9_]{0,39}$/.test(authentication) ? { status: authentication } : undefined
}
