import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import {
  AbstractPaymentProvider,
  MedusaError,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import type { AttemptState } from "../../domain/attempt-state"
import type { AuditAction } from "../../domain/audit-actions"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { isOpenLink, isUntried } from "../../domain/channels"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { findCardNumberIn } from "../../domain/card-numbers/find-in-value"
import {
  formatMoney,
  isSameMoney,
  isTooLarge,
  largestPayment,
  toMajorString,
  toMinor,
  type Money,
} from "../../domain/money"
import { MoneyError } from "../../domain/money-error"
import { refundDescription } from "../../texts/order-texts"
import { actorNow, isAudited, noteEnd, originNow } from "../../engine/acting"
import { audit, OUTCOME_OF } from "../../engine/audit"
import { authorizeAttempt } from "../../engine/advance"
import { captureAttempt } from "../../engine/operations/capture"
import type { Engine } from "../../engine/engine"
import type { MovementEnd } from "../../engine/operations/operation"
import { parseOptions, type XPayOptions } from "../../engine/terminal/options"
import { refundAttempt } from "../../engine/operations/refund"
import { abandon } from "../../engine/reverse"
import { learnState } from "../../engine/refresh"
import { terminalOf } from "../../engine/terminal/terminal"
import { readBooking } from "../../medusa/booking-mark"
import { findMovementRow, type MovementRow } from "../../medusa/movement-rows"
import { AuditTrail, type AuditActor, type AuditDraft, type AuditEnd } from "../../modules/xpay/audit-trail"
import { eventBusOf, requireCradle, type PaymentModuleCradle } from "../../medusa/payment-module"
import { refusalError } from "../../medusa/refusal-error"
import { announcer } from "../../modules/xpay/event-delivery"
import { Incidents } from "../../modules/xpay/incidents"
import { Journal } from "../../modules/xpay/journal/journal"
import type { Account } from "../../modules/xpay/journal/tables"
import { logTransitions } from "../../modules/xpay/journal/log-line"
import { SavedCards } from "../../modules/xpay/saved-cards"
import { attemptAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { readAskedMovement } from "./asked-movement"
import { movementError, noMovementRow, notAuthorized, nothingPaid } from "./medusa-errors"
import { entryNames } from "./look-at-config"
import { sessionData } from "./session-data"

const { Types } = MedusaError

/** A capture or refund as Medusa's row of it says. */
interface AskedMovement {
  readonly action: "capture" | "refund"
  readonly amount: Money
  readonly by: string | null
  readonly reason?: string | null | undefined
}

/**
 * Medusa's side of a payment through XPay, the same for every payment method. Medusa calls it with rows of its own; the
 * journal says which XPay order they mean, and the engine moves the money. What comes in as `data` was readable and
 * writable by a shopper once, so only ids that Medusa itself handed over are used from it.
 */
export abstract class XPayProvider extends AbstractPaymentProvider<XPayOptions> {
  /** The payment method that this provider stands for. */
  protected abstract readonly channel: AttemptRecord["channel"]
  readonly #rows: PaymentModuleCradle
  readonly #journal: Journal
  readonly #incidents: Incidents
  readonly #savedCards: SavedCards
  readonly #trail: AuditTrail

  constructor(cradle: PaymentModuleCradle, options: XPayOptions) {
    super(cradle, options)
    requireCradle(cradle)
    this.#rows = cradle
    const { __pg_connection__: db, logger } = cradle
    const announce = announcer({ db, logger, bus: eventBusOf(cradle) })
    this.#journal = new Journal(db, logTransitions(logger), announce)
    this.#incidents = new Incidents(db, announce)
    this.#savedCards = new SavedCards(cradle.__pg_connection__)
    this.#trail = new AuditTrail(cradle.__pg_connection__)
  }

  protected get engine(): Engine {
    return {
      journal: this.#journal,
      incidents: this.#incidents,
      savedCards: this.#savedCards,
      terminal: terminalOf(this.config, this.#rows.logger),
      logger: this.#rows.logger,
    }
  }

  /** Stops the boot with a list of what cannot work and what to do. */
  static override validateOptions(options: Record<string, unknown>): void {
    parseOptions(options, entryNames(options))
  }

  /** Nothing is made at XPay while a shopper browses: the XPay order is made when the shopper pays. */
  initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const where = findCardNumberIn(input.data)
    if (where !== undefined) {
      throw refusalError(
        "card_in_wrong_field",
        `The payment session's data hold what looks like a card number (at "${where}"). Card details go to the card route only; they were not used.`
      )
    }
    amountOf(input)
    const sessionId = input.context?.idempotency_key ?? ""
    return Promise.resolve({
      id: sessionId,
      status: PaymentSessionStatus.PENDING,
      data: { session_id: sessionId, channel: this.channel },
    })
  }

  /** An amount that changes under a payment that is being made ends that payment: it was for the old amount. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const amount = amountOf(input)
    const account = await this.#accountOf(input.context?.idempotency_key ?? input.data?.["session_id"])
    if (account === undefined) {
      return { data: { ...input.data, channel: this.channel } }
    }
    const { attempt } = account
    if (!isSameMoney(attemptAmount(attempt), amount)) {
      await this.#abandonUnlessPaid(attempt)
    }
    return { data: { ...input.data, ...sessionData(attempt) } }
  }

  /** Called for every session that goes, also in the middle of a payment when the cart changes. */
  async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const account = await this.#accountOf(input.data?.["session_id"])
    if (account !== undefined) {
      await this.#abandonUnlessPaid(account.attempt)
    }
    return {}
  }

  async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = input.context?.idempotency_key ?? ""
    const session = await this.#rows.paymentSessionService.retrieve(sessionId, {
      select: ["id", "amount", "raw_amount", "currency_code"],
    })
    const account = await this.#accountOf(sessionId)
    if (account === undefined || isUntried(account.attempt)) {
      throw nothingPaid(this.channel, this.engine.terminal.settings.defaultLocale)
    }
    const due = toMinor(session.raw_amount, session.currency_code)
    if (!isSameMoney(attemptAmount(account.attempt), due)) {
      throw notAuthorized(await abandon(this.engine, account.attempt, "cart_changed"))
    }
    const attempt = await authorizeAttempt(this.engine, account.attempt)
    const isAwaited = attempt.state === "pending_payer" && attempt.placement === "awaiting"
    const isPaid = isOneOf(attempt.state, MONEY_STATES) && attempt.abandon_requested_at === null
    if (!isPaid && !isAwaited) {
      throw notAuthorized(attempt)
    }
    return {
      status: isAwaited ? PaymentSessionStatus.PENDING_AUTHORIZATION : STATUS[attempt.state],
      data: { ...input.data, ...sessionData(attempt) },
    }
  }

  /** Medusa does not pass the amount of a partial capture: it is in the capture's row. */
  async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const capture = await this.#rowOf("capture", input)
    const account = await this.#paidAccount(capture.payment_id)
    const amount = await readAskedMovement(this.#rows, "capture", capture, account)
    const asked = { action: "capture", amount, by: capture.created_by } as const
    const ended = await this.#auditMovement(account, asked, () =>
      captureAttempt(this.engine, account, {
        amount,
        medusaReference: capture.id,
        bookingOf: readBooking(capture.created_by),
      })
    )
    return this.#concludeMovement(input.data, "capture", amount, ended)
  }

  async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const refund = await this.#rowOf("refund", input, input.amount)
    const account = await this.#paidAccount(refund.payment_id)
    const amount = await readAskedMovement(this.#rows, "refund", refund, account)
    const asked = { action: "refund", amount, by: refund.created_by, reason: refund.note } as const
    const ended = await this.#auditMovement(account, asked, () =>
      refundAttempt(this.engine, account, {
        amount,
        medusaReference: refund.id,
        description: refundDescription(refund.note),
        bookingOf: readBooking(refund.created_by),
      })
    )
    return this.#concludeMovement(input.data, "refund", amount, ended)
  }

  /**
   * Voids what is held. Captured money is not returned here: where Medusa wants that, it calls the refund as
   * well. The session is marked canceled, or the next completion of the cart would place an order on a voided payment.
   * A void that XPay does not confirm now stays requested in the journal and is repeated from there.
   */
  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const paymentId = input.context?.idempotency_key
    const account =
      paymentId === undefined
        ? await this.#accountOf(input.data?.["session_id"])
        : await this.#accountOfPayment(paymentId)
    if (account === undefined) {
      return input.data === undefined ? {} : { data: input.data }
    }
    const attempt = await this.#auditAbandon(account.attempt, () =>
      abandon(this.engine, account.attempt, "order_failed")
    )
    if (paymentId !== undefined && attempt.payment_session_id !== null) {
      // A selector, because the session may be gone.
      await this.#rows.paymentSessionService.update({
        selector: { id: attempt.payment_session_id },
        data: { status: PaymentSessionStatus.CANCELED },
      })
    }
    return { data: { ...input.data, ...sessionData(attempt) } }
  }

  /** Queries XPay where our own record is not final. */
  async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const account = await this.#accountOf(input.data?.["session_id"])
    if (account === undefined) {
      return { status: PaymentSessionStatus.PENDING }
    }
    const attempt = await learnState(this.engine, account.attempt)
    return { status: STATUS[attempt.state], data: { ...input.data, ...sessionData(attempt) } }
  }

  /** The payment as XPay has it now, masked. */
  async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const account = await this.#accountOf(input.data?.["session_id"])
    if (account === undefined) {
      return input.data === undefined ? {} : { data: input.data }
    }
    const attempt = await learnState(this.engine, account.attempt)
    return { data: { ...input.data, ...sessionData(attempt), state: attempt.state } }
  }

  /**
   * Never reached over HTTP: the plugin's middleware takes XPay's notifications off Medusa's own `/hooks/payment/…`,
   * which answers before it keeps anything and hands body and token to every subscriber.
   */
  getWebhookActionAndData(): Promise<WebhookActionResult> {
    return Promise.resolve({ action: PaymentActions.NOT_SUPPORTED })
  }

  /** @throws MedusaError when nothing says how much is to be moved. */
  async #rowOf(
    kind: "capture" | "refund",
    { context, data }: CapturePaymentInput,
    amount?: RefundPaymentInput["amount"]
  ): Promise<MovementRow> {
    const key = context?.idempotency_key
    const call = { kind, key, sessionId: data?.["session_id"], amount }
    const row = await findMovementRow(this.#rows, call, {
      movements: async (paymentId) => (await this.#accountOfPayment(paymentId))?.movements ?? [],
      now: async () => await this.#journal.now(),
    })
    if (row === undefined) {
      throw noMovementRow(kind, key)
    }
    return row
  }

  /**
   * Keeps in the audit trail who asked for a movement of money, as far as Medusa tells it. Not where somebody further out
   * does, nor where Medusa books what was moved before.
   */
  async #auditMovement(
    { attempt }: Account,
    { action, amount, by, reason }: AskedMovement,
    move: () => Promise<MovementEnd>
  ): Promise<MovementEnd> {
    if (isAudited() || readBooking(by) !== undefined) {
      const ended = await move()
      noteEnd(ended.kind)
      return ended
    }
    const actor = actorNow()
    return await this.#audit(
      {
        action,
        actor: by === null || by === actor?.id ? (actor ?? { id: undefined }) : { id: by },
        attempt,
        amount: toMajorString(amount),
        // Medusa's own route takes any text.
        reason: reason == null ? undefined : maskCardNumbers(reason),
      },
      move,
      (ended) => ({
        outcome: OUTCOME_OF[ended.kind],
        ...("message" in ended ? { detail: ended.message } : {}),
      })
    )
  }

  /**
   * Medusa does not tell who cancels a payment or drops its session; whoever asked for it is known from the request. What
   * shoppers do with their own carts is no action of the shop's.
   */
  async #auditAbandon(
    attempt: AttemptRecord,
    abandonIt: () => Promise<AttemptRecord>
  ): Promise<AttemptRecord> {
    const actor = actorNow()
    const voided = abandonActionOf(attempt)
    if (actor === undefined || isAudited() || voided === undefined) {
      return await abandonIt()
    }
    const amount = toMajorString(attemptAmount(attempt))
    return await this.#audit({ action: voided.action, actor, attempt, amount }, abandonIt, ({ state }) => ({
      outcome: state === voided.done ? "done" : "unknown",
    }))
  }

  async #audit<T>(
    {
      actor,
      attempt,
      ...asked
    }: Pick<AuditDraft, "action" | "amount" | "reason"> & { actor: AuditActor; attempt: AttemptRecord },
    work: () => Promise<T>,
    endOf: (result: T) => AuditEnd
  ): Promise<T> {
    return await audit(
      { trail: this.#trail, logger: this.#rows.logger },
      {
        ...asked,
        actor,
        origin: originNow(),
        attemptId: attempt.id,
        orderId: attempt.order_id ?? undefined,
      },
      work,
      endOf,
      () => ({ outcome: "unknown" })
    )
  }

  #concludeMovement(
    data: Record<string, unknown> | undefined,
    verb: "capture" | "refund",
    amount: Money,
    ended: Awaited<ReturnType<typeof captureAttempt>>
  ): CapturePaymentOutput {
    const error = movementError(verb, amount, ended)
    if (error !== undefined) {
      throw error
    }
    return ended.kind === "done" ? { data: { ...data, ...sessionData(ended.attempt) } } : {}
  }

  /**
   * A session can be deleted under a payment that Medusa has booked, or under an order that was placed and waits for the
   * money; those are not for us to void here.
   */
  async #abandonUnlessPaid(attempt: AttemptRecord): Promise<void> {
    const isOrderWaiting =
      attempt.channel === "hosted" && attempt.state === "pending_payer" && attempt.order_id !== null
    if (isOrderWaiting) {
      return
    }
    const payments = await this.#rows.paymentService.list(
      { payment_session_id: attempt.payment_session_id, canceled_at: null },
      { select: ["id"] }
    )
    // A link has no cart: its session goes when another payment of the order takes its place.
    const reason = attempt.channel === "link" ? "replaced" : "cart_changed"
    if (payments.length === 0) {
      await this.#auditAbandon(attempt, () => abandon(this.engine, attempt, reason))
    }
  }

  async #paidAccount(paymentId: string): Promise<Account> {
    const account = await this.#accountOfPayment(paymentId)
    if (account === undefined) {
      throw refusalError(
        "payment_not_recorded",
        `The plugin's journal has no record of payment ${paymentId}.`
      )
    }
    return account
  }

  /** A session may have seen several payments at XPay, of which one became Medusa's and the others went back. */
  async #accountOfPayment(paymentId: string): Promise<Account | undefined> {
    const { payment_session_id: sessionId, data } = await this.#rows.paymentService.retrieve(paymentId, {
      select: ["id", "payment_session_id", "data"],
    })
    return await this.engine.journal.findForSession(sessionId, data?.attempt_id)
  }

  async #accountOf(sessionId: unknown): Promise<Account | undefined> {
    return typeof sessionId === "string" && sessionId !== ""
      ? await this.engine.journal.findForSession(sessionId)
      : undefined
  }
}

