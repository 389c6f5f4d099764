import { keptKey } from "../kept-key"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderId } from "../../domain/ids"
import type { Card } from "../../domain/card"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { staffText } from "../../texts/staff-messages"
import { toLocale, type Locale } from "../../domain/locale"
import { chargeMoto, openMoto, type MotoPayment } from "../../engine/authorization/moto"
import type { Engine } from "../../engine/engine"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import { bookWhenFree, unlessLeaseTaken } from "../orders/book-payment"
import { describePanelOrder, type PanelOrder } from "./describe-order-for-staff"
import { requireDue, type Due } from "../orders/require-due"
import { bindStaffSession } from "../orders/bind-staff-session"
import { closeStaffSession } from "../orders/order-session"
import { journalOf } from "../engine-for"
import { readProviderId } from "../../medusa/provider-ids"
import { hashAddress } from "../checkout/hash-address"
import { reconcileAttempt } from "../reconciliation/reconcile-attempt"
import { PaymentRefusal } from "../refusal"
import { paymentNotFound } from "../require-payment"
import { mayTakeCards } from "../require-saq-d"
import { requireProvider } from "../require-provider"
import { requireTerminal } from "../require-terminal"
import { withVelocityLimit } from "../refuse-over-limit"

/** A card that a clerk keys for an order or a draft order. */
export interface MotoPaymentInput {
  readonly orderId: OrderId
  /** Created by the form, once: even if submitted twice, one form is one charge. */
  readonly requestKey: string
  /** The terminal: `pp_xpay-moto_…`. */
  readonly providerId: string
  /** Major units, as in Medusa. */
  readonly amount: number
  readonly capture: "manual" | "automatic"
  /** Wiped before this returns. */
  readonly card: Card
  /** The signed-in admin user. */
  readonly actor: { readonly id: string; readonly email: string | undefined }
  /** The clerk's network address; only a keyed hash of it is kept. */
  readonly clientAddress: string | undefined
  readonly locale: string | undefined
}

/**
 * Charges a card as a MOTO payment for an order or a draft order, and books it in Medusa; a draft then becomes an
 * order.
 *
 * A plain function, not a Medusa workflow: Medusa stores the input of workflows, and a card must never be stored.
 *
 * @returns the updated attempt: `authorizing` means that it is not known whether the card was charged.
 * @throws PaymentRefusal for everything the clerk can correct. Nothing was charged then.
 */
export async function takeMotoPayment(
  container: MedusaContainer,
  input: MotoPaymentInput
): Promise<AttemptRecord> {
  try {
    return await take(container, input)
  } finally {
    input.card.wipe()
  }
}

async function take(container: MedusaContainer, input: MotoPaymentInput): Promise<AttemptRecord> {
  const locale = toLocale(input.locale)
  const engine = motoEngine(container, input.providerId, input.actor, locale)
  const known = await engine.journal.findByRequestKey(keptKey("form", input.requestKey))
  if (known !== undefined) {
    return await answerFromExisting(container, engine, input, known, locale)
  }
  const asked = await requireDue(container, input.orderId, input.amount, locale)
  const { customerId, about } = await describePanelOrder(container, input.orderId, { locale })
  const opened = await withVelocityLimit(engine, input.providerId, locale, () =>
    openMoto(engine, toPayment(engine, input, asked, { customerId, about }))
  )
  if (opened.kind === "conflict") {
    return await answerFromExisting(container, engine, input, opened.attempt, locale)
  }
  const attempt = await bindStaffSession(
    container,
    engine,
    opened.attempt,
    input,
    locale,
    () => new PaymentRefusal("payment_in_doubt", staffText("payment_in_doubt", locale))
  )
  const charged = await chargeMoto(engine, attempt, input.card, about)
  return await finish(container, engine, charged)
}

