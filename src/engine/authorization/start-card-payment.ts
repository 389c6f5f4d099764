import type { AttemptId } from "../../domain/ids"
import { maskCard, type Card } from "../../domain/card"
import { declineReason } from "../../domain/declines"
import { interpretOrder, STATE_OF_REFUSAL } from "../../domain/interpret"
import { newContractId } from "../../domain/contract-id"
import { challengeForm, type ChallengeForm } from "../../gateway/wire/challenge"
import type { StepsInit } from "../../gateway/wire/three-steps"
import type { AttemptDraft } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { authorizationFacts } from "./record-authorization"
import { toReportedOperation } from "../inquiry/to-reported"
import { validateEarly } from "./validation"
import { COMPLETION_SECONDS } from "./return-from-challenge"
import { contractTerms, type CardSaving } from "../saved-cards/saved-card"
import { end, reread, xpayOrder } from "../attempt"
import { vaultBinding } from "../vault/card-vault"
import { newReturnToken, RETURN_PATH } from "../callbacks"
import { captureOf, shopperDraft, type ShopperPayment } from "./shopper-draft"

/** A shopper's request to pay a payment session by card. */
export interface CardPayment extends ShopperPayment {
  readonly card: Card
  /** Set if a signed-in customer wants to save the card. */
  readonly saving?: CardSaving | undefined
  /** The issuer's page opens in a frame on the storefront's page. */
  readonly isFramed: boolean
}

export type CardPaymentStarted =
  /** The browser has to post this form: the issuer requires a challenge. */
  | { readonly kind: "challenge"; readonly attempt: AttemptRecord; readonly form: ChallengeForm }
  /** No challenge is required: the payment can be made now. */
  | { readonly kind: "ready"; readonly attempt: AttemptRecord }
  /** The payment ended here; the attempt has the reason. Nothing was charged. */
  | { readonly kind: "ended"; readonly attempt: AttemptRecord }
  /** A payment of this session is being processed, in doubt, or complete: no other may start. */
  | { readonly kind: "conflict"; readonly attempt: AttemptRecord }
/** Follows the token when the browser returns inside a frame. */
const IN_FRAME = "/frame"

/** How long a shopper may stay on the issuer's page before the attempt is checked again. */
const CHALLENGE_SECONDS = 20 * 60

/**
 * Starts a card payment: records the attempt, sends the card to XPay (which authorizes nothing), and stores
 * the card in the vault until the shopper returns from the issuer's page. The card object is always wiped.
 *
 * @throws VelocityLimitExceeded
 */
export async function startCardPayment(engine: Engine, payment: CardPayment): Promise<CardPaymentStarted> {
  const { journal, terminal } = engine
  const returnToken = newReturnToken()
  try {
    const draft: AttemptDraft = {
      ...shopperDraft(payment, returnToken),
      channel: "card",
      capture: captureOf(payment, terminal.settings.capture),
      steps: terminal.settings.steps,
      contract_id: payment.saving === undefined ? null : newContractId(),
    }
    const opened = await journal.open(draft, terminal.settings.cardTesting)
    if ("conflict" in opened) {
      return { kind: "conflict", attempt: opened.conflict }
    }
    await Promise.all(opened.dropped.map((id) => forgetCard(engine, id)))
    if (payment.saving !== undefined) {
      await engine.savedCards.open(opened.attempt, payment.saving.cardProviderId, payment.saving.kind)
    }
    return await init(
      engine,
      opened.attempt,
      payment,
      `${terminal.settings.backendUrl}${RETURN_PATH}/${returnToken}${payment.isFramed ? IN_FRAME : ""}`
    )
  } finally {
    payment.card.wipe()
  }
}

