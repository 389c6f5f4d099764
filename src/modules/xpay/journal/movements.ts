import type { AttemptId, MovementId, OperationId, PaymentSessionId } from "../../../domain/ids"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import { assertMayTransition, isOneOf, MONEY_STATES, type AttemptState } from "../../../domain/attempt-state"
import { eventsOfTransition } from "../../../domain/events"
import { movementEvents, transitionEvents, withEvents } from "../outbox"
import { Attempts } from "./attempts"
import { withCalls } from "./calls"
import { inSeconds, run } from "./postgres"
import type { AttemptRecord, MovementRecord } from "./records"
import {
  ATTEMPTS,
  columnsOf,
  MOVEMENTS,
  type AttemptWithMovements,
  type AttemptPatch,
  type ExternalMovement,
  type MovementDraft,
  type Resolution,
} from "./tables"

/** After this time Medusa has booked what was taken back. */
const TAKEN_BACK_SECONDS = 20

/** Captures, refunds, voids and canceled captures, and the transitions of attempts that belong to them. */
export class Movements {
  readonly #db: Knex
  readonly #attempts: Attempts

  constructor(db: Knex, attempts = new Attempts(db)) {
    this.#db = db
    this.#attempts = attempts
  }

  async movements(attemptId: AttemptId): Promise<MovementRecord[]> {
    return (await run(
      this.#db(MOVEMENTS).where({ attempt_id: attemptId, deleted_at: null }).orderBy("created_at")
    )) as MovementRecord[]
  }

  /**
   * The relevant attempt of a payment session: the one that holds or moves money, else the newest.
   *
   * @param attemptId the attempt of Medusa's payment, if known; it takes precedence over all others
   */
  async findForSession(
    sessionId: PaymentSessionId,
    attemptId?: unknown
  ): Promise<AttemptWithMovements | undefined> {
    const attempts = (await run(
      this.#db(ATTEMPTS)
        .where({ payment_session_id: sessionId, deleted_at: null })
        .orderBy("created_at", "desc")
    )) as AttemptRecord[]
    const attempt =
      attempts.find(({ id }) => id === attemptId) ??
      attempts.find((one) => isOneOf(one.state, MONEY_STATES)) ??
      attempts.find((one) => one.state === "authorizing") ??
      attempts[0]
    return attempt === undefined ? undefined : { attempt, movements: await this.movements(attempt.id) }
  }