/** The terminal for MOTO payments, if this clerk may use it. */
function motoEngine(
  container: MedusaContainer,
  providerId: string,
  actor: MotoPaymentInput["actor"],
  locale: Locale
): Engine {
  const isMoto = readProviderId(providerId)?.method === "moto"
  const engine = isMoto ? requireProvider(container, providerId) : undefined
  if (engine === undefined || !engine.terminal.settings.moto.enabled) {
    throw new PaymentRefusal("moto_not_enabled", staffText("moto_not_enabled", locale))
  }
  const objection = objectToMotoPayments(engine, actor)
  if (objection !== undefined) {
    throw new PaymentRefusal(objection, staffText(objection, locale))
  }
  return engine
}

/** Why this admin user may not key a card on a MOTO terminal; undefined: no objection. */
export function objectToMotoPayments(
  engine: Engine,
  actor: MotoPaymentInput["actor"]
): "moto_not_allowed" | "saq_d_missing" | undefined {
  if (!mayTakeMotoPayments(engine, actor)) {
    return "moto_not_allowed"
  }
  return mayTakeCards(engine) ? undefined : "saq_d_missing"
}

/** Whether the option `moto.users` allows this admin user to key cards. */
function mayTakeMotoPayments(
  { terminal }: Engine,
  actor: { readonly id: string; readonly email: string | undefined }
): boolean {
  const { users } = terminal.settings.moto
  const email = actor.email?.toLowerCase()
  return users.length === 0 || users.some((one) => one === actor.id || one.toLowerCase() === email)
}

function toPayment(
  engine: Engine,
  input: MotoPaymentInput,
  { amount }: Due,
  { customerId, about }: Pick<PanelOrder, "customerId" | "about">
): MotoPayment {
  return {
    requestKey: keptKey("form", input.requestKey),
    amount,
    providerId: input.providerId,
    orderId: input.orderId,
    customerId,
    actorId: input.actor.id,
    payerIpHash: input.clientAddress === undefined ? undefined : hashAddress(engine, input.clientAddress),
    capture: input.capture,
    card: input.card,
    about,
    locale: input.locale ?? "",
  }
}

/**
 * The form was sent before: returns its own charge, whatever was keyed this time. Another payment in doubt blocks the
 * order: it may have been charged.
 */
async function answerFromExisting(
  container: MedusaContainer,
  engine: Engine,
  { requestKey }: MotoPaymentInput,
  attempt: AttemptRecord,
  locale: Locale
): Promise<AttemptRecord> {
  if (attempt.request_key !== keptKey("form", requestKey)) {
    throw new PaymentRefusal("payment_in_doubt", staffText("payment_in_doubt", locale))
  }
  return await learnDoubtful(container, engine, attempt)
}

/** A payment in doubt, with its current state at XPay. */
async function learnDoubtful(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return attempt.state === "authorizing"
    ? await unlessLeaseTaken(engine, attempt, () => reconcileAttempt(container, engine, attempt))
    : attempt
}

/** Books what was charged; deletes a session on which nothing was paid. */
async function finish(
  container: MedusaContainer,
  engine: Engine,
  charged: AttemptRecord
): Promise<AttemptRecord> {
  if (isOneOf(charged.state, MONEY_STATES)) {
    return await bookWhenFree(container, engine, charged)
  }
  if (charged.state !== "authorizing" && charged.payment_session_id !== null) {
    await closeStaffSession(container, charged.payment_session_id)
  }
  return charged
}

/**
 * The outcome of a form's charge; queries XPay if it is not known yet.
 *
 * @throws PaymentRefusal for a form that was never sent, and for one whose terminal can no longer be queried.
 */
export async function findMotoPayment(
  container: MedusaContainer,
  requestKey: string,
  locale: Locale
): Promise<AttemptRecord> {
  const attempt = await journalOf(container).findByRequestKey(keptKey("form", requestKey))
  if (attempt === undefined) {
    throw paymentNotFound(locale)
  }
  return attempt.state === "authorizing"
    ? await learnDoubtful(container, requireTerminal(container, attempt, locale), attempt)
    : attempt
}
