import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AttemptId, MovementId, OperationId, PaymentSessionId } from "../../../domain/ids"
import { assertMayMove, isOneOf, MONEY_STATES, type AttemptState } from "../../../domain/attempt-state"
import { eventsOfStep } from "../../../domain/events"
import { movementEvents, stepEvents, withEvents } from "../outbox"
import { Attempts } from "./attempts"
import { inSeconds, run } from "./postgres"
import type { AttemptRecord, MovementRecord } from "./records"
import {
  ATTEMPTS,
  columnsOf,
  MOVEMENTS,
  type Account,
  type AttemptPatch,
  type FoundMovement,
  type MovementDraft,
  type Resolution,
} from "./tables"

/** By then Medusa has been brought to what was taken back. */
const TAKEN_BACK_SECONDS = 20

/** Captures, refunds, voids and cancelled captures, and the steps of attempts that are taken together with them. */
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
   * The attempt that matters for a payment session: the one that holds or moves money if there is one, else the
   * newest.
   *
   * @param attemptId the one that Medusa's payment stands for, where that is known; it goes before all others
   */
  async findForSession(sessionId: PaymentSessionId, attemptId?: unknown): Promise<Account | undefined> {
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
   * Starts a movement of money: the attempt takes the step and the movement is written down with its key, in one
   * statement, before anything is sent.
   *
   * @returns the movement, or undefined when the attempt was not in one of the `from` states any more.
   */
  async begin(
    attemptId: AttemptId,
    from: readonly AttemptState[],
    to: AttemptState,
    draft: MovementDraft,
    nextCheckSeconds: number
  ): Promise<MovementRecord | undefined> {
    from.forEach((state) => assertMayMove(state, to))
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
   * Ends a movement and lets the attempt rest, in one statement. It is looked at once more after `checkIn` seconds: by
   * then Medusa has booked it, or whoever asked is gone.
   *
   * @returns the attempt, or undefined when somebody else resolved it first.
   */
  async resolve(
    movement: MovementRecord,
    resolution: Resolution,
    from: AttemptState,
    to: AttemptState,
    nextCheckSeconds: number
  ): Promise<AttemptRecord | undefined> {
    assertMayMove(from, to)
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
      .update(columnsOf(this.#db, { nextCheckSeconds, state: to }))
      .returning("*")
    const steps = eventsOfStep(from, to)
    const query = this.#db
      .with("resolved", resolved)
      .with("moved", moved)
      .with("told", movementEvents(this.#db, "resolved"))
    if (steps.length > 0) {
      void query.with("told_step", stepEvents(this.#db, "moved", steps))
    }
    const [attempt] = await run<AttemptRecord[]>(query.select("*").from("moved"))
    return this.#attempts.told(attempt, { ...movement, state: resolution.state })
  }

  /** Remembers XPay's id of a movement whose result is still open. */
  async noteOperation(movement: MovementRecord, xpayOperationId: OperationId): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id })
        .update({ xpay_operation_id: xpayOperationId, updated_at: this.#db.fn.now() })
    )
  }

  /** Takes a step together with movements that XPay carried out on its own. Each operation is written down once. */
  async moveWithFound(
    id: AttemptId,
    from: AttemptState,
    to: AttemptState,
    patch: AttemptPatch,
    found: readonly FoundMovement[]
  ): Promise<AttemptRecord | undefined> {
    if (found.length === 0) {
      return await this.#attempts.move(id, from, to, patch)
    }
    const moved = await this.#db.transaction(async (trx) => {
      const attempt = await new Attempts(trx).move(id, from, to, patch)
      if (attempt !== undefined) {
        await new Movements(trx).addFound(id, found)
      }
      return attempt
    })
    return this.#attempts.told(moved)
  }

  /** Writes down movements that XPay carried out on its own; those known already are left as they are. */
  async addFound(id: AttemptId, found: readonly FoundMovement[]): Promise<void> {
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
          // What came with the authorization was asked for here, and Medusa books it itself.
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
   * Gives a movement that XPay carried out, but that Medusa was never told of, to the one who asks again.
   *
   * @returns false when somebody else has it already.
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
   * Takes back movements that XPay had carried out and that failed afterwards, and lets the attempt stand where it did
   * without them.
   *
   * @returns false when somebody else was faster.
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
          : await inside.move(id, state, to, { checks: 0, nextCheckSeconds: TAKEN_BACK_SECONDS })
      for (const { movement, result } of attempt === undefined ? [] : failed) {
        await run(
          trx(MOVEMENTS)
            .where({ id: movement.id, state: "done" })
            .update({ state: "refused", detail: result, updated_at: trx.fn.now() })
        )
      }
      return attempt
    })
    return this.#attempts.told(moved) !== undefined
  }

  /** Takes a movement back from somebody who was told of it, and is gone without having booked it. */
  async unbook(movement: MovementRecord): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id, state: "done", medusa_reference: movement.medusa_reference })
        .update({ is_booked: false, medusa_reference: null, updated_at: this.#db.fn.now() })
    )
  }

  /** Notes which of Medusa's captures or refunds a movement was carried out for. */
  async assign(movementId: MovementId, medusaReference: string | undefined): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movementId })
        .update({ medusa_reference: medusaReference ?? null, is_booked: true })
    )
  }

  /** Seconds since a movement of an attempt last ended, by the database's clock; undefined when none has. */
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
