/** What somebody can do with the money of a payment, as the audit trail names it. */
export const AUDIT_ACTIONS = [
  "capture",
  "refund",
  "void",
  "cancel_capture",
  "sync",
  "create_link",
  "create_balance_link",
  "send_link",
  "renew_link",
  "cancel_link",
  "resolve_incident",
  "take_moto_payment",
  "charge_saved_card",
  "create_support_file",
  "send_receipt",
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/**
 * Where it was asked for: in the plugin's admin API (`dashboard`), in Medusa's own admin API (`medusa`), or by a program
 * inside the server, such as another plugin's workflow (`program`).
 */
export const AUDIT_ORIGINS = ["dashboard", "medusa", "program"] as const

export type AuditOrigin = (typeof AUDIT_ORIGINS)[number]

/**
 * How it ended. `started`: under way, or the process died over it. `unknown`: it was sent, and XPay has not confirmed it
 * yet; what became of it is in the movement. Of a `sync`: XPay did not answer. `failed`: it did not get as far as XPay.
 */
export const AUDIT_OUTCOMES = ["started", "done", "refused", "unknown", "failed"] as const

export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]
