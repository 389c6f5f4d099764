import { type NotificationPlan } from "../notifications/notification-plan"
import { type CustomerInfo, type Warning } from "./customer-info"
import { type Operation } from "./operation"
import { type Recurrence } from "./contract"

/** The call that made an order. */
export type OrderOrigin =
  "3steps" | "2steps" | "moto" | "mit" | "card_verification" | "virtual_card" | "hpp" | "paybylink" | "build"

/** What a hosted page was opened for. */
export interface HostedSession {
  /** The 18 digits of the page's address. */
  paymentId: string
  securityToken: string
  /** Addresses and tokens from before the renewals of a link: they keep working. */
  readonly earlier: { readonly paymentId: string; readonly securityToken: string }[]
  /** The token that belongs to the address at which the payer last did something. */
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
  /** The operation the payer's attempt made, once there is one. */
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
  /** Days between creation and the expiry asked for: what a renewal grants again. */
  readonly daysGranted: number
  /** YYYY-MM-DD, still valid on that day. */
  expirationDate: string
  isCancelled: boolean
  paidByOperationId: string | null
}

/** IMPLICIT takes the money with the authorization, EXPLICIT leaves it to a later capture. */
export type CaptureType = "IMPLICIT" | "EXPLICIT"

export interface Order {
  readonly orderId: string
  readonly terminal: string
  /** Minor units. */
  readonly amount: number
  /** ISO 4217 alpha. */
  readonly currency: string
  readonly customerId: string | null
  readonly customField: string | null
  /** The other fields of the order as they were sent, for reads. */
  readonly particulars: Readonly<Record<string, unknown>>
  readonly customerInfo: CustomerInfo | null
  readonly warnings: readonly Warning[]
  readonly origin: OrderOrigin
  readonly createdAt: number
  readonly operations: Operation[]
  readonly hosted: HostedSession | null
}
