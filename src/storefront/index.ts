/// <reference lib="dom" />
export { createXPayClient, type XPayClient, type XPayClientOptions } from "./create-xpay-client"
export { writeKeepingCaret } from "./card/keep-caret"
export { XPayError, type FieldError, type XPayErrorCode } from "./xpay-error"
export type { CardField, CardFieldState, CardInput, CardInspection } from "./card/inspect-card"
export type { Circuit } from "./card/circuits"
export type { Challenge } from "./challenge"
export type { CardPaymentInput, CardPaymentResult } from "./pay-by-card"
export type { PagePaymentInput, PagePaymentResult } from "./pay-on-page"
export type { Payment, PaymentReference, PaymentStatus } from "./payment"
export type {
  CardForm,
  NoMethodReason,
  PaymentMethod,
  PaymentMethods,
  PaymentMethodsInput,
} from "./payment-methods"
export type { PaymentReturn } from "./read-return"
export type { SavedCard, SavedCardPaymentInput } from "./saved-cards"
export type { SessionInput } from "./open-session"
export type { WaitOptions } from "./wait-for-payment"
