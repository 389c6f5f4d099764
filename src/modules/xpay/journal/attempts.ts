import { CHANNELS, channelsWhere, isMerchantInitiated } from "../../../domain/channels"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId } from "@medusajs/framework/utils"
import type {
  AttemptId,
  CartId,
  OrderId,
  PaymentCollectionId,
  PaymentSessionId,
  XPayOrderId,
} from "../../../domain/ids"
import { reasonColumns } from "../../../domain/attempt-reason"
import {
  assertMayTransition,
  DROPPABLE_STATES,
  isOneOf,
  MONEY_STATES,
  OPENING_STATES,
  type AttemptState,
} from "../../../domain/attempt-state"
import { eventsOfTransition } from "../../../domain/events"
import { awaitingEvents, transitionEvents, withEvents } from "../outbox"
import { withCalls, writeCalls } from "./calls"
import type { TransitionListener } from "./log-line"
import { explain, inSeconds, isPostgresError, run, UNIQUE_VIOLATION } from "./postgres"
import type { AttemptRecord, MovementRecord } from "./records"
import { ATTEMPTS, columnsOf, type AttemptDraft, type AttemptPatch, type Opened } from "./tables"
import {
  applyOpeningsLimit,
  applyVelocityLimit,
  type LimitedAttempt,
  type VelocityLimits,
} from "./velocity-limit"

/** How soon an attempt that was recorded but not sent is checked. */
const LEFT_BEHIND_SECONDS = 60

/** Attempts, and their transitions. */
export class Attempts {
  readonly #db: Knex
  readonly #listener: TransitionListener
  /** Signals that there may be new events to emit. */
  readonly announce: () => void

  /**
   * @param listener called after every transition.
   * @param announce called when there may be new events to emit.
   */
  constructor(
    db: Knex,
    listener: TransitionListener = () => undefined,
    announce: () => void = () => undefined
  ) {
    this.#db = db
    this.#listener = listener
    this.announce = announce
  }

