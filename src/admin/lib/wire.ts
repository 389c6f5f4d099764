/**
 * Responses of the plugin's admin API. Amounts are in major units, as in Medusa's admin API; times are ISO 8601; texts
 * are in the requested language. Tests compare these types with the server's own.
 */

export type PaymentState =
  | "created"
  | "authenticating"
  | "authenticated"
  | "authorizing"
  | "pending_payer"
  | "authorized"
  | "capturing"
  | "captured"
  | "refunding"
  | "partially_refunded"
  | "refunded"
  | "voiding"
  | "voided"
  | "declined"
  | "authentication_failed"
  | "abandoned"
  | "expired"
  | "failed"

export type Channel = "card" | "fields" | "moto" | "hosted" | "link" | "mit"

export interface PaymentRow {
  id: string
  xpay_order_id: string
  provider_id: string
  terminal: string
  channel: Channel
  /** The name of the channel or of the payment method. */
  method_text: string
  method: { service: string; name: string } | null
  state: PaymentState
  /** The state in a word or two. */
  state_text: string
  is_in_doubt: boolean
  amount: number
  captured: number
  refunded: number
  currency_code: string
  card: {
    circuit: string | null
    last4: string
    expiry: string
    masked: string
    /** Country of issue, and the card type reported by XPay, as display names. */
    country_name: string | null
    type_name: string | null
  } | null
  customer: { name: string | null; email: string | null } | null
  order_id: string | null
  order_display_id: number | null
  is_draft: boolean
  cart_id: string | null
  created_at: string
  deadline_at: string | null
}

export interface PaymentList {
  payments: PaymentRow[]
  count: number
  /** False if there are more payments than were counted. */
  is_count_exact: boolean
}

export interface Choice {
  value: string
  label: string
}

/** The values that occur among the cards of all payments. */
export interface CardFacts {
  circuits: readonly Choice[]
  countries: readonly Choice[]
  types: readonly Choice[]
}

export interface Can {
  allowed: boolean
  reason: string | null
}

/** The permissions of the signed-in user's role. */
export type Permissions = Record<
  | "view"
  | "view_order"
  | "capture"
  | "refund"
  | "void"
  | "cancel_capture"
  | "sync"
  | "resolve_incident"
  | "take_moto_payment"
  | "create_link"
  | "change_link"
  | "send_receipt"
  | "accept_review",
  boolean
>

export interface TimelineEntry {
  at: string
  kind:
    | "created"
    | "challenge"
    | "authorized"
    | "declined"
    | "capture"
    | "refund"
    | "void"
    | "cancel_capture"
    | "link_renewed"
    | "ended"
    | "notification"
    | "action"
  /** For kind `action`: the requested action, the actor and the outcome. */
  action:
    | "capture"
    | "refund"
    | "void"
    | "cancel_capture"
    | "sync"
    | "create_link"
    | "create_balance_link"
    | "send_link"
    | "renew_link"
    | "cancel_link"
    | "resolve_incident"
    | "take_moto_payment"
    | "charge_saved_card"
    | "create_support_file"
    | "send_receipt"
    | "accept_review"
    | null
  actor: string | null
  outcome: "started" | "done" | "refused" | "unknown" | "failed" | null
  amount: number | null
  state: "started" | "done" | "refused" | "not_executed" | null
  origin: "medusa" | "xpay" | null
  operation_id: string | null
  text: string | null
}

export interface PaymentLink {
  /** Null if it is not shown because XPay returned an address without TLS. */
  url: string | null
  qr_svg: string | null
  expires_at: string | null
  state: "open" | "paid" | "expired" | "canceled"
  /** The last day to which the link can be renewed, `YYYY-MM-DD`; null if it cannot be renewed any more. */
  renewable_until: string | null
  /** The status of its payer while the link is open. */
  progress: "pending" | "declined" | "unconfirmed" | null
}

export interface PaymentDetail extends PaymentRow {
  capturable: number
  refundable: number
  /** Only one capture is possible: the rest of the hold is voided. */
  captures_once: boolean
  is_preauthorization: boolean
  /** Nothing may be captured before somebody accepts it. */
  is_for_review: boolean
  /** The part of the authorized amount that the only capture left over. */
  voided: number
  three_ds: {
    /** The 3-D Secure outcome, as text. */
    text: string | null
    eci: string | null
    version: string | null
    status: string | null
    liability: "issuer" | "shop" | "unknown"
  } | null
  /** XPay's warnings about an accepted payment, as text. */
  warnings: readonly string[]
  authorization_code: string | null
  issuer_code: string | null
  operation_id: string | null
  payment_id: string | null
  payment_session_id: string | null
  reason: string | null
  detail: string | null
  /** The customer's, from the order. */
  email: string | null
  phone: string | null
  /** It holds or has captured money, so a receipt can be sent to the payer. */
  has_receipt: boolean
  /** The notification channels of the shop. */
  channels: readonly string[]
  actor: { id: string; email: string; name: string | null } | null
  authorized_at: string | null
  next_check_at: string | null
  is_abandon_requested: boolean
  is_being_booked: boolean
  /** What Medusa's own section of the order shows incorrectly. */
  platform_note: string | null
  link: PaymentLink | null
  can: { capture: Can; refund: Can; void: Can; cancel_capture: Can }
  timeline: readonly TimelineEntry[]
}

export interface Incident {
  id: string
  kind: string
  title: string
  advice: string
  detail: string | null
  payment_id: string | null
  order_id: string | null
  order_display_id: number | null
  is_draft: boolean
  cart_id: string | null
  created_at: string
  resolved_at: string | null
  resolved_by: { id: string; email: string } | null
}

export interface PanelTerminal {
  provider_id: string
  name: string
  /** The default capture mode of the shop. */
  capture: "manual" | "automatic"
  /** Whether the amount can be held. A terminal with implicit accounting captures immediately. */
  can_hold: boolean
}

export interface OrderPanel {
  order_id: string
  is_draft: boolean
  currency_code: string
  outstanding: number
  email: string | null
  phone: string | null
  moto: { allowed: boolean; reason: string | null; terminals: readonly PanelTerminal[] }
  link: {
    allowed: boolean
    reason: string | null
    terminals: readonly PanelTerminal[]
  }
  /** The notification channels of the shop. */
  channels: readonly string[]
  payments: readonly PaymentDetail[]
  incidents: readonly Incident[]
}

export interface MotoPayment {
  outcome: "approved" | "declined" | "unknown"
  message: string
  /** What staff may tell the customer about a card that was not charged. */
  tell_customer: string | null
  payment: PaymentDetail
  order_id: string | null
  draft_converted: boolean | null
  warning: string | null
}

export interface Check {
  name: string
  status: "ok" | "warning" | "error"
  title: string
  text: string
}

export interface Terminal {
  id: string
  provider_id: string
  environment: "sandbox" | "production"
  host: string
  accounting: "explicit" | "implicit"
  capture: "manual" | "automatic"
  is_simulated: boolean
  methods: readonly string[]
  checks: readonly Check[]
}
