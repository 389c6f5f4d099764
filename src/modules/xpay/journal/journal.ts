import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import {
  assertMayMove,
  DROPPABLE_STATES,
  ENDED_WITHOUT_MONEY_STATES,
  isOneOf,
  MONEY_STATES,
  OPEN_STATES,
  OPENING_STATES,
  RESTING_STATES,
  type AttemptState,
} from "../../../domain/attempt-state"
import type { StepListener } from "./log-line"
import type { AttemptRecord, LinkRenewal, MovementKind, MovementRecord } from "./records"
import { applyVelocityLimit, type VelocityLimits } from "./velocity"

/** Columns that a new attempt must or may have; the rest is filled in as the attempt goes on. */
export type AttemptDraft = Pick<
  AttemptRecord,
  "xpay_order_id" | "provider_id" | "way" | "capture" | "currency_code" | "amount" | "locale"
> &
  Partial<
    Pick<
      AttemptRecord,
      | "method"
      | "description"
      | "invoice_id"
      | "steps"
      | "payment_session_id"
      | "payment_collection_id"
      | "cart_id"
      | "order_id"
      | "order_total"
      | "customer_id"
      | "actor_id"
      | "form_id"
      | "contract_id"
      | "card_circuit"
      | "card_last4"
      | "card_expiry"
      | "return_token_hash"
      | "return_url"
      | "payer_ip_hash"
    >
  >

/** Columns that change with a step. Times are the database's, so that clocks of servers need not agree. */
export type AttemptPatch = Partial<
  Pick<
    AttemptRecord,
    | "order_id"
    | "payment_session_id"
    | "payment_collection_id"
    | "operation_id"
    | "link_id"
    | "link_url"
    | "method"
    | "card_circuit"
    | "card_last4"
    | "card_expiry"
    | "three_ds"
    | "authorization_code"
    | "issuer_code"
    | "reason"
    | "detail"
    | "checks"
    | "xpay_changed_at"
  >
> & {
  /** Seconds from now until XPay is asked again; null: nothing left to ask. */
  readonly checkIn?: number | null
  /** Hash of a token that XPay may put into notifications, besides those from before. */
  readonly securityToken?: string
  /** A renewal of the payment link, made now. */
  readonly renewal?: Omit<LinkRenewal, "at">
  /** Stamps of this moment. */
  readonly stamp?: readonly ("sent_at" | "authorized_at" | "release_requested_at" | "returned_at")[]
  /** Seconds from now until a hold cannot be captured, or a page cannot be used, any more. */
  readonly deadlineIn?: number
}

export interface MovementDraft {
  readonly kind: MovementKind
  /** Minor units. */
  readonly amount: bigint
  readonly idempotencyKey: string
  readonly intentId: string | undefined
  readonly targetOperationId: string
  /** What XPay is told of it. */
  readonly description?: string | undefined
}

/** A movement that XPay carried out without our asking: money taken with the authorization, or made in its back office. */
export interface FoundMovement {
  readonly kind: MovementKind
  readonly amount: bigint
  /** Undefined when XPay does not list it. */
  readonly xpayOperationId: string | undefined
  readonly isTold: boolean
}

/** How a movement ended. */
export interface Settlement {
  readonly state: "done" | "refused" | "not_executed"
  readonly xpayOperationId?: string | undefined
  readonly detail?: string | undefined
  /** Whether the one who asked hears of it. */
  readonly isTold: boolean
}

export type Opened =
  | { readonly attempt: AttemptRecord; readonly dropped: readonly string[] }
  | { readonly inTheWay: AttemptRecord }

/** An attempt with its movements, oldest first. */
export interface Account {
  readonly attempt: AttemptRecord
  readonly movements: readonly MovementRecord[]
}

const ATTEMPTS = "xpay_attempt"
const MOVEMENTS = "xpay_movement"
const UNIQUE_VIOLATION = "23505"
const UNDEFINED_TABLE = "42P01"