  /**
   * Records a new attempt before anything is sent. Earlier attempts of the same payment session that could not have
   * charged anything are dropped for it.
   *
   * @param limits how many tries may end without a payment
   * @returns the attempt with the ids of those dropped, or the attempt that conflicts with a new one: its payment is
   * being processed, in doubt, or executed.
   * @throws VelocityLimitExceeded
   */
  async open(draft: AttemptDraft, limits?: VelocityLimits): Promise<Opened> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#db.transaction(async (trx) => {
          if (limits !== undefined) {
            await applyLimits(trx, draft, limits)
          }
          return await this.#openIn(trx, draft)
        })
      } catch (error) {
        // Another request opened one at the same moment; the next iteration sees it.
        if (tries < 3 && isPostgresError(error, UNIQUE_VIOLATION)) {
          continue
        }
        throw explain(error)
      }
    }
  }

  /**
   * Whether {@link open} would be allowed now, for work that is done before it. Records nothing.
   *
   * @throws VelocityLimitExceeded
   */
  async checkLimits(draft: LimitedAttempt, limits: VelocityLimits): Promise<void> {
    await this.#db.transaction(async (trx) => {
      await applyLimits(trx, draft, limits)
    })
  }

  async #openIn(trx: Knex.Transaction, draft: AttemptDraft): Promise<Opened> {
    const other = isMerchantInitiated(draft) ? await findMerchantInitiated(trx, draft) : undefined
    if (other !== undefined) {
      return { conflict: other }
    }
    const sessionId = draft.payment_session_id ?? null
    let dropped: AttemptId[] = []
    if (sessionId !== null) {
      const others = await trx<AttemptRecord>(ATTEMPTS)
        .where({ payment_session_id: sessionId, deleted_at: null })
        .whereIn("state", [...OPENING_STATES, ...MONEY_STATES])
        .forUpdate()
        .select("*")
      const conflict = others.find(isConflict)
      if (conflict !== undefined) {
        return { conflict }
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
        next_check_at: inSeconds(this.#db, LEFT_BEHIND_SECONDS),
        // Not `now()`, which is when the transaction began to wait for its turn: the newest attempt must be the last to
        // get its turn.
        created_at: trx.raw("clock_timestamp()"),
        ...draft,
      })
      .returning("*")) as AttemptRecord[]
    if (attempt === undefined) {
      throw new Error("PostgreSQL gave back no row for a new attempt.")
    }
    return { attempt, dropped }
  }

  /** Abandons attempts that could not have charged anything, in favor of a newer one. */
  async #drop(trx: Knex.Transaction, ids: readonly string[]): Promise<void> {
    const drop = { state: "abandoned", ...reasonColumns("replaced"), updated_at: trx.fn.now() }
    await trx(ATTEMPTS)
      .whereIn("id", ids)
      .whereIn("state", DROPPABLE_STATES)
      .update({ ...drop, next_check_at: null })
    // XPay's page of an earlier attempt may still be open in another tab and be paid there, so it is still polled.
    await trx(ATTEMPTS)
      .whereIn("id", ids)
      .where({ state: "pending_payer" })
      .update({ ...drop, next_check_at: inSeconds(this.#db, 60) })
  }

  /**
   * Executes a transition if the attempt is still in the expected state.
   *
   * @returns the attempt after the transition, or undefined if another request was faster: read it again.
   * @throws IllegalTransition if the table of transitions forbids it.
   */
  async transition(
    id: AttemptId,
    from: AttemptState,
    to: AttemptState,
    patch: AttemptPatch = {}
  ): Promise<AttemptRecord | undefined> {
    assertMayTransition(from, to)
    const events = eventsOfTransition(from, to)
    return this.report(
      await this.#update(
        id,
        [from],
        { ...patch, state: to },
        events.length === 0 ? undefined : (db, changed) => transitionEvents(db, changed, events)
      )
    )
  }

  /**
   * {@link transition} to `authorizing` for an attempt that was opened without being tried. The velocity limits count
   * it from now on, and it is not sent if one is reached.
   *
   * @throws VelocityLimitExceeded
   */
  async send(
    attempt: AttemptRecord,
    patch: AttemptPatch,
    limits: VelocityLimits
  ): Promise<AttemptRecord | undefined> {
    assertMayTransition(attempt.state, "authorizing")
    return this.report(
      await this.#db.transaction(async (trx) => {
        await applyVelocityLimit(trx, attempt, limits)
        return await withCalls(this.#db, attempt.id, async (calls) => {
          const [sent] = (await trx(ATTEMPTS)
            .where({ id: attempt.id, state: attempt.state })
            .update({ ...columnsOf(this.#db, { ...patch, state: "authorizing" }), ...calls })
            .returning("*")) as AttemptRecord[]
          return sent
        })
      })
    )
  }

  /** Passes a transition on to the listener. */
  report(attempt: AttemptRecord | undefined, resolved?: MovementRecord): AttemptRecord | undefined {
    if (attempt !== undefined) {
      this.#listener(attempt, resolved)
      this.announce()
    }
    return attempt
  }

  /** Records facts without a transition. With `during`, only if the attempt is still in one of these states. */
  async update(
    id: AttemptId,
    patch: AttemptPatch,
    during?: readonly AttemptState[]
  ): Promise<AttemptRecord | undefined> {
    if (patch.order_id == null && patch.reason !== "awaiting") {
      return await this.#update(id, during, patch)
    }
    const attempt = await this.#update(id, during, patch, awaitingEvents)
    this.announce()
    return attempt
  }

  async #update(
    id: AttemptId,
    states: readonly AttemptState[] | undefined,
    patch: AttemptPatch & { state?: AttemptState },
    eventsOf?: (db: Knex, changed: string) => Knex.Raw
  ): Promise<AttemptRecord | undefined> {
    return await withCalls(this.#db, id, async (calls) => {
      const columns = { ...columnsOf(this.#db, patch), ...calls }
      const query = this.#db(ATTEMPTS).where({ id }).update(columns).returning("*")
      if (states !== undefined) {
        void query.whereIn("state", states)
      }
      const [attempt] = (await run(
        eventsOf === undefined ? query : withEvents(this.#db, query, (changed) => eventsOf(this.#db, changed))
      )) as AttemptRecord[]
      return attempt
    })
  }

  /** Writes the pending call records, which otherwise wait for the next change of the attempt. */
  async writeCalls(id: AttemptId): Promise<void> {
    await writeCalls(this.#db, id)
  }

  async find(id: AttemptId): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ id })
  }

  async findByOrderId(xpayOrderId: XPayOrderId): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ xpay_order_id: xpayOrderId })
  }

  async findByReturnToken(hash: string): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ return_token_hash: hash })
  }

  /** The attempt created by a form, or by a request to charge a saved card. */
  async findByRequestKey(requestKey: string): Promise<AttemptRecord | undefined> {
    return await this.#findOne({ request_key: requestKey })
  }

  /** The newest attempt with these values. */
  async findNewest(where: Partial<AttemptDraft>): Promise<AttemptRecord | undefined> {
    return (await run(
      this.#db(ATTEMPTS)
        .where({ ...where, deleted_at: null })
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

  /** Attempts of one payment session, oldest first. */
  async listForSession(sessionId: PaymentSessionId): Promise<AttemptRecord[]> {
    return (await run(
      this.#db(ATTEMPTS).where({ payment_session_id: sessionId, deleted_at: null }).orderBy("created_at")
    )) as AttemptRecord[]
  }

  /** The attempt of a session that a new one would conflict with: its payment is in doubt, or executed. */
  async findConflict(sessionId: PaymentSessionId): Promise<AttemptRecord | undefined> {
    return (await this.listForSession(sessionId)).find(isConflict)
  }

  /** Attempts of one Medusa cart, oldest first. */
  async listForCart(cartId: CartId): Promise<AttemptRecord[]> {
    return (await run(
      this.#db(ATTEMPTS).where({ cart_id: cartId, deleted_at: null }).orderBy("created_at")
    )) as AttemptRecord[]
  }

  /** Attempts of one Medusa order, oldest first. */
  async listForOrder(orderId: OrderId): Promise<AttemptRecord[]> {
    return (await run(
      this.#db(ATTEMPTS).where({ order_id: orderId, deleted_at: null }).orderBy("created_at")
    )) as AttemptRecord[]
  }

  /** Orders with a payment link that can still be paid into this payment collection. */
  async ordersWithOpenLink(collectionId: PaymentCollectionId): Promise<OrderId[]> {
    const rows = await run(
      this.#db<AttemptRecord>(ATTEMPTS)
        .where({
          payment_collection_id: collectionId,
          channel: "link",
          state: "pending_payer",
          deleted_at: null,
        })
        .select("order_id")
    )
    return [...new Set(rows.flatMap(({ order_id: orderId }) => orderId ?? []))]
  }

  /** The time, by the database's clock. */
  async now(): Promise<Date> {
    const { rows } = await run<{ rows: [{ now: Date }] }>(this.#db.raw("select now() as now"))
    return rows[0].now
  }

  /** Age of an attempt, by the database's clock. */
  async ageInSeconds(attemptId: AttemptId): Promise<number> {
    return (await this.#seconds(attemptId, "now() - created_at")) ?? 0
  }

  /** Seconds left until an attempt's deadline, negative after it; undefined when it has none. */
  async secondsUntilDeadline(attemptId: AttemptId): Promise<number | undefined> {
    return await this.#seconds(attemptId, "deadline_at - now()")
  }

  /** Age of the call that could charge, by the database's clock. */
  async secondsSinceSent(attemptId: AttemptId): Promise<number> {
    return (await this.#seconds(attemptId, "now() - coalesce(sent_at, updated_at)")) ?? 0
  }

  async #seconds(attemptId: AttemptId, interval: string): Promise<number | undefined> {
    const row: { seconds: string | null } | undefined = await run(
      this.#db(ATTEMPTS)
        .where({ id: attemptId })
        .first(this.#db.raw(`extract(epoch from ${interval}) as seconds`))
    )
    return row?.seconds == null ? undefined : Number(row.seconds)
  }
}

/** Whether a payment is in doubt or executed, so that a new one of its session must not be opened. */
function isConflict({ state }: AttemptRecord): boolean {
  return isOneOf(state, ["authorizing", ...MONEY_STATES])
}

/** @throws VelocityLimitExceeded */
async function applyLimits(
  trx: Knex.Transaction,
  draft: LimitedAttempt,
  limits: VelocityLimits
): Promise<void> {
  await applyVelocityLimit(trx, draft, limits)
  if (CHANNELS[draft.channel].opensWithoutRequest) {
    await applyOpeningsLimit(trx, draft, limits)
  }
}

/** The charge created by the same form, or one of the same order that is under way or in doubt. */
async function findMerchantInitiated(
  trx: Knex.Transaction,
  { request_key: requestKey = null, order_id: orderId = null }: AttemptDraft
): Promise<AttemptRecord | undefined> {
  const found = await trx<AttemptRecord>(ATTEMPTS)
    .where({ deleted_at: null })
    .where((either) => {
      void either.where({ request_key: requestKey })
      if (orderId !== null) {
        void either.orWhere((underWay) => {
          void underWay
            .where({ order_id: orderId })
            .whereIn(
              "channel",
              channelsWhere((facts) => facts.isMerchantInitiated)
            )
            .whereIn("state", ["created", "authorizing"])
        })
      }
    })
    .select("*")
  return found.find((one) => one.request_key === requestKey) ?? found[0]
}
