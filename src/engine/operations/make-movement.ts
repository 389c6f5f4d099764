import { randomUUID } from "node:crypto"
import { NO_ID, type OperationId } from "../../domain/ids"
import type { AttemptState } from "../../domain/attempt-state"
import type { ReportedOperation } from "../../domain/interpret"
import type { IncidentDetail } from "../../domain/incident-detail"
import { endOf, MOVEMENTS, type MovementKind, type ReportedResult } from "../../domain/operation-results"
import { isUnexplained, type GatewayError } from "../../gateway/errors"
import type { Outcome } from "../../gateway/outcome"
import type { PostOperation } from "../../gateway/wire/post-operation"
import type { AttemptWithMovements, MovementDraft, Resolution } from "../../modules/xpay/journal/tables"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import {
  attemptCurrency,
  restingState,
  type AttemptRecord,
  type MovementRecord,
} from "../../modules/xpay/journal/records"
import { incidentDetailText } from "../../texts/incident-details"
import { reread } from "../attempt"
import type { Engine } from "../engine"
import { SINGLE_QUERY_MS, poll, pollIntervalsAfterDoubt } from "../inquiry/polling"
import { toReportedOperation } from "../inquiry/to-reported"
import { inquire } from "../inquiry/inquire"
import { refusedBy, type MovementEnd } from "./movement-end"

/** One movement to execute. */
export interface MovementPlan {
  readonly kind: MovementKind
  readonly amount: bigint
  /** XPay's id of the operation it acts on. */
  readonly targetOperationId: OperationId
  /** Medusa's id of the request. */
  readonly medusaReference: string | undefined
  /** The description sent to XPay, for its receipts. */
  readonly description?: string | undefined
}

interface Around {
  readonly during: "capturing" | "refunding" | "voiding"
  readonly from: readonly AttemptState[]
}

/** The attempt's states before and during each kind of movement. */
const AROUND: Readonly<Record<MovementKind, Around>> = {
  capture: { during: "capturing", from: ["authorized", "captured"] },
  refund: { during: "refunding", from: ["captured", "partially_refunded"] },
  void: { during: "voiding", from: ["authorized"] },
  cancel_capture: { during: "refunding", from: ["captured"] },
}

const IN_FLIGHT_SECONDS = 45
const NEXT_CHECK_SECONDS = 20

/** After this Medusa has booked the movement. If the process died in between, the check books it. */
const BOOKED_SECONDS = 60

/**
 * Moves money once. The movement and its idempotency key are in the journal before anything is sent. XPay's
 * response has no result, so the result is read back. A movement in doubt blocks the payment until XPay has
 * responded.
 */
export async function makeMovement(
  engine: Engine,
  account: AttemptWithMovements,
  plan: MovementPlan
): Promise<MovementEnd> {
  const { during, from } = AROUND[plan.kind]
  const movement = await engine.journal.begin(
    account.attempt.id,
    from,
    during,
    {
      kind: plan.kind,
      amount: plan.amount,
      ...requestOf(account, plan),
      medusaReference: plan.medusaReference,
      targetOperationId: plan.targetOperationId,
    },
    IN_FLIGHT_SECONDS
  )
  return movement === undefined ? { kind: "busy" } : await send(engine, account, movement)
}

/**
 * Resolves a movement that was sent without a final response. Sends nothing: the first request may still be
 * in progress. A movement that XPay does not show for long enough counts as not executed; a caller that still
 * wants it requests it again, under the same key.
 *
 * @param isBooked whether a caller that requested this exact movement receives its outcome and books it
 */
export async function resumeMovement(
  engine: Engine,
  account: AttemptWithMovements,
  isBooked = false
): Promise<MovementEnd> {
  const movement = account.movements.find((one) => one.state === "started")
  if (movement === undefined) {
    return { kind: "busy" }
  }
  const ended = await findOut(engine, account, movement, isBooked)
  if (ended.kind === "refused" && ended.result !== undefined) {
    // The caller was informed that the movement was sent and is not confirmed yet.
    await raiseMovementFailed(engine, account.attempt, movement, ended.result)
  }
  return ended
}

/** Reports a movement that XPay accepted and that failed after it was reported as done. */
export async function raiseMovementFailed(
  { incidents, logger }: Engine,
  attempt: AttemptRecord,
  { kind, amount }: Pick<MovementRecord, "kind" | "amount">,
  result: ReportedResult
): Promise<void> {
  const detail: IncidentDetail = {
    code: "movement_failed",
    movement: kind,
    amount: { minor: amount, currency: attemptCurrency(attempt) },
    result,
    xpayOrderId: attempt.xpay_order_id,
  }
  logger.warn(
    `${attemptLabel(attempt)}: XPay had accepted it, and it failed. ${incidentDetailText(detail, "en")}`
  )
  await incidents.raise(attempt, "movement_failed", detail)
}

