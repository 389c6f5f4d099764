import { withoutUndefined } from "../../domain/without-undefined"
import { checkedUrl } from "./identifiers"
import type { Order } from "./order"
import { recurrenceToWire, type Recurrence } from "./recurrence"

/** Whether XPay captures immediately. A terminal set to implicit accounting refuses `EXPLICIT`. Cards only. */
export type CaptureType = "IMPLICIT" | "EXPLICIT"

/** How 3-D Secure is requested. */
export type Exemptions = "NO_PREFERENCE" | "CHALLENGE_REQUESTED"

/** `VERIFY` checks or saves a card without money; `PREAUTH` holds it for longer (cards: up to 27 days). */
export type ActionType = "PAY" | "VERIFY" | "PREAUTH"

/** How a payment page or payment link behaves. */
export interface PaymentSession {
  readonly actionType?: ActionType | undefined
  readonly captureType?: CaptureType | undefined
  readonly exemptions?: Exemptions | undefined
  readonly recurrence?: Recurrence | undefined
  /** XPay's three letters; see `languageToWire`. */
  readonly language?: string | undefined
  /** The only method to offer: `CARDS`, `PAYPAL`, `GOOGLEPAY`. All methods of the terminal if absent. */
  readonly paymentService?: string | undefined
  /** Where the browser goes after an attempt, successful or not. */
  readonly resultUrl?: string | undefined
  /** Where the browser goes if the payer cancels. */
  readonly cancelUrl?: string | undefined
  /** Without it XPay sends no notification. */
  readonly notificationUrl?: string | undefined
}

/** XPay's `paymentSession`. */
export interface WirePaymentSession {
  readonly actionType: ActionType
  readonly amount: string
  readonly captureType?: CaptureType
  readonly exemptions?: Exemptions
  readonly recurrence?: Record<string, string>
  readonly language?: string
  readonly paymentService?: string
  readonly resultUrl?: string
  readonly cancelUrl?: string
  readonly notificationUrl?: string
}

/** The session for the whole amount of the order. */
export function sessionToWire(
  session: PaymentSession,
  { amount }: Pick<Order, "amount">
): WirePaymentSession {
  const { recurrence, resultUrl, cancelUrl, notificationUrl } = session
  return withoutUndefined<WirePaymentSession>({
    actionType: session.actionType ?? "PAY",
    amount,
    captureType: session.captureType,
    exemptions: session.exemptions,
    recurrence: recurrence === undefined ? undefined : recurrenceToWire(recurrence),
    language: session.language,
    paymentService: session.paymentService,
    resultUrl: resultUrl === undefined ? undefined : checkedUrl(resultUrl),
    cancelUrl: cancelUrl === undefined ? undefined : checkedUrl(cancelUrl),
    notificationUrl: notificationUrl === undefined ? undefined : checkedUrl(notificationUrl),
  })
}