async function init(
  engine: Engine,
  attempt: AttemptRecord,
  payment: CardPayment,
  returnUrl: string
): Promise<CardPaymentStarted> {
  const { settings } = engine.terminal
  const client = engine.terminal.client.about(attempt.id)
  const { card, about } = payment
  const { customerId, recurrence, exemptions } = await contractTerms(engine, attempt)
  const request = {
    order: {
      ...about,
      ...xpayOrder(attempt),
      customerId,
      customer: { ...about.customer, name: card.holder },
    },
    card: () => card.reveal(),
    recurrence,
    exemptions: exemptions ?? attempt.exemptions ?? settings.exemptions,
  }
  const outcome = await (attempt.steps === 2 ? client.initTwoSteps(request) : client.initThreeSteps(request))
  switch (outcome.kind) {
    case "done":
      return await afterInit(engine, attempt, card, outcome.value, returnUrl)
    case "refused":
      engine.logger.error(`${attemptLabel(attempt)}, ${maskCard(card.masked)}: ${outcome.error.line}`)
      return await stop(engine, attempt, "refused_by_gateway", outcome.error.message)
    case "unreachable":
    case "unknown":
      // An init authorizes nothing, so its outcome need not be resolved: the shopper starts again.
      engine.logger.warn(`${attemptLabel(attempt)}: ${outcome.error.line}`)
      return await stop(engine, attempt, "unavailable", outcome.error.message)
  }
}

async function afterInit(
  engine: Engine,
  attempt: AttemptRecord,
  card: Card,
  answer: StepsInit,
  returnUrl: string
): Promise<CardPaymentStarted> {
  const operation = toReportedOperation(answer.operation)
  const { refusal } = interpretOrder({ operations: [operation] })
  const facts = { ...authorizationFacts(operation), ...cardFacts(card) }
  if (refusal !== undefined) {
    const state = STATE_OF_REFUSAL[refusal]
    const reason = declineReason(refusal, operation.issuerCode)
    return { kind: "ended", attempt: await end(engine, attempt, state, { ...facts, reason }) }
  }
  const form = challengeForm(answer, returnUrl)
  // The enum documents THREEDS_VALIDATED as "passed or skipped": the shopper then has no page to go to.
  const isChallenge = form !== undefined && operation.result !== "THREEDS_VALIDATED"
  const response = answer.challenge?.request ?? NOT_NEEDED
  try {
    await engine.terminal.vault.keepCard(vaultBinding(attempt), card)
    if (!isChallenge) {
      await engine.terminal.vault.keepAnswer(vaultBinding(attempt), {
        response,
        ...(operation.result === "THREEDS_VALIDATED" ? { isSkipped: true } : {}),
      })
    }
  } catch (error) {
    // An init authorizes nothing. The payment cannot continue without the card: the shopper starts again.
    const why = error instanceof Error ? error.message : "unknown cause"
    engine.logger.error(`${attemptLabel(attempt)}: the card vault cannot be written: ${why}`)
    return await stop(engine, attempt, "unavailable", "The card vault cannot be written.")
  }
  if (isChallenge) {
    const moved = await engine.journal.transition(attempt.id, "created", "authenticating", {
      ...facts,
      nextCheckSeconds: CHALLENGE_SECONDS,
    })
    return moved === undefined
      ? await superseded(engine, attempt)
      : { kind: "challenge", attempt: moved, form }
  }
  const moved = await engine.journal.transition(attempt.id, "created", "authenticated", {
    ...facts,
    nextCheckSeconds: COMPLETION_SECONDS,
  })
  if (moved === undefined) {
    return await superseded(engine, attempt)
  }
  validateEarly(engine, moved, response)
  return { kind: "ready", attempt: moved }
}

/**
 * The value that XPay's browser step passes on under 3-D Secure 2, and that the validation accepts if there
 * was no challenge.
 */
const NOT_NEEDED = "notneeded"

function cardFacts(card: Card) {
  const { circuit, last4, expiry } = card.masked
  return { card_circuit: circuit ?? null, card_last4: last4, card_expiry: expiry }
}

async function stop(
  engine: Engine,
  attempt: AttemptRecord,
  reason: "refused_by_gateway" | "unavailable",
  detail: string
): Promise<CardPaymentStarted> {
  return { kind: "ended", attempt: await end(engine, attempt, "failed", { reason, detail }) }
}

/** A newer attempt or a changed cart replaced this one while XPay was responding. */
async function superseded(engine: Engine, attempt: AttemptRecord): Promise<CardPaymentStarted> {
  await forgetCard(engine, attempt.id)
  return { kind: "ended", attempt: await reread(engine, attempt) }
}

/** A card that cannot be deleted now is deleted at the end of its time to live. */
async function forgetCard({ terminal, logger }: Engine, attemptId: AttemptId): Promise<void> {
  try {
    await terminal.vault.drop(attemptId)
  } catch (error) {
    logger.warn(
      `The card vault cannot be reached: ${error instanceof Error ? error.message : "unknown cause"}`
    )
  }
}
