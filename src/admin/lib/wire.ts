/**
 * What the plugin's admin API answers. Amounts are major units, as in Medusa's admin API; times are ISO 8601; texts are
 * in the language that was asked for. The tests hold these against the server's own types.
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
  /** The channel in words, or the name of the method. */
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
    /** Where it was issued, and XPay's word for its kind, in words. */
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
  /** False when there are more than were counted. */
  is_count_exact: boolean
}

export interface Choice {
  value: string
  label: string
}

/** What the cards of all payments have of each. */
export interface CardFacts {
  circuits: readonly Choice[]
  countries: readonly Choice[]
  types: readonly Choice[]
}

export interface Can {
  allowed: boolean
  reason: string | null
}

/** What the role of the signed-in user allows. */
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
  | "send_receipt",
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
  /** What somebody asked for, of kind `action`; who it was, and how it ended. */
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
  /** Null for one that is not shown: XPay named an address without TLS. */
  url: string | null
  qr_svg: string | null
  expires_at: string | null
  state: "open" | "paid" | "expired" | "canceled"
  /** The last day that a renewal may ask for, `YYYY-MM-DD`; null when it cannot be renewed any more. */
  renewable_until: string | null
  /** What is known of its payer while it is open. */
  progress: "waiting" | "declined" | "unconfirmed" | null
}

export interface PaymentDetail extends PaymentRow {
  capturable: number
  refundable: number
  /** One capture is all there is: what it leaves of the hold is voided. */
  captures_once: boolean
  is_preauthorization: boolean
  /** What the one capture left of the authorized amount. */
  voided: number
  three_ds: {
    /** What it came to, in words. */
    text: string | null
    eci: string | null
    version: string | null
    status: string | null
    liability: "issuer" | "shop" | "unknown"
  } | null
  /** What XPay did not like but let pass, in words. */
  warnings: readonly string[]
  authorization_code: string | null
  issuer_code: string | null
  operation_id: string | null
  payment_id: string | null
  payment_session_id: string | null
  reason: string | null
  detail: string | null
  /** The customer's, of the order. */
  email: string | null
  phone: string | null
  /** It holds or took money: whoever paid can be sent a receipt. */
  has_receipt: boolean
  /** The channels by which the shop can send something to the customer. */
  channels: readonly string[]
  actor: { id: string; email: string; name: string | null } | null
  authorized_at: string | null
  next_check_at: string | null
  is_abandon_requested: boolean
  is_being_booked: boolean
  /** What Medusa's own section of the order says otherwise than it is. */
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
  /** What the shop usually does, offered first. */
  capture: "manual" | "automatic"
  /** Whether there is a choice: a terminal with implicit accounting takes the money at once. */
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
  /** The channels by which the shop can send something to the customer. */
  channels: readonly string[]
  payments: readonly PaymentDetail[]
  incidents: readonly Incident[]
}

export interface MotoPayment {
  outcome: "approved" | "declined" | "unknown"
  message: string
  /** What the customer may be told of a card that was not charged. */
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
