/** All kinds of incidents. */
export const INCIDENT_KINDS = [
  "reversed_unplaceable",
  "held_unplaceable",
  "void_failing",
  "capture_deadline",
  "capture_lapsed",
  "capture_failed",
  "capture_rest",
  "amount_mismatch",
  "amounts_differ",
  "unrecognised",
  "still_unknown",
  "reconciliation_failing",
  "order_unpaid",
  "movement_failed",
  "store_credit_used",
  "draft_not_converted",
  "import_failed",
  "terminal_missing",
  "card_removal_failing",
  "order_canceled_with_money",
  "velocity_limit",
  "shared_address_limit",
] as const

export type IncidentKind = (typeof INCIDENT_KINDS)[number]

const KINDS: ReadonlySet<string> = new Set(INCIDENT_KINDS)

export function isIncidentKind(text: string): text is IncidentKind {
  return KINDS.has(text)
}