/** A page that was opened; nobody has come back from it, and XPay has notified us of nothing. */
const LEFT_PAGE = `(way = 'hosted' and returned_at is null and state = any (?) and not exists (
  select 1 from xpay_notification n where n.attempt_id = xpay_attempt.id and n.verdict = 'accepted'))`
const LEFT_STATES: AttemptState[] = ["waiting", ...ENDED_WITHOUT_MONEY_STATES]

/** By then Medusa has been brought to what was taken back. */
const TAKEN_BACK_SECONDS = 20

/** How soon an attempt that was written down and never sent is looked at. */
const LEFT_BEHIND_SECONDS = 60

/**
 * The record of every try to pay, and the gate before every step that moves money: each change of state is one
 * conditional update, so that of two processes only one takes the step.
 *
 * It works on Medusa's own database connection, because the payment provider must reach it from the payment module's
 * container, which holds the connection but no other module.
 */
export class Journal {
  readonly #db: Knex
  readonly #tell: StepListener

  /** @param tell hears of every step, after it was taken. */
  constructor(db: Knex, tell: StepListener = () => undefined) {
    this.#db = db
    this.#tell = tell
  }

  /**
   * Writes down a new attempt before anything is sent. Earlier attempts of the same payment session that could not
   * have charged anything are dropped for it.
   *
   * @param limits how many tries may end without a payment
   * @returns the attempt with the ids of those dropped, or the attempt that forbids a new one: its payment is being
   * processed, in doubt, or made.
   * @throws VelocityLimitExceeded
   */
  async open(draft: AttemptDraft, limits?: VelocityLimits): Promise<Opened> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#db.transaction(async (trx) => {
          if (limits !== undefined) {
            await applyVelocityLimit(trx, draft, limits)
          }
          return await this.#openIn(trx, draft)
        })
      } catch (error) {
        // Another request opened one at the same moment; the next round sees it.
        if (tries < 3 && isPostgresError(error, UNIQUE_VIOLATION)) {
          continue
        }
        throw explain(error)
      }
    }
  }

  async #openIn(trx: Knex.Transaction, draft: AttemptDraft): Promise<Opened> {
    const other = isUnattended(draft) ? await findUnattended(trx, draft) : undefined
    if (other !== undefined) {
      return { inTheWay: other }
    }
    const sessionId = draft.payment_session_id ?? null
    let dropped: string[] = []
    if (sessionId !== null) {
      const others = await trx<AttemptRecord>(ATTEMPTS)
        .where({ payment_session_id: sessionId, deleted_at: null })
        .whereIn("state", [...OPENING_STATES, ...MONEY_STATES])
        .forUpdate()
        .select("*")
      const inTheWay = others.find((other) => !isOneOf(other.state, [...DROPPABLE_STATES, "waiting"]))
      if (inTheWay !== undefined) {
        return { inTheWay }
      }
      dropped = others.map((other) => other.id)
      if (dropped.length > 0) {
        await this.#drop(trx, dropped)
      }
    }
    const [attempt] = (await trx(ATTEMPTS)
      .insert({
        id: generateEntityId(undefined, "xpatt"),
        state: "created",
        // A process that dies now leaves it behind; each step sets its own time.
        next_check_at: this.#in(LEFT_BEHIND_SECONDS),
        // Not `now()`, when the transaction began to wait for its turn: the newest try is the last one that had it.
        created_at: trx.raw("clock_timestamp()") as unknown as Date,
        ...draft,
      })
      .returning("*")) as AttemptRecord[]
    if (attempt === undefined) {
      throw new Error("PostgreSQL gave back no row for a new attempt.")
    }
    return { attempt, dropped }
  }

  /** Gives up attempts that could not have charged anything, for a newer one. */
  async #drop(trx: Knex.Transaction, ids: readonly string[]): Promise<void> {
    const drop = { state: "abandoned", reason: "replaced", updated_at: trx.fn.now() }
    await trx(ATTEMPTS)
      .whereIn("id", ids)
      .whereIn("state", DROPPABLE_STATES)
      .update({ ...drop, next_check_at: null })
    // XPay's page of an earlier try may still be open in another tab, and can be paid there: it stays watched.
    await trx(ATTEMPTS)
      .whereIn("id", ids)
      .where({ state: "waiting" })
      .update({ ...drop, next_check_at: this.#in(60) })
  }

  /**
   * Takes a step, if the attempt still stands where we think it does.
   *
   * @returns the attempt after the step, or undefined when somebody else was faster: read it again and look.
   * @throws IllegalTransition when the table of transitions forbids it.
   */
  async move(
    id: string,
    from: AttemptState | readonly AttemptState[],
    to: AttemptState,
    patch: AttemptPatch = {}
  ): Promise<AttemptRecord | undefined> {
    const states = typeof from === "string" ? [from] : from
    states.forEach((state) => assertMayMove(state, to))
    return this.#told(await this.#update(id, states, { ...patch, state: to }))
  }

  #told(attempt: AttemptRecord | undefined, settled?: MovementRecord): AttemptRecord | undefined {
    if (attempt !== undefined) {
      this.#tell(attempt, settled)
    }
    return attempt
  }

  /** Notes facts without a step. With `during`, only if the attempt is still in one of these states. */
  async amend(
    id: string,
    patch: AttemptPatch,
    during?: readonly AttemptState[]
  ): Promise<AttemptRecord | undefined> {
    return await this.#update(id, during, patch)
  }

  async #update(
    id: string,
    states: readonly AttemptState[] | undefined,
    patch: AttemptPatch & { state?: AttemptState }
  ): Promise<AttemptRecord | undefined> {
    const query = this.#db(ATTEMPTS).where({ id }).update(this.#columns(patch)).returning("*")
    if (states !== undefined) {
      void query.whereIn("state", states)
    }
    const [attempt] = (await run(query)) as AttemptRecord[]
    return attempt
  }

  #columns({
    checkIn,
    stamp,
    three_ds,
    deadlineIn,
    securityToken,
    renewal,
    ...columns
  }: AttemptPatch & { state?: AttemptState }): Record<string, unknown> {
    return {
      ...columns,
      updated_at: this.#db.fn.now(),
      ...(three_ds === undefined ? {} : { three_ds: JSON.stringify(three_ds) }),
      ...(deadlineIn === undefined ? {} : { deadline_at: this.#in(deadlineIn) }),
      ...(securityToken === undefined ? {} : { security_token_hashes: this.#withToken(securityToken) }),
      ...(renewal === undefined ? {} : { link_renewals: this.#withRenewal(renewal) }),
      ...(checkIn === undefined ? {} : { next_check_at: checkIn === null ? null : this.#in(checkIn) }),
      ...Object.fromEntries((stamp ?? []).map((column) => [column, this.#db.fn.now()])),
    }
  }

  #withToken(hash: string): Knex.Raw {
    return this.#db.raw("array_append(array_remove(security_token_hashes, ?), ?)", [hash, hash])
  }

  #withRenewal(renewal: Omit<LinkRenewal, "at">): Knex.Raw {
    return this.#db.raw(
      "coalesce(link_renewals, '[]') || jsonb_build_array(?::jsonb || jsonb_build_object('at', now()))",
      [JSON.stringify(renewal)]
    )
  }

  #in(seconds: number): Knex.Raw {
    return this.#db.raw("now() + make_interval(secs => ?)", [seconds])
  }

  async find(id: string): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ id })
  }

  async findByOrderId(xpayOrderId: string): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ xpay_order_id: xpayOrderId })
  }

  async findByReturnToken(hash: string): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ return_token_hash: hash })
  }

  /** The attempt that one form, or one request to charge a saved card, has made. */
  async findByForm(formId: string): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ form_id: formId })
  }

  /** The last try to pay with a provider. */
  async findNewest(providerId: string): Promise<AttemptRecord | undefined> {
    return (await run(
      this.#db(ATTEMPTS)
        .where({ provider_id: providerId, deleted_at: null })
        .orderBy("created_at", "desc")
        .first()
    )) as AttemptRecord | undefined
  }

  async #findOne(where: Partial<AttemptRecord>): Promise<AttemptRecord | undefined> {
    return (await run(
      this.#db(ATTEMPTS)
        .where({ ...where, deleted_at: null })
        .first()
    )) as AttemptRecord | undefined
  }

  /**
   * The attempt that matters for a payment session: the one that holds or moves money if there is one, else the
   * newest.
   *
   * @param attemptId the one that Medusa's payment stands for, where that is known; it goes before all others
   */
  async findForSession(sessionId: string, attemptId?: unknown): Promise<Account | undefined> {
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
   * Takes up to `limit` attempts that are due, oldest first, and puts them off for `leaseSeconds`: a process that dies
   * with them only delays them, and no other process takes them meanwhile.
   *
   * @param which `left_pages`: those that anybody can make by opening XPay's page and leaving it; `others`: those that
   * somebody has paid, or come back for, or that staff made.
   */
  async takeDue(
    limit: number,
    leaseSeconds: number,
    which: "left_pages" | "others"
  ): Promise<AttemptRecord[]> {
    const due = this.#db(ATTEMPTS)
      .select("id")
      .whereNotNull("next_check_at")
      .where("next_check_at", "<=", this.#db.fn.now())
      .where({ deleted_at: null })
      .whereRaw(`${which === "others" ? "not " : ""}${LEFT_PAGE}`, [LEFT_STATES])
      .orderBy("next_check_at")
      .limit(limit)
      .forUpdate()
      .skipLocked()
    return (await run(
      this.#db(ATTEMPTS)
        .whereIn("id", due)
        .update({ next_check_at: this.#in(leaseSeconds), checks: this.#db.raw("checks + 1") })
        .returning("*")
    )) as AttemptRecord[]
  }

  /** How many attempts are open, by provider. What is open is due at some time, so that an index finds it. */
  async countOpen(): Promise<{ provider_id: string; count: number }[]> {
    const rows = (await run(
      this.#open().groupBy("provider_id").select("provider_id").count({ count: "*" })
    )) as unknown as { provider_id: string; count: string }[]
    return rows.map(({ provider_id, count }) => ({ provider_id, count: Number(count) }))
  }

  /** Open attempts of the providers that are not `known`, oldest first. */
  async listOpen(limit: number, isKnown: (providerId: string) => boolean): Promise<AttemptRecord[]> {
    const unknown = (await this.countOpen()).map((one) => one.provider_id).filter((id) => !isKnown(id))
    return (await run(
      this.#open().whereIn("provider_id", unknown).orderBy("created_at").limit(limit).select("*")
    )) as AttemptRecord[]
  }

  #open(): Knex.QueryBuilder {
    return this.#db(ATTEMPTS)
      .whereNotNull("next_check_at")
      .where({ deleted_at: null })
      .where((either) => {
        void either.whereIn("state", OPEN_STATES).orWhereNotNull("release_requested_at")
      })
  }

  /**
   * Sets when an attempt is looked at next; null: not again. Does nothing when it has become due sooner since `seen` was
   * read, as a notification makes it.
   */
  async putOff(seen: AttemptRecord, seconds: number | null): Promise<AttemptRecord | undefined> {
    const [attempt] = (await run(
      this.#db(ATTEMPTS)
        .where({ id: seen.id, state: seen.state })
        .whereRaw("(next_check_at is null or next_check_at > now())")
        .update({
          next_check_at: seconds === null ? null : this.#in(seconds),
          ...(seconds === null ? { checks: 0 } : {}),
          updated_at: this.#db.fn.now(),
        })
        .returning("*")
    )) as AttemptRecord[]
    return attempt
  }

  /**
   * Makes attempts due whose XPay order has changed since it was last taken over. What is under way is due anyway.
   */
  async markChanged(
    changes: readonly { readonly xpayOrderId: string; readonly changedAt: Date }[]
  ): Promise<void> {
    for (const { xpayOrderId, changedAt } of changes) {
      await run(
        this.#db(ATTEMPTS)
          .where({ xpay_order_id: xpayOrderId, deleted_at: null })
          .where((either) => {
            void either
              .where((resting) => {
                void resting.whereIn("state", RESTING_STATES).whereNull("release_requested_at")
              })
              // A void that failed afterwards leaves a hold that nobody looks after.
              .orWhere({ state: "voided" })
          })
          .whereRaw("xpay_changed_at is distinct from ?", [changedAt])
          .update({ next_check_at: this.#db.fn.now(), checks: 0 })
      )
    }
  }

  /** Makes the attempts of a cart due that are not looked at any more. */
  async recallForCart(cartId: string): Promise<void> {
    await run(
      this.#db(ATTEMPTS)
        .where({ cart_id: cartId, next_check_at: null, deleted_at: null })
        .update({ next_check_at: this.#db.fn.now(), updated_at: this.#db.fn.now() })
    )
  }

  /** Attempts of one Medusa cart, oldest first. */
  async listForCart(cartId: string): Promise<AttemptRecord[]> {
    return (await run(
      this.#db(ATTEMPTS).where({ cart_id: cartId, deleted_at: null }).orderBy("created_at")
    )) as AttemptRecord[]
  }

  /** Attempts of one Medusa order, oldest first. */
  async listForOrder(orderId: string): Promise<AttemptRecord[]> {
    return (await run(
      this.#db(ATTEMPTS).where({ order_id: orderId, deleted_at: null }).orderBy("created_at")
    )) as AttemptRecord[]
  }

  /** Orders with a payment link that can still be paid into this payment collection. */
  async ordersWithOpenLink(collectionId: string): Promise<string[]> {
    const rows = await run(
      this.#db<AttemptRecord>(ATTEMPTS)
        .where({ payment_collection_id: collectionId, way: "link", state: "waiting", deleted_at: null })
        .select("order_id")
    )
    return [...new Set(rows.flatMap(({ order_id: orderId }) => orderId ?? []))]
  }

  async movements(attemptId: string): Promise<MovementRecord[]> {
    return (await run(
      this.#db(MOVEMENTS).where({ attempt_id: attemptId, deleted_at: null }).orderBy("created_at")
    )) as MovementRecord[]
  }

  /**
   * Starts a movement of money: the attempt takes the step and the movement is written down with its key, in one
   * statement, before anything is sent.
   *
   * @returns the movement, or undefined when the attempt was not in one of the `from` states any more.
   */
  async begin(
    attemptId: string,
    from: readonly AttemptState[],
    to: AttemptState,
    draft: MovementDraft,
    checkIn: number
  ): Promise<MovementRecord | undefined> {
    from.forEach((state) => assertMayMove(state, to))
    const moved = this.#db(ATTEMPTS)
      .where({ id: attemptId })
      .whereIn("state", from)
      .update({ state: to, next_check_at: this.#in(checkIn), updated_at: this.#db.fn.now() })
      .returning("id")
    const [movement] = (await run(
      this.#db
        .with("moved", moved)
        .insert(
          this.#db
            .select(
              this.#db.raw("?, moved.id, ?, ?, 'started', 'medusa', ?, ?, ?, ?", [
                generateEntityId(undefined, "xpmov"),
                draft.kind,
                draft.amount.toString(),
                draft.idempotencyKey,
                draft.intentId ?? null,
                draft.targetOperationId,
                draft.description ?? null,
              ])
            )
            .from("moved")
        )
        .into(
          this.#db.raw(
            "?? (id, attempt_id, kind, amount, state, origin, idempotency_key, intent_id, target_operation_id, description)",
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
   * @returns the attempt, or undefined when somebody else settled it first.
   */
  async settle(
    movement: MovementRecord,
    settlement: Settlement,
    from: AttemptState,
    to: AttemptState,
    checkIn: number
  ): Promise<AttemptRecord | undefined> {
    assertMayMove(from, to)
    const settled = this.#db(MOVEMENTS)
      .where({ id: movement.id, state: "started" })
      .update({
        state: settlement.state,
        is_told: settlement.isTold,
        detail: settlement.detail ?? null,
        settled_at: this.#db.fn.now(),
        updated_at: this.#db.fn.now(),
        ...(settlement.xpayOperationId === undefined
          ? {}
          : { xpay_operation_id: settlement.xpayOperationId }),
      })
      .returning("attempt_id")
    const [attempt] = (await run(
      this.#db(ATTEMPTS)
        .with("settled", settled)
        .whereIn("id", this.#db.select("attempt_id").from("settled"))
        .where({ state: from })
        .update(this.#columns({ checkIn, state: to }))
        .returning("*")
    )) as AttemptRecord[]
    return this.#told(attempt, { ...movement, state: settlement.state })
  }

  /** Remembers XPay's id of a movement whose result is still open. */
  async noteOperation(movement: MovementRecord, xpayOperationId: string): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id })
        .update({ xpay_operation_id: xpayOperationId, updated_at: this.#db.fn.now() })
    )
  }

  /** Takes a step together with movements that XPay carried out on its own. Each operation is written down once. */
  async moveWithFound(
    id: string,
    from: AttemptState | readonly AttemptState[],
    to: AttemptState,
    patch: AttemptPatch,
    found: readonly FoundMovement[]
  ): Promise<AttemptRecord | undefined> {
    if (found.length === 0) {
      return await this.move(id, from, to, patch)
    }
    const moved = await this.#db.transaction(async (trx) => {
      const inside = new Journal(trx)
      const attempt = await inside.move(id, from, to, patch)
      if (attempt !== undefined) {
        await inside.addFound(id, found)
      }
      return attempt
    })
    return this.#told(moved)
  }

  /** Writes down movements that XPay carried out on its own; those known already are left as they are. */
  async addFound(id: string, found: readonly FoundMovement[]): Promise<void> {
    if (found.length === 0) {
      return
    }
    await run(
      this.#db(MOVEMENTS)
        .insert(
          found.map((one) => ({
            id: generateEntityId(undefined, "xpmov"),
            attempt_id: id,
            kind: one.kind,
            amount: one.amount.toString(),
            state: "done",
            origin: "xpay",
            is_told: one.isTold,
            xpay_operation_id: one.xpayOperationId ?? null,
            settled_at: this.#db.fn.now(),
          }))
        )
        .onConflict()
        .ignore()
    )
  }

  /**
   * Gives a movement that XPay carried out, but that Medusa was never told of, to the one who asks again.
   *
   * @returns false when somebody else has it already.
   */
  async claim(movement: MovementRecord, intentId: string | undefined): Promise<boolean> {
    const count: number = await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id, state: "done", is_told: false })
        .update({ is_told: true, intent_id: intentId ?? null, updated_at: this.#db.fn.now() })
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
      const inside = new Journal(trx)
      const attempt =
        state === to
          ? await inside.amend(id, { checkIn: TAKEN_BACK_SECONDS }, [state])
          : await inside.move(id, state, to, { checks: 0, checkIn: TAKEN_BACK_SECONDS })
      for (const { movement, result } of attempt === undefined ? [] : failed) {
        await run(
          trx(MOVEMENTS)
            .where({ id: movement.id, state: "done" })
            .update({ state: "refused", detail: result, updated_at: trx.fn.now() })
        )
      }
      return attempt
    })
    return this.#told(moved) !== undefined
  }

  /** Takes a movement back from somebody who was told of it, and is gone without having booked it. */
  async unclaim(movement: MovementRecord): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movement.id, state: "done", intent_id: movement.intent_id })
        .update({ is_told: false, intent_id: null, updated_at: this.#db.fn.now() })
    )
  }

  /** Notes which of Medusa's captures or refunds a movement was carried out for. */
  async assign(movementId: string, intentId: string | undefined): Promise<void> {
    await run(
      this.#db(MOVEMENTS)
        .where({ id: movementId })
        .update({ intent_id: intentId ?? null, is_told: true })
    )
  }

  /** The time, by the database's clock. */
  async now(): Promise<Date> {
    const { rows } = await run<{ rows: [{ now: Date }] }>(this.#db.raw("select now() as now"))
    return rows[0].now
  }

  /** Age of an attempt, by the database's clock. */
  async ageInSeconds(attemptId: string): Promise<number> {
    return (await this.#seconds(attemptId, "now() - created_at")) ?? 0
  }

  /** Seconds left until an attempt's deadline, negative after it; undefined when it has none. */
  async secondsUntilDeadline(attemptId: string): Promise<number | undefined> {
    return await this.#seconds(attemptId, "deadline_at - now()")
  }

  async #seconds(attemptId: string, interval: string): Promise<number | undefined> {
    const row: { seconds: string | null } | undefined = await run(
      this.#db(ATTEMPTS)
        .where({ id: attemptId })
        .first(this.#db.raw(`extract(epoch from ${interval}) as seconds`))
    )
    return row?.seconds == null ? undefined : Number(row.seconds)
  }

  /** Seconds since a movement of an attempt last ended, by the database's clock; undefined when none has. */
  async secondsSinceSettled(attemptId: string): Promise<number | undefined> {
    const row: { seconds: string | null } | undefined = await run(
      this.#db(MOVEMENTS)
        .where({ attempt_id: attemptId, deleted_at: null })
        .first(this.#db.raw("extract(epoch from now() - max(settled_at)) as seconds"))
    )
    return row?.seconds == null ? undefined : Number(row.seconds)
  }

  /** Age of a movement, by the database's clock. */
  async secondsSince(movementId: string): Promise<number> {
    const row: { age: string } | undefined = await run(
      this.#db(MOVEMENTS)
        .where({ id: movementId })
        .first(this.#db.raw("extract(epoch from now() - created_at) as age"))
    )
    return Number(row?.age ?? 0)
  }

  /** Age of the call that could charge, by the database's clock. */
  async secondsSinceSent(attemptId: string): Promise<number> {
    return (await this.#seconds(attemptId, "now() - coalesce(sent_at, updated_at)")) ?? 0
  }
}

/** Charges that nobody confirms with the bank: a card that was read out, or a saved one that the shop charges alone. */
function isUnattended({ way }: Pick<AttemptDraft, "way">): boolean {
  return way === "moto" || way === "mit"
}

/** The charge that the same form has made, or one of the same order that is under way or in doubt. */
async function findUnattended(
  trx: Knex.Transaction,
  { form_id: formId = null, order_id: orderId = null }: AttemptDraft
): Promise<AttemptRecord | undefined> {
  const found = await trx<AttemptRecord>(ATTEMPTS)
    .where({ deleted_at: null })
    .where((either) => {
      void either.where({ form_id: formId })
      if (orderId !== null) {
        void either.orWhere((underWay) => {
          void underWay
            .where({ order_id: orderId })
            .whereIn("way", ["moto", "mit"])
            .whereIn("state", ["created", "authorizing"])
        })
      }
    })
    .select("*")
  return found.find((one) => one.form_id === formId) ?? found[0]
}

async function run<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw explain(error)
  }
}

function explain(error: unknown): unknown {
  if (isPostgresError(error, UNDEFINED_TABLE)) {
    return new Error(
      'The tables of medusa-payment-nexi-xpay are missing. Add the plugin to `plugins` in medusa-config.ts and run "npx medusa db:migrate".'
    )
  }
  return error
}

function isPostgresError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}
