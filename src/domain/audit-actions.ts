/** The actions on a payment's money, as the audit trail names them. */
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
  "accept_review",
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/**
 * Where it was requested: in the plugin's admin API (`dashboard`), in Medusa's own admin API (`medusa`), or by a
 * program inside the server, such as another plugin's workflow (`program`).
 */
export const AUDIT_ORIGINS = ["dashboard", "medusa", "program"] as const

export type AuditOrigin = (typeof AUDIT_ORIGINS)[number]

/**
 * The outcome. `started`: under way, or the process died. `unknown`: sent, and XPay has not confirmed it yet; the
 * movement has the outcome. For a `sync`: XPay did not respond. `failed`: it did not reach XPay.
 */
export const AUDIT_OUTCOMES = ["started", "done", "refused", "unknown", "failed"] as const

export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]
