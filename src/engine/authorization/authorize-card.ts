import { NO_ID } from "../../domain/ids"
import type { Card } from "../../domain/card"
import { isUnexplained, sayNothing, type GatewayError } from "../../gateway/errors"
import type { Outcome } from "../../gateway/outcome"
import { withoutUndefined } from "../../domain/without-undefined"
import type { Operation } from "../../gateway/wire/operation"
import type { Authentication, ThreeStepsValidation } from "../../gateway/wire/three-steps"
import { interpretOrder, type ReportedOperation } from "../../domain/interpret"
import type { ExternalMovement } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord, ThreeDsFacts } from "../../modules/xpay/journal/records"
import { type ChallengeAnswer, type VaultContent, vaultBinding } from "../vault/card-vault"
import type { Engine } from "../engine"
import { recordAuthorization, externalCaptures } from "./record-authorization"
import { toReportedOperation } from "../inquiry/to-reported"
import { poll, pollIntervalsAfterDoubt, READS_BEHIND_MS } from "../inquiry/polling"
import { contractTerms } from "../saved-cards/saved-card"
import { recordRefusal, resolveAuthorization } from "./resolve-authorization"
import { inquire } from "../inquiry/inquire"
import { end, reread, captureType, xpayOrder } from "../attempt"
import { validate } from "./validation"

/** After a refusal without a reason, query twice before reporting that nothing was charged. */
const SOON_AFTER_REFUSAL_MS: readonly number[] = [300, 1_700]

/** Longer than all calls of one authorization can take together; after it the attempt counts as stale. */
const ABANDONED_AFTER_SECONDS = 110

/**
 * Validates the response from the issuer's page and charges the card, once.
 *
 * @returns the attempt in its resulting state. `authorizing`: in doubt, and nothing may be sent.
 */
export async function authorizeCard(engine: Engine, ready: AttemptRecord): Promise<AttemptRecord> {
  const attempt = await engine.journal.transition(ready.id, "authenticated", "authorizing", {
    stamp: ["sent_at"],
    nextCheckSeconds: ABANDONED_AFTER_SECONDS,
  })
  if (attempt === undefined) {
    return await reread(engine, ready)
  }
  const content = await openVault(engine, attempt)
  if (content === undefined) {
    return await end(engine, attempt, "abandoned", { reason: "card_needed_again" })
  }
  try {
    return await validateAndPay(engine, attempt, content)
  } finally {
    content.card.wipe()
  }
}

async function validateAndPay(
  engine: Engine,
  attempt: AttemptRecord,
  content: VaultContent
): Promise<AttemptRecord> {
  const { card, answer } = content
  if (answer === undefined) {
    return await end(engine, attempt, "authentication_failed", { reason: "authentication_failed" })
  }
  if (attempt.steps === 2) {
    return await pay(engine, attempt, card, answer, undefined)
  }
  const validation = await validate(engine, attempt, answer.response)
  if (validation.kind === "refused" && answer.isSkipped === true) {
    // XPay has already reported that no validation is required, and would refuse the call.
    engine.logger.info(`${attemptLabel(attempt)}: ${validation.error.line} It is paid without its values.`)
    return await pay(engine, attempt, card, answer, undefined)
  }
  if (validation.kind !== "done") {
    // A validation moves no money, so there is no outcome to resolve: the shopper starts again.
    engine.logger.warn(`${attemptLabel(attempt)}: ${validation.error.line}`)
    return await end(engine, attempt, "failed", {
      reason: validation.kind === "refused" ? "authentication_failed" : "unavailable",
      detail: validation.error.message,
    })
  }
  const { operation, authentication } = validation.value
  if (operation.result !== "THREEDS_VALIDATED") {
    return await refuseValidation(engine, attempt, validation.value)
  }
  return await pay(engine, attempt, card, answer, authentication)
}

/**
 * Stops at any result but THREEDS_VALIDATED: calling the payment after it is wrong and gave wrong statuses
 * elsewhere.
 */
async function refuseValidation(
  engine: Engine,
  attempt: AttemptRecord,
  { operation, authentication }: ThreeStepsValidation
): Promise<AttemptRecord> {
  const { refusal } = interpretOrder({ operations: [toReportedOperation(operation)] })
  return await recordRefusal(
    engine,
    attempt,
    refusal ?? "authentication_failed",
    toReportedOperation(operation),
    threeDsFacts(authentication)
  )
}

async function pay(
  engine: Engine,
  attempt: AttemptRecord,
  card: Card,
  answer: ChallengeAnswer,
  authentication: Authentication | undefined
): Promise<AttemptRecord> {
  const { settings } = engine.terminal
  const client = engine.terminal.client.about(attempt.id)
  const { customerId, recurrence, exemptions } = await contractTerms(engine, attempt)
  const payment = {
    operationId: attempt.operation_id ?? NO_ID,
    order: { ...xpayOrder(attempt), customerId, customer: { name: card.holder } },
    card: () => card.reveal(),
    captureType: captureType(attempt),
    recurrence,
    exemptions: exemptions ?? attempt.exemptions ?? settings.exemptions,
  }
  const outcome =
    attempt.steps === 2
      ? await client.payTwoSteps({ ...payment, threeDSAuthData: { threeDSAuthResponse: answer.response } })
      : await client.payThreeSteps({
          ...payment,
          threeDSAuthData: threeDsAuthData(settings.threeDSData, answer, authentication),
        })
  return await concludePayment(engine, attempt, outcome, threeDsFacts(authentication))
}