async function findOut(
  engine: Engine,
  account: AttemptWithMovements,
  movement: MovementRecord,
  isBooked: boolean
): Promise<MovementEnd> {
  if (movement.xpay_operation_id !== null) {
    return await readBack(engine, account, movement, movement.xpay_operation_id, SINGLE_QUERY_MS, isBooked)
  }
  const found = await lookFor(engine, account, movement, SINGLE_QUERY_MS)
  if (found.operation !== undefined) {
    return await conclude(engine, account, movement, found.operation, isBooked)
  }
  if (found.running !== undefined) {
    return await stayInDoubt(engine, account, movement, found.running.id)
  }
  if (
    found.isAnswered &&
    (await engine.journal.secondsSince(movement.id)) >= engine.terminal.settings.assumeNotExecutedAfterSeconds
  ) {
    await resolve(engine, account, movement, { state: "not_executed", isBooked: true })
    return refusedBy({ code: "not_executed" })
  }
  return await stayInDoubt(engine, account, movement)
}

/**
 * The key belongs to the request. A movement that XPay did not appear to execute keeps its key and its
 * description when it is requested again: if XPay was only slow, it is still executed once.
 */
function requestOf(
  { movements }: AttemptWithMovements,
  { kind, amount, description }: MovementPlan
): Pick<MovementDraft, "idempotencyKey" | "description"> {
  const before = movements.filter((one) => one.kind === kind).at(-1)
  return before?.state === "not_executed" &&
    before.amount === amount.toString() &&
    before.idempotency_key !== null
    ? { idempotencyKey: before.idempotency_key, description: before.description ?? undefined }
    : { idempotencyKey: randomUUID(), description }
}

async function send(
  engine: Engine,
  account: AttemptWithMovements,
  movement: MovementRecord
): Promise<MovementEnd> {
  const outcome = await call(engine, account, movement)
  switch (outcome.kind) {
    case "done":
      return await readBack(
        engine,
        account,
        movement,
        outcome.value.operationId,
        [0, ...pollIntervalsAfterDoubt(engine.terminal.settings)],
        true
      )
    case "unreachable":
      await resolve(engine, account, movement, {
        state: "refused",
        isBooked: true,
        detail: outcome.error.message,
      })
      return { kind: "unreachable", message: outcome.error.message }
    case "refused":
      return isUnexplained(outcome.error)
        ? await afterDoubt(engine, account, movement, outcome.error)
        : await refuse(engine, account, movement, outcome.error)
    case "unknown":
      engine.logger.warn(
        `${attemptLabel(account.attempt)}: ${outcome.error.line} The plugin is querying XPay.`
      )
      return await afterDoubt(engine, account, movement)
  }
}

async function call(
  { terminal }: Engine,
  { attempt }: AttemptWithMovements,
  movement: MovementRecord
): Promise<Outcome<PostOperation>> {
  const client = terminal.client.about(attempt.id)
  const operationId = movement.target_operation_id ?? NO_ID
  const idempotencyKey = movement.idempotency_key ?? ""
  const description = movement.description ?? undefined
  if (movement.kind === "cancel_capture") {
    return await client.cancelCapture(operationId, { idempotencyKey, description })
  }
  const body = { amount: movement.amount, currency: attempt.currency_code, description, idempotencyKey }
  return movement.kind === "capture"
    ? await client.capture(operationId, body)
    : await client.refund(operationId, body)
}

/**
 * Looks for the movement at XPay; a refusal without a reason is final once an inquiry does not show the
 * movement.
 */
async function afterDoubt(
  engine: Engine,
  account: AttemptWithMovements,
  movement: MovementRecord,
  refusal?: GatewayError
): Promise<MovementEnd> {
  const found = await lookFor(
    engine,
    account,
    movement,
    refusal === undefined ? pollIntervalsAfterDoubt(engine.terminal.settings) : SINGLE_QUERY_MS
  )
  if (found.operation !== undefined) {
    return await conclude(engine, account, movement, found.operation, true)
  }
  if (refusal !== undefined && found.isAnswered && found.running === undefined) {
    return await refuse(engine, account, movement, refusal)
  }
  return await stayInDoubt(engine, account, movement, found.running?.id)
}

/** @param operationId of the unfinished operation that XPay shows */
async function stayInDoubt(
  { journal }: Engine,
  { attempt }: AttemptWithMovements,
  movement: MovementRecord,
  operationId?: OperationId
): Promise<MovementEnd> {
  if (operationId !== undefined) {
    await journal.noteOperation(movement, operationId)
  }
  await journal.update(attempt.id, { nextCheckSeconds: NEXT_CHECK_SECONDS })
  return { kind: "in_doubt", movement }
}

