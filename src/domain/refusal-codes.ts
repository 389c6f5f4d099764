import type { Objection } from "./objections"

/**
 * The kind of a refusal. `under_way`: another request is doing the same now. `unavailable`: XPay has not confirmed it,
 * or could not be reached.
 */
export type RefusalKind =
  | "malformed"
  | "invalid"
  | "too_large"
  | "wrong_format"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "under_way"
  | "too_many"
  | "unavailable"

/** Why a request is refused, for programs: the `code` of the response. Each reason has one code, wherever it occurs. */
export const REFUSALS = {
  // The request cannot be read, or contains something forbidden.
  invalid_url: "malformed",
  invalid_query: "malformed",
  invalid_body: "malformed",
  invalid_json: "malformed",
  not_json: "wrong_format",
  too_deep: "malformed",
  too_many_fields: "too_large",
  too_large: "too_large",
  invalid_characters: "malformed",
  card_in_wrong_field: "malformed",
  cart_id_missing: "malformed",

  // The caller lacks permission.
  not_a_person: "forbidden",
  other_site: "forbidden",
  not_allowed: "forbidden",
  moto_not_allowed: "forbidden",
  staff_only: "forbidden",
  sign_in_to_save: "forbidden",

  // The subject does not exist.
  payment_not_found: "not_found",
  /** A Medusa payment through XPay without a record in the journal. */
  payment_not_recorded: "not_found",
  incident_not_found: "not_found",
  order_not_found: "not_found",
  cart_not_found: "not_found",
  session_not_found: "not_found",
  saved_card_not_found: "not_found",
  link_not_found: "not_found",
  provider_not_found: "not_found",

  // A shopper's payment.
  invalid_card: "invalid",
  not_an_xpay_session: "malformed",
  not_a_card_session: "malformed",
  not_a_hosted_session: "malformed",
  not_a_fields_session: "malformed",
  card_not_confirmed: "conflict",
  not_a_session_of_this_card: "malformed",
  return_url_not_allowed: "malformed",
  only_cards_are_saved: "malformed",
  saved_card_not_usable: "invalid",
  method_not_possible: "invalid",
  method_not_offered: "conflict",
  /** By the shop's own assessment of its risk. */
  refused_by_shop: "conflict",
  /** The shop's own function has failed. */
  risk_not_assessed: "unavailable",
  cart_changed: "conflict",
  cart_completed: "conflict",
  cart_of_guest: "conflict",
  in_progress: "conflict",
  already_paid: "conflict",
  nothing_due: "conflict",
  saq_d_missing: "conflict",
  too_many_tries: "too_many",

  // Amounts.
  amount_missing: "invalid",
  amount_too_fine: "invalid",
  amount_too_large: "invalid",
  amount_too_high: "conflict",
  currency_not_supported: "conflict",

  // The state of the order.
  order_canceled: "conflict",
  /** It becomes an order when its draft is paid, which staff arrange. */
  order_is_draft: "conflict",
  link_open: "conflict",
  payment_in_doubt: "conflict",
  not_captured: "conflict",

  // A payment taken by staff.
  moto_not_enabled: "malformed",
  not_a_link_provider: "malformed",
  payment_not_booked: "conflict",
  not_for_review: "conflict",

  // Payment links.
  link_failed: "conflict",
  link_expiry_invalid: "invalid",
  link_not_due: "conflict",
  link_not_open: "conflict",
  link_paid: "conflict",
  link_change_failed: "conflict",
  link_address_unsafe: "conflict",

  // Messages to a customer.
  channel_not_configured: "conflict",
  recipient_invalid: "invalid",
  message_failed: "conflict",
  no_receipt: "conflict",

  // A saved card charged by the shop without the customer.
  invalid_charge: "malformed",
  key_used: "malformed",
  card_not_for_charges: "conflict",
  provider_not_enabled: "conflict",

  // A requested movement of money.
  /** Another movement of this payment is under way. */
  busy: "conflict",
  /** Another request is booking this payment. */
  being_booked: "under_way",
  /** Sent, and XPay has not confirmed it. */
  in_doubt: "unavailable",
  refused: "conflict",
  unreachable: "unavailable",

  // A movement that cannot be executed, or was not: see the objections.
  not_held: "conflict",
  under_review: "conflict",
  nothing_left_to_capture: "conflict",
  captured_once: "conflict",
  more_than_held: "conflict",
  method_not_refundable: "conflict",
  nothing_captured: "conflict",
  nothing_left_to_refund: "conflict",
  more_than_captured: "conflict",
  over_several_captures: "conflict",
  already_captured: "conflict",
  no_capture: "conflict",
  captured_with_authorization: "conflict",
  capture_not_cancelable: "conflict",
  not_the_same_day: "conflict",
  refunded_already: "conflict",
  movement_in_doubt: "conflict",
  being_reversed: "conflict",
  executed_not_booked: "conflict",
  external_not_booked: "conflict",
  cancel_capture_not_booked: "conflict",
  booked_already: "conflict",
  not_executed: "conflict",
  failed_at_xpay: "conflict",
  not_in_medusa: "conflict",
  terminal_gone: "conflict",
} as const satisfies Readonly<Record<string, RefusalKind> & Record<Objection["code"], RefusalKind>>

export type RefusalCode = keyof typeof REFUSALS
