import type { MovementId } from "../../domain/ids"
import { money, type Money } from "../../domain/money"
import type { Objection } from "../../domain/objections"
import type { MovementKind } from "../../domain/operation-results"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import { attemptCurrency, type AttemptRecord, type MovementRecord } from "../../modules/xpay/journal/records"
import { reload } from "../attempt"
import type { Engine } from "../engine"
import { isUnbooked, objectToUnbooked, type Permission } from "./may-move"
import { makeMovement, resumeMovement } from "./make-movement"
import { refusedBy, type MovementEnd } from "./movement-end"
import { READS_BEHIND_MS, poll } from "../inquiry/polling"
import { syncWithXPay } from "./sync"

/** A request from Medusa to capture or refund money. */
export interface MovementRequest {
  readonly amount: Money
  /** Medusa's id of the capture or refund. */
  readonly medusaReference: string | undefined
  /** The reason, for XPay and its receipts. */
  readonly description?: string | undefined
  /**
   * The executed movement that this request books. Nothing is sent: the movement is marked as booked, or the
   * request is refused.
   */
  readonly bookingOf?: MovementId | undefined
}

/** The differences between captures and refunds. */
export interface RequestedKind {
  readonly kind: "capture" | "refund"
  readonly during: "capturing" | "refunding"
  /** Whether external movements count for a request of the same amount. */
  readonly mayBookExternal: boolean
  /** The XPay operation to act on, or the reason nothing is sent. */
  prepare(engine: Engine, account: AttemptWithMovements, amount: Money): Permission
}

/**
 * Handles a request once. A repetition after a time-out, even under a new id (Medusa creates one for every
 * try), resolves the first movement instead of sending another.
 */
export async function requestMovement(
  engine: Engine,
  asked: AttemptWithMovements,
  what: RequestedKind,
  request: MovementRequest
): Promise<MovementEnd> {
  if (request.bookingOf !== undefined) {
    return await book(engine, asked, request, request.bookingOf)
  }
  const served = asked.movements.find(
    (one) => isDone(one, what.kind) && one.medusa_reference === request.medusaReference
  )
  if (served !== undefined && request.medusaReference !== undefined) {
    return { kind: "done", attempt: asked.attempt, movement: served }
  }
  let account = asked
  if (account.attempt.state === what.during) {
    const ended = await resumeFor(engine, account, request)
    if (ended.kind !== "refused" && ended.kind !== "unreachable") {
      return ended
    }
    account = await reload(engine, account.attempt)
  }
  const booked = await bookUnbooked(engine, account, what, request, what.mayBookExternal)
  if (booked !== undefined) {
    return booked
  }
  const unbooked = objectToUnbooked(account, what.kind)
  const prepared =
    unbooked === undefined ? what.prepare(engine, account, request.amount) : { objection: unbooked }
  if ("objection" in prepared) {
    return refusedBy(prepared.objection)
  }
  const { targetOperationId } = prepared
  const plan = {
    kind: what.kind,
    amount: request.amount.minor,
    targetOperationId,
    medusaReference: request.medusaReference,
    description: request.description,
  }
  const ended = await makeMovement(engine, account, plan)
  if (ended.kind !== "refused") {
    return ended
  }
  // XPay may refuse because the movement was made in the XPay back office meanwhile: that movement then
  // counts.
  for await (const _ of poll(READS_BEHIND_MS)) {
    const synced = await syncWithXPay(engine, await reload(engine, account.attempt))
    const counted = await bookUnbooked(engine, synced.account, what, request, true)
    if (counted !== undefined) {
      return counted
    }
  }
  return ended
}

async function book(
  engine: Engine,
  { attempt, movements }: AttemptWithMovements,
  request: MovementRequest,
  movementId: MovementId
): Promise<MovementEnd> {
  const movement = movements.find((one) => one.id === movementId)
  const isBooked = movement !== undefined && (await engine.journal.book(movement, request.medusaReference))
  return isBooked ? { kind: "done", attempt, movement } : refusedBy({ code: "booked_already" })
}

/** Resolves the movement in progress: the same movement is taken over; a different one must end first. */
async function resumeFor(
  engine: Engine,
  account: AttemptWithMovements,
  request: MovementRequest
): Promise<MovementEnd> {
  const started = account.movements.find((one) => one.state === "started")
  const isSame = started?.amount === request.amount.minor.toString()
  const ended = await resumeMovement(engine, account, isSame)
  if (ended.kind !== "done") {
    return ended
  }
  if (isSame) {
    await engine.journal.assign(ended.movement.id, request.medusaReference)
    return ended
  }
  return refusedBy(executedBefore(account.attempt, ended.movement))
}

async function bookUnbooked(
  engine: Engine,
  account: AttemptWithMovements,
  what: RequestedKind,
  request: MovementRequest,
  mayBookExternal: boolean
): Promise<MovementEnd | undefined> {
  const candidates = account.movements.filter(
    (one) => isUnbooked(one, what.kind) && one.amount === request.amount.minor.toString()
  )
  for (const movement of candidates) {
    if (movement.origin === "xpay" && !mayBookExternal) {
      continue
    }
    if (await engine.journal.book(movement, request.medusaReference)) {
      return { kind: "done", attempt: account.attempt, movement }
    }
  }
  return undefined
}

function isDone(movement: MovementRecord, kind: MovementKind): boolean {
  return movement.kind === kind && movement.state === "done"
}

/** A capture or refund waits for a request of its amount; the job books any other movement executed meanwhile. */
function executedBefore(attempt: AttemptRecord, { kind, amount }: MovementRecord): Objection {
  const made = money(BigInt(amount), attemptCurrency(attempt))
  return kind === "capture" || kind === "refund"
    ? { code: "executed_not_booked", kind, made }
    : { code: "cancel_capture_not_booked", made }
}