/** Turns the response to a payment call (3 steps, 2 steps, MOTO) into the attempt's next state. */
export async function concludePayment(
  engine: Engine,
  attempt: AttemptRecord,
  outcome: Outcome<Operation>,
  threeDs?: ThreeDsFacts
): Promise<AttemptRecord> {
  switch (outcome.kind) {
    case "done":
      return await concludeAnswer(engine, attempt, toReportedOperation(outcome.value), threeDs)
    case "unreachable":
      return await end(engine, attempt, "failed", { reason: "unavailable", detail: outcome.error.message })
    case "refused":
      engine.logger.error(
        `${attemptLabel(attempt)}: ${outcome.error.line}${hint(attempt, outcome.error.codes)}`
      )
      if (isUnexplained(outcome.error)) {
        return await resolveAuthorization(engine, attempt, SOON_AFTER_REFUSAL_MS, outcome.error.message)
      }
      return await end(engine, attempt, "failed", {
        reason: "refused_by_gateway",
        detail: outcome.error.message,
      })
    case "unknown":
      engine.logger.warn(
        `${attemptLabel(attempt)}: ${outcome.error.line} The plugin is querying XPay; nothing is sent again.${hintOf500(engine, outcome.error)}`
      )
      return await resolveAuthorization(
        engine,
        await noteProof(engine, attempt, threeDs),
        pollIntervalsAfterDoubt(engine.terminal.settings)
      )
  }
}

/** Records the 3-D Secure result, which is known although the outcome of the payment is not. */
async function noteProof(
  { journal }: Engine,
  attempt: AttemptRecord,
  threeDs: ThreeDsFacts | undefined
): Promise<AttemptRecord> {
  return threeDs === undefined
    ? attempt
    : ((await journal.update(attempt.id, { three_ds: threeDs })) ?? attempt)
}

/** {@link concludePayment}, where XPay responded with an operation. */
export async function concludeAnswer(
  engine: Engine,
  attempt: AttemptRecord,
  operation: ReportedOperation,
  threeDs?: ThreeDsFacts
): Promise<AttemptRecord> {
  const funds = interpretOrder({ operations: [operation] })
  switch (funds.verdict) {
    case "captured":
      return (
        (await recordAuthorization(engine, attempt, operation, externalCaptures(funds, true), threeDs)) ??
        (await reread(engine, attempt))
      )
    case "authorized":
      return (
        (await recordAuthorization(
          engine,
          attempt,
          operation,
          await capturedAtOnce(engine, attempt),
          threeDs
        )) ?? (await reread(engine, attempt))
      )
    case "refused":
      return await recordRefusal(engine, attempt, funds.refusal ?? "failed", operation, threeDs)
    case "nothing":
    case "pending":
    case "verified":
    case "voided":
    case "unrecognised":
      return await resolveAuthorization(engine, attempt, pollIntervalsAfterDoubt(engine.terminal.settings))
  }
}

/**
 * Captures made although XPay responded AUTHORIZED. Seen in production with immediate captures: the order's
 * amounts show them. If they do not, the money is only held.
 */
async function capturedAtOnce(engine: Engine, attempt: AttemptRecord): Promise<ExternalMovement[]> {
  if (attempt.capture === "manual") {
    return []
  }
  for await (const _ of poll(READS_BEHIND_MS)) {
    const inquiry = await inquire(engine, attempt)
    if (inquiry.kind === "answered" && ["authorized", "captured"].includes(inquiry.funds.verdict)) {
      return externalCaptures(inquiry.funds, true)
    }
  }
  return []
}

async function openVault(engine: Engine, attempt: AttemptRecord): Promise<VaultContent | undefined> {
  try {
    return await engine.terminal.vault.open(vaultBinding(attempt))
  } catch (error) {
    engine.logger.error(
      `The card vault cannot be read: ${error instanceof Error ? error.message : "unknown cause"}`
    )
    return undefined
  }
}

function threeDsAuthData(
  which: "documented" | "response-and-value",
  answer: ChallengeAnswer,
  authentication: Authentication | undefined
) {
  const { authenticationValue, eci, xid } = authentication ?? {}
  return which === "documented"
    ? { authenticationValue, eci, xid }
    : { threeDSAuthResponse: answer.response, authenticationValue }
}

function threeDsFacts(authentication: Authentication | undefined): ThreeDsFacts | undefined {
  if (authentication === undefined) {
    return undefined
  }
  const { eci, version, status } = authentication
  return withoutUndefined<ThreeDsFacts>({
    eci,
    version,
    status: typeof status === "object" ? status.unrecognised : status,
  })
}

/** A hint at the most likely configuration error behind a refusal. */
function hint({ capture }: AttemptRecord, codes: readonly string[]): string {
  return (codes.includes("PS0026") || sayNothing(codes)) && capture === "manual"
    ? ' If this terminal takes the money at once (implicit accounting), set `accounting: "implicit"` and `capture: "automatic"`.'
    : ""
}

/** Some terminals respond with HTTP 500 to values that the documentation requires. */
function hintOf500({ terminal }: Engine, { verb, status }: GatewayError): string {
  return verb === "payThreeSteps" && status === 500 && terminal.settings.threeDSData === "documented"
    ? ' If this happens with every card, set `threeDSData: "response-and-value"`.'
    : ""
}
