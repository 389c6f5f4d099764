import { type NotificationPlan } from "../notifications/notification-plan"
import { type CustomerInfo, type Warning } from "./customer-info"
import { type Operation } from "./operation"
import { type Recurrence } from "./contract"

/** The call that created an order. */
export type OrderOrigin =
  "3steps" | "2steps" | "moto" | "mit" | "card_verification" | "virtual_card" | "hpp" | "paybylink" | "build"

/** State of a hosted page. */
export interface HostedSession {
  /** The 18 digits in the page's URL. */
  paymentId: string
  securityToken: string
  /** URLs and tokens from before a link's renewals; they stay valid. */
  readonly earlier: { readonly paymentId: string; readonly securityToken: string }[]
  /** The token of the URL that the payer used last. */
  tokenInUse: string | null
  readonly actionType: "PAY" | "VERIFY" | "PREAUTH"
  readonly amount: number
  readonly captureType: CaptureType
  readonly recurrence: Recurrence | null
  readonly language: string | null
  readonly paymentService: string | null
  readonly resultUrl: string | null
  readonly cancelUrl: string | null
  readonly notificationUrl: string | null
  readonly openedAt: number
  readonly link: PaymentLink | null
  /** The operation of the payer's attempt, if any. */
  operationId: string | null
  /** No further attempt is possible. */
  isClosed: boolean
  /** Overrides the notification switches for this order. */
  notificationPlan: NotificationPlan | null
}

export interface PaymentLink {
  readonly linkId: string
  /** YYYY-MM-DD: renewals count from this day. */
  readonly madeOn: string
  /** Days between creation and the requested expiry; a renewal grants them again. */
  readonly daysGranted: number
  /** YYYY-MM-DD, still valid on this day. */
  expirationDate: string
  isCancelled: boolean
  paidByOperationId: string | null
}

/** IMPLICIT captures with the authorization, EXPLICIT leaves it to a later capture. */
export type CaptureType = "IMPLICIT" | "EXPLICIT"

export interface Order {
  readonly orderId: string
  readonly terminal: string
  /** Minor units. */
  readonly amount: number
  /** ISO 4217 alphabetic code. */
  readonly currency: string
  readonly customerId: string | null
  readonly customField: string | null
  /** The order's other fields as sent, for reads. */
  readonly particulars: Readonly<Record<string, unknown>>
  readonly customerInfo: CustomerInfo | null
  readonly warnings: readonly Warning[]
  readonly origin: OrderOrigin
  readonly createdAt: number
  readonly operations: Operation[]
  readonly hosted: HostedSession | null
}