  /**
   * Starts a movement of money: changes the attempt's state and records the movement with its key, in one statement,
   * before anything is sent.
   *
   * @returns the movement, or undefined if the attempt was no longer in one of the `from` states.
   */
  async begin(
    attemptId: AttemptId,
    from: readonly AttemptState[],
    to: AttemptState,
    draft: MovementDraft,
    nextCheckSeconds: number
  ): Promise<MovementRecord | undefined> {
    from.forEach((state) => assertMayTransition(state, to))
    const moved = this.#db(ATTEMPTS)
      .where({ id: attemptId })
      .whereIn("state", from)
      .update({
        state: to,
        next_check_at: inSeconds(this.#db, nextCheckSeconds),
        updated_at: this.#db.fn.now(),
      })
      .returning(["id", "amount", "held_amount"])
    const [movement] = (await run(
      this.#db
        .with("moved", moved)
        .insert(
          this.#db
            .select(
              this.#db.raw(
                "?, moved.id, ?, ?, ? and ?::numeric < coalesce(moved.held_amount, moved.amount)::numeric, 'started', 'medusa', ?, ?, ?, ?",
                [
                  generateEntityId(undefined, "xpmov"),
                  draft.kind,
                  draft.amount.toString(),
                  draft.kind === "capture",
                  draft.amount.toString(),
                  draft.idempotencyKey,
                  draft.medusaReference ?? null,
                  draft.targetOperationId,
                  draft.description ?? null,
                ]
              )
            )
            .from("moved")
        )
        .into(
          this.#db.raw(
            "?? (id, attempt_id, kind, amount, is_partial, state, origin, idempotency_key, medusa_reference, target_operation_id, description)",
            [MOVEMENTS]
          )
        )
        .returning("*")
    )) as MovementRecord[]
    return movement
  }

  /**
   * Ends a movement and changes the attempt's state, in one statement. The attempt is checked again after
   * `nextCheckSeconds`, when either Medusa has booked the movement or the request for it has died.
   *
   * @returns the attempt, or undefined if another request resolved it first.
   */
  async resolve(
    movement: MovementRecord,
    resolution: Resolution,
    from: AttemptState,
    to: AttemptState,
    nextCheckSeconds: number
  ): Promise<AttemptRecord | undefined> {
    assertMayTransition(from, to)
    const [attempt] =
      (await withCalls(this.#db, movement.attempt_id, async (calls) => {
        const rows = await run<AttemptRecord[]>(
          this.#resolution(movement, resolution, [from, to], {
            ...calls,
            ...columnsOf(this.#db, { nextCheckSeconds, state: to }),
          })
        )
        return rows.length === 0 ? undefined : rows
      })) ?? []
    return this.#attempts.report(attempt, { ...movement, state: resolution.state })
  }

  #resolution(
    movement: MovementRecord,
    resolution: Resolution,
    [from, to]: readonly [AttemptState, AttemptState],
    columns: Record<string, unknown>
  ): Knex.QueryBuilder {
    const resolved = this.#db(MOVEMENTS)
      .where({ id: movement.id, state: "started" })
      .update({
        state: resolution.state,
        is_booked: resolution.isBooked,
        detail: resolution.detail ?? null,
        resolved_at: this.#db.fn.now(),
        updated_at: this.#db.fn.now(),
        ...(resolution.xpayOperationId === undefined
          ? {}
          : { xpay_operation_id: resolution.xpayOperationId }),
      })
      .returning("*")
    const moved = this.#db(ATTEMPTS)
      .whereIn("id", this.#db.select("attempt_id").from("resolved"))
      .where({ state: from })
      .update(columns)
      .returning("*")
    const steps = eventsOfTransition(from, to)
    const query = this.#db
      .with("resolved", resolved)
      .with("moved", moved)
      .with("movement_events", movementEvents(this.#db, "resolved"))
    if (steps.length > 0) {
      void query.with("transition_events", transitionEvents(this.#db, "moved", steps))
    }
    return query.select("*").from("moved")
  }

  /** Records XPay's id of a movement whose result is not final. */
  async noteOperation(movement: MovementRecord, xpayOperationId: OperationId): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id })
        .update({ xpay_operation_id: xpayOperationId, updated_at: this.#db.fn.now() })
    )
  }

  /** Executes a transition together with movements that XPay executed on its own. Each operation is recorded once. */
  async transitionWithExternal(
    id: AttemptId,
    from: AttemptState,
    to: AttemptState,
    patch: AttemptPatch,
    found: readonly ExternalMovement[]
  ): Promise<AttemptRecord | undefined> {
    if (found.length === 0) {
      return await this.#attempts.transition(id, from, to, patch)
    }
    const moved = await this.#db.transaction(async (trx) => {
      const attempt = await new Attempts(trx).transition(id, from, to, patch)
      if (attempt !== undefined) {
        await new Movements(trx).addExternal(id, found)
      }
      return attempt
    })
    return this.#attempts.report(moved)
  }

  /** Records movements that XPay executed on its own. Known ones are not changed. */
  async addExternal(id: AttemptId, found: readonly ExternalMovement[]): Promise<void> {
    if (found.length === 0) {
      return
    }
    const insertion = this.#db(MOVEMENTS)
      .insert(
        found.map((one) => ({
          id: generateEntityId(undefined, "xpmov"),
          attempt_id: id,
          kind: one.kind,
          amount: one.amount.toString(),
          is_partial: one.kind === "capture" && isLessThanAuthorized(this.#db, id, one.amount),
          state: "done",
          // A capture with the authorization was requested here, and Medusa books it itself.
          origin: one.isBooked ? "medusa" : "xpay",
          is_booked: one.isBooked,
          xpay_operation_id: one.xpayOperationId ?? null,
          resolved_at: this.#db.fn.now(),
        }))
      )
      .onConflict()
      .ignore()
    await run(withEvents(this.#db, insertion, (changed) => movementEvents(this.#db, changed)))
    this.#attempts.announce()
  }

  /**
   * Assigns a movement that XPay executed and Medusa never booked to a request for the same movement.
   *
   * @returns false if another request already has it.
   */
  async book(movement: MovementRecord, medusaReference: string | undefined): Promise<boolean> {
    const count: number = await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id, state: "done", is_booked: false })
        .update({ is_booked: true, medusa_reference: medusaReference ?? null, updated_at: this.#db.fn.now() })
    )
    return count === 1
  }

  /**
   * Takes back movements that XPay had executed and that failed afterwards, and returns the attempt to its state
   * without them.
   *
   * @returns false if another request was faster.
   */
  async takeBack(
    { id, state }: AttemptRecord,
    to: AttemptState,
    failed: readonly { readonly movement: MovementRecord; readonly result: string }[]
  ): Promise<boolean> {
    const moved = await this.#db.transaction(async (trx) => {
      const inside = new Attempts(trx)
      const attempt =
        state === to
          ? await inside.update(id, { nextCheckSeconds: TAKEN_BACK_SECONDS }, [state])
          : await inside.transition(id, state, to, { checks: 0, nextCheckSeconds: TAKEN_BACK_SECONDS })
      for (const { movement, result } of attempt === undefined ? [] : failed) {
        await run(
          trx(MOVEMENTS)
            .where({ id: movement.id, state: "done" })
            .update({ state: "refused", detail: result, updated_at: trx.fn.now() })
        )
      }
      return attempt
    })
    return this.#attempts.report(moved) !== undefined
  }

  /** Marks a movement as unbooked again if its request received the outcome and died without booking it. */
  async unbook(movement: MovementRecord): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id, state: "done", medusa_reference: movement.medusa_reference })
        .update({ is_booked: false, medusa_reference: null, updated_at: this.#db.fn.now() })
    )
  }

  /** Records the Medusa capture or refund for which a movement was executed. */
  async assign(movementId: MovementId, medusaReference: string | undefined): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movementId })
        .update({ medusa_reference: medusaReference ?? null, is_booked: true })
    )
  }

  /** Seconds since the last end of a movement of an attempt, by the database's clock; undefined if none has ended. */
  async secondsSinceResolved(attemptId: AttemptId): Promise<number | undefined> {
    const row: { seconds: string | null } | undefined = await run(
      this.#db(MOVEMENTS)
        .where({ attempt_id: attemptId, deleted_at: null })
        .first(this.#db.raw("extract(epoch from now() - max(resolved_at)) as seconds"))
    )
    return row?.seconds == null ? undefined : Number(row.seconds)
  }

  /** Age of a movement, by the database's clock. */
  async secondsSince(movementId: MovementId): Promise<number> {
    const row: { age: string } | undefined = await run(
      this.#db(MOVEMENTS)
        .where({ id: movementId })
        .first(this.#db.raw("extract(epoch from now() - created_at) as age"))
    )
    return Number(row?.age ?? 0)
  }
}

function isLessThanAuthorized(db: Knex, attemptId: AttemptId, amount: bigint): Knex.Raw {
  return db.raw("(select ?::numeric < coalesce(held_amount, amount)::numeric from ?? where id = ?)", [
    amount.toString(),
    ATTEMPTS,
    attemptId,
  ])
}