async function refuse(
  engine: Engine,
  account: AttemptWithMovements,
  movement: MovementRecord,
  error: GatewayError
): Promise<MovementEnd> {
  await resolve(engine, account, movement, { state: "refused", isBooked: true, detail: error.message })
  return { kind: "refused", message: error.message, codes: error.codes }
}

/** Reads the result of an operation whose id is known. */
async function readBack(
  engine: Engine,
  account: AttemptWithMovements,
  movement: MovementRecord,
  operationId: OperationId,
  pauses: readonly number[],
  isBooked: boolean
): Promise<MovementEnd> {
  for await (const _ of poll(pauses)) {
    const outcome = await engine.terminal.client.about(account.attempt.id).getOperation(operationId)
    if (outcome.kind === "done") {
      const operation = toReportedOperation(outcome.value)
      if (isFinal(movement, operation)) {
        return await conclude(engine, account, movement, operation, isBooked)
      }
    }
  }
  return await stayInDoubt(engine, account, movement, operationId)
}

interface Found {
  /** The movement, in a final state. */
  readonly operation?: ReportedOperation
  /** The movement, not final at XPay or with an unreadable result. */
  readonly running?: ReportedOperation
  /** XPay responded. */
  readonly isAnswered: boolean
}

/** Looks among the operations of the order for one that can only be this movement. */
async function lookFor(
  engine: Engine,
  { attempt, movements }: AttemptWithMovements,
  movement: MovementRecord,
  pauses: readonly number[]
): Promise<Found> {
  const { types } = MOVEMENTS[movement.kind]
  const known = new Set(movements.map((one) => one.xpay_operation_id))
  let found: Found = { isAnswered: false }
  for await (const _ of poll(pauses)) {
    const inquiry = await inquire(engine, attempt)
    if (inquiry.kind !== "answered") {
      continue
    }
    const operation = inquiry.order.operations.find(
      (one) => types.includes(one.type) && !known.has(one.id) && one.amount?.toString() === movement.amount
    )
    if (operation !== undefined && isFinal(movement, operation)) {
      return { operation, isAnswered: true }
    }
    found = operation === undefined ? { isAnswered: true } : { running: operation, isAnswered: true }
  }
  return found
}

function isFinal({ kind }: MovementRecord, { result }: ReportedOperation): boolean {
  return endOf(kind, result) !== undefined
}

async function conclude(
  engine: Engine,
  account: AttemptWithMovements,
  movement: MovementRecord,
  operation: ReportedOperation,
  isBooked: boolean
): Promise<MovementEnd> {
  const isMade = endOf(movement.kind, operation.result) === "made"
  const resolved = await resolve(engine, account, movement, {
    state: isMade ? "done" : "refused",
    // Medusa has no cancellation of a capture: it is booked as a refund, afterwards.
    isBooked: isBooked && !(isMade && movement.kind === "cancel_capture"),
    xpayOperationId: operation.id,
    detail: operation.result,
  })
  if (!isMade) {
    const { result } = operation
    return { ...refusedBy({ code: "failed_at_xpay", result }), result }
  }
  const made: MovementRecord = { ...movement, state: "done", xpay_operation_id: operation.id }
  return resolved !== undefined || !isBooked || !isBookedByRequester(movement)
    ? { kind: "done", attempt: resolved ?? (await reread(engine, account.attempt)), movement: made }
    : await takeOver(engine, account, made)
}

/**
 * Another request (the job, a notification, another clerk) resolved the movement first. The request that
 * books it in Medusa marks it, so that it is booked once.
 */
async function takeOver(
  engine: Engine,
  account: AttemptWithMovements,
  made: MovementRecord
): Promise<MovementEnd> {
  return (await engine.journal.book(made, made.medusa_reference ?? undefined))
    ? { kind: "done", attempt: await reread(engine, account.attempt), movement: made }
    : refusedBy({ code: "booked_already" })
}

/** Captures and refunds have their own row in Medusa for each request. */
function isBookedByRequester({ kind }: MovementRecord): boolean {
  return kind === "capture" || kind === "refund"
}

/** @returns the attempt, or undefined if another request resolved the movement first. */
async function resolve(
  engine: Engine,
  { movements }: AttemptWithMovements,
  movement: MovementRecord,
  resolution: Resolution
): Promise<AttemptRecord | undefined> {
  const others = movements.filter((one) => one.id !== movement.id)
  const to = restingState([...others, { ...movement, state: resolution.state }])
  return await engine.journal.resolve(
    movement,
    resolution,
    AROUND[movement.kind].during,
    to,
    resolution.state === "done" ? BOOKED_SECONDS : NEXT_CHECK_SECONDS
  )
}