/** What the audit trail calls it when a payment is voided, and where it stands then; undefined: nothing was to be paid. */
function abandonActionOf(attempt: AttemptRecord): { action: AuditAction; done: AttemptState } | undefined {
  if (attempt.state === "authorized") {
    return { action: "void", done: "voided" }
  }
  return isOpenLink(attempt) ? { action: "cancel_link", done: "abandoned" } : undefined
}

/** Our states in Medusa's words. */
const STATUS: Readonly<Record<AttemptState, PaymentSessionStatus>> = {
  created: PaymentSessionStatus.PENDING,
  authenticating: PaymentSessionStatus.REQUIRES_MORE,
  authenticated: PaymentSessionStatus.PENDING,
  authorizing: PaymentSessionStatus.PENDING,
  pending_payer: PaymentSessionStatus.PENDING,
  authorized: PaymentSessionStatus.AUTHORIZED,
  capturing: PaymentSessionStatus.AUTHORIZED,
  captured: PaymentSessionStatus.CAPTURED,
  refunding: PaymentSessionStatus.CAPTURED,
  partially_refunded: PaymentSessionStatus.CAPTURED,
  refunded: PaymentSessionStatus.CAPTURED,
  voiding: PaymentSessionStatus.AUTHORIZED,
  voided: PaymentSessionStatus.CANCELED,
  declined: PaymentSessionStatus.ERROR,
  authentication_failed: PaymentSessionStatus.ERROR,
  abandoned: PaymentSessionStatus.CANCELED,
  expired: PaymentSessionStatus.CANCELED,
  failed: PaymentSessionStatus.ERROR,
}

/** @throws MedusaError when XPay cannot take it. */
function amountOf({ amount, currency_code }: Pick<InitiatePaymentInput, "amount" | "currency_code">): Money {
  const payable = readAmount(amount, currency_code)
  if (isTooLarge(payable)) {
    const most = formatMoney(largestPayment(payable.currency))
    throw refusalError(
      "amount_too_large",
      `XPay takes ${most} at most in one payment. Choose another payment method, or pay in several orders.`
    )
  }
  return payable
}

function readAmount(amount: InitiatePaymentInput["amount"], currency: string): Money {
  try {
    return toMinor(amount, currency)
  } catch (error) {
    if (error instanceof MoneyError) {
      throw new MedusaError(
        Types.INVALID_DATA,
        `${error.message} Choose another payment method for this region.`
      )
    }
    throw error
  }
}
