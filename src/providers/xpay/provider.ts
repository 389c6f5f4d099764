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
import { AbstractPaymentProvider, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { isUntried } from "../../domain/channels"
import { findCardNumberIn } from "../../domain/card-numbers/find-in-value"
import { isSameMoney, toMinor, type Money } from "../../domain/money"
import { refundDescription } from "../../texts/order-texts"
import { authorizeAttempt } from "../../engine/advance"
import { captureAttempt } from "../../engine/operations/capture"
import { asPaymentId, asPaymentSessionId, type PaymentId } from "../../domain/ids"
import type { Engine } from "../../engine/engine"
import { parseOptions } from "../../engine/terminal/options"
import type { XPayOptions } from "../../engine/terminal/options-schema"
import { refundAttempt } from "../../engine/operations/refund"
import { abandon } from "../../engine/reverse"
import { learnState } from "../../engine/refresh"
import { terminalOf } from "../../engine/terminal/terminal"
import { readBooking } from "../../medusa/booking-mark"
import { findMovementRow, type MovementRow } from "../../medusa/movement-rows"
import { AuditTrail } from "../../modules/xpay/audit-trail"
import { eventBusOf, requireCradle, type PaymentModuleCradle } from "../../medusa/payment-module"
import { refusalError } from "../../medusa/refusal-error"
import { announcer } from "../../modules/xpay/event-delivery"
import { Incidents } from "../../modules/xpay/incidents"
import { Journal } from "../../modules/xpay/journal/journal"
import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import { logTransitions } from "../../modules/xpay/journal/log-line"
import { SavedCards } from "../../modules/xpay/saved-cards"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { readRequestedMovement } from "./requested-movement"
import { auditAbandon, auditMovement, type AuditBook } from "./audited-calls"
import { movementError, noMovementRow, notAuthorized, nothingPaid } from "./medusa-errors"
import { entryNames } from "./look-at-config"
import { sessionData } from "./session-data"
import { amountOf } from "./payable-amount"
import { SESSION_STATUS } from "./session-status"

/**
 * The Medusa side of a payment through XPay, shared by all payment methods. Medusa calls it with its own
 * rows; the journal maps them to XPay orders, and the engine moves the money. A shopper could read and write
 * `data`, so only ids that Medusa itself passed are used from it.
 */
export abstract class XPayProvider extends AbstractPaymentProvider<XPayOptions> {
  /** The channel of this provider. */
  protected abstract readonly channel: AttemptRecord["channel"]
  readonly #rows: PaymentModuleCradle
  readonly #journal: Journal
  readonly #incidents: Incidents
  readonly #savedCards: SavedCards
  readonly #auditBook: AuditBook

  constructor(cradle: PaymentModuleCradle, options: XPayOptions) {
    super(cradle, options)
    requireCradle(cradle)
    this.#rows = cradle
    const { __pg_connection__: db, logger } = cradle
    const announce = announcer({ db, logger, bus: eventBusOf(cradle) })
    this.#journal = new Journal(db, logTransitions(logger), announce)
    this.#incidents = new Incidents(db, announce)
    this.#savedCards = new SavedCards(db)
    this.#auditBook = { trail: new AuditTrail(db), logger }
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

  /** Prevents startup with a list of what cannot work and what to do. */
  static override validateOptions(options: Record<string, unknown>): void {
    parseOptions(options, entryNames(options))
  }

  /** Creates nothing at XPay while a shopper browses: the XPay order is created when the shopper pays. */
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

  /** If the amount changes during a payment, that payment ends: it was for the old amount. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const amount = amountOf(input)
    const account = await this.#accountOf(input.context?.idempotency_key ?? input.data?.["session_id"])
    if (account === undefined) {
      return { data: { ...input.data, channel: this.channel } }
    }
    const { attempt } = account
    if (!isSameMoney(requestedAmount(attempt), amount)) {
      await this.#abandonUnlessPaid(attempt)
    }
    return { data: { ...input.data, ...sessionData(attempt) } }
  }

  /** Medusa calls this for every session it deletes, even in the middle of a payment when the cart changes. */
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
    if (!isSameMoney(requestedAmount(account.attempt), due)) {
      throw notAuthorized(await abandon(this.engine, account.attempt, "cart_changed"))
    }
    const attempt = await authorizeAttempt(this.engine, account.attempt)
    const isAwaited = attempt.state === "pending_payer" && attempt.placement === "awaiting"
    const isPaid = isOneOf(attempt.state, MONEY_STATES) && attempt.abandon_requested_at === null
    if (!isPaid && !isAwaited) {
      throw notAuthorized(attempt)
    }
    return {
      status: isAwaited ? PaymentSessionStatus.PENDING_AUTHORIZATION : SESSION_STATUS[attempt.state],
      data: { ...input.data, ...sessionData(attempt) },
    }
  }

  /** Medusa does not pass the amount of a partial capture: it is in the capture's row. */
  async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const capture = await this.#rowOf("capture", input)
    const account = await this.#paidAccount(capture.payment_id)
    const amount = await readRequestedMovement(this.#rows, "capture", capture, account)
    const asked = { action: "capture", amount, by: capture.created_by } as const
    const ended = await auditMovement(this.#auditBook, account, asked, () =>
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
    const amount = await readRequestedMovement(this.#rows, "refund", refund, account)
    const asked = { action: "refund", amount, by: refund.created_by, reason: refund.note } as const
    const ended = await auditMovement(this.#auditBook, account, asked, () =>
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
   * Voids a hold. Captured money is not returned here: if Medusa wants that, it also calls the refund. The
   * session is marked canceled; otherwise the next completion of the cart would place an order on a voided
   * payment. A void that XPay does not confirm now stays requested in the journal and is retried from there.
   */
  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const paymentId = input.context?.idempotency_key
    const account =
      paymentId === undefined
        ? await this.#accountOf(input.data?.["session_id"])
        : await this.#accountOfPayment(asPaymentId(paymentId))
    if (account === undefined) {
      return input.data === undefined ? {} : { data: input.data }
    }
    const attempt = await auditAbandon(this.#auditBook, account.attempt, () =>
      abandon(this.engine, account.attempt, "order_failed")
    )
    if (paymentId !== undefined && attempt.payment_session_id !== null) {
      // A selector, because the session may no longer exist.
      await this.#rows.paymentSessionService.update({
        selector: { id: attempt.payment_session_id },
        data: { status: PaymentSessionStatus.CANCELED },
      })
    }
    return { data: { ...input.data, ...sessionData(attempt) } }
  }

  /** Queries XPay if our own record is not final. */
  async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const account = await this.#accountOf(input.data?.["session_id"])
    if (account === undefined) {
      return { status: PaymentSessionStatus.PENDING }
    }
    const attempt = await learnState(this.engine, account.attempt)
    return { status: SESSION_STATUS[attempt.state], data: { ...input.data, ...sessionData(attempt) } }
  }

  /** The current payment from XPay, masked. */
  async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    const account = await this.#accountOf(input.data?.["session_id"])
    if (account === undefined) {
      return input.data === undefined ? {} : { data: input.data }
    }
    const attempt = await learnState(this.engine, account.attempt)
    return { data: { ...input.data, ...sessionData(attempt), state: attempt.state } }
  }

  /**
   * Never reached over HTTP: the plugin's middleware intercepts XPay's notifications on Medusa's own
   * `/hooks/payment/…`, which responds before it stores anything and passes body and token to every
   * subscriber.
   */
  getWebhookActionAndData(): Promise<WebhookActionResult> {
    return Promise.resolve({ action: PaymentActions.NOT_SUPPORTED })
  }

  /** @throws MedusaError if the amount to be moved is unknown. */
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
   * A session can be deleted during a payment that Medusa has booked, or for a placed order that waits for
   * the money; do not void those here.
   */
  async #abandonUnlessPaid(attempt: AttemptRecord): Promise<void> {
    const isOrderWaiting =
      attempt.cart_id !== null && attempt.state === "pending_payer" && attempt.order_id !== null
    if (isOrderWaiting) {
      return
    }
    const payments = await this.#rows.paymentService.list(
      { payment_session_id: attempt.payment_session_id, canceled_at: null },
      { select: ["id"] }
    )
    // Without a cart, a session is deleted when another payment of the order replaces it.
    const reason = attempt.cart_id === null ? "replaced" : "cart_changed"
    if (payments.length === 0) {
      await auditAbandon(this.#auditBook, attempt, () => abandon(this.engine, attempt, reason))
    }
  }

  async #paidAccount(paymentId: PaymentId): Promise<AttemptWithMovements> {
    const account = await this.#accountOfPayment(paymentId)
    if (account === undefined) {
      throw refusalError(
        "payment_not_recorded",
        `The plugin's journal has no record of payment ${paymentId}.`
      )
    }
    return account
  }

  /**
   * A session may have had several payments at XPay, of which one became Medusa's and the others were
   * reversed.
   */
  async #accountOfPayment(paymentId: PaymentId): Promise<AttemptWithMovements | undefined> {
    const { payment_session_id: sessionId, data } = await this.#rows.paymentService.retrieve(paymentId, {
      select: ["id", "payment_session_id", "data"],
    })
    return await this.engine.journal.findForSession(sessionId, data?.attempt_id)
  }

  async #accountOf(sessionId: unknown): Promise<AttemptWithMovements | undefined> {
    return typeof sessionId === "string" && sessionId !== ""
      ? await this.engine.journal.findForSession(asPaymentSessionId(sessionId))
      : undefined
  }
}
