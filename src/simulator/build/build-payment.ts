import { isChallenged } from "../api/resources/card-init"
import { attemptPayment } from "../hosted/attempt"
import { type AttemptOutcome } from "../hosted/hosted-outcome"
import { methodOfCard } from "../ledger/authorize"
import { type Operation } from "../ledger/operation"
import { refuseSomehow } from "../refusal"
import { type Authentication } from "../threeds/authentications"
import { type World } from "../world"
import { type BuildSession } from "./build-session"

/**
 * Charges the confirmed card, or sends the payer to the bank first. Throws a {@link Refusal} for a session without a
 * card, and for one that was already finalized; switches reverse both.
 */
export function finalize(world: World, session: BuildSession): void {
  const { state, card } = session
  if (state === "CARD_DATA_COLLECTION" || state === "PAYMENT_METHOD_SELECTION") {
    if (world.switches.earlyFinalize === "refused") refuseSomehow("GW0001")
    return
  }
  if (state !== "READY_FOR_PAYMENT" || !card) {
    if (world.switches.secondFinalize === "refused") refuseSomehow("GW0001")
    return
  }
  const wish = session.isChallengeRequested ? "CHALLENGE_REQUESTED" : undefined
  if (isChallenged(world, card, wish)) return sendToBank(world, session)
  announce(world, session, complete(world, session, "pay"))
}

/** Presents the card to the issuer, or records that 3-D Secure failed. */
export function complete(world: World, session: BuildSession, outcome: AttemptOutcome): Operation {
  const { order, card } = session
  const terminal = world.terminals.find(({ alias }) => alias === session.terminal)
  if (!terminal || !card) throw new Error("A Build session without a terminal or a card cannot be paid")
  const operation = attemptPayment(world, terminal, order, { outcome, card, method: methodOfCard(card) })
  return end(session, operation)
}

/** The fingerprint failed permanently: no finalize call is needed. */
export function failFingerprint(world: World, session: BuildSession): void {
  const operation = complete(world, session, "fail-authentication")
  if (world.switches.buildCancelNotifies) announce(world, session, operation)
}

/** Ends a session before it is paid. Refused while the payer is on the bank's page, unless a switch allows it. */
export function cancel(world: World, session: BuildSession): void {
  if (session.state === "PAYMENT_COMPLETE") return
  if (session.state === "REDIRECTED_TO_EXTERNAL_DOMAIN") {
    if (world.switches.buildCancelAtBank === "refused") refuseSomehow("GW0001")
    if (session.operation) world.ledger.change(session.operation, "CANCELED")
  }
  const { order } = session
  const operation = world.ledger.recordPayment(order, {
    type: "CANCEL",
    result: "CANCELED",
    amount: 0,
    isHosted: true,
    isHidden: !world.switches.buildCancelShows,
  })
  end(session, operation)
  order.hosted.isClosed = true
  if (world.switches.buildCancelNotifies) announce(world, session, operation)
}

/** Applies the bank's outcome. XPay then completes the payment by itself. */
export function answerBank(
  world: World,
  session: BuildSession,
  authentication: Authentication,
  outcome: "succeeds" | "fails" | "abandoned"
): Operation {
  authentication.state = challengeStates[outcome]
  if (outcome === "succeeds") return complete(world, session, "pay")
  if (outcome === "fails") return complete(world, session, "fail-authentication")
  const { operation } = session
  if (!operation) throw new Error("A Build session at the bank has an operation")
  world.ledger.change(operation, world.switches.abandonedBuildChallenge)
  return end(session, operation)
}

const challengeStates = { succeeds: "succeeded", fails: "failed", abandoned: "abandoned" } as const

function sendToBank(world: World, session: BuildSession): void {
  const { order, card } = session
  const { hosted } = order
  if (!card) throw new Error("A Build session that is ready has a card")
  const operation = world.ledger.recordPayment(order, {
    type: hosted.actionType === "VERIFY" ? "CARD_VERIFICATION" : "AUTHORIZATION",
    result: "PENDING",
    amount: hosted.amount,
    isHosted: true,
    method: methodOfCard(card),
    card,
  })
  hosted.operationId = operation.id
  const authentication = world.authentications.begin(operation, {
    steps: "build",
    card,
    recurrence: hosted.recurrence,
    isVerification: hosted.actionType === "VERIFY",
    isFrictionless: false,
    isPassedThrough: false,
  })
  authentication.returnUrl = hosted.resultUrl
  session.operation = operation
  session.state = "REDIRECTED_TO_EXTERNAL_DOMAIN"
  session.url = `${world.publicUrl}/monetaweb/build/challenge?id=${authentication.challengeId}`
}

function end(session: BuildSession, operation: Operation): Operation {
  session.operation = operation
  session.state = "PAYMENT_COMPLETE"
  session.url = null
  return operation
}

function announce(world: World, { order }: BuildSession, operation: Operation): void {
  world.notifier.announceNow(order, operation)
}
