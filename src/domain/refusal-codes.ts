import type { Objection } from "./objections"

/** Why a request is refused, for programs: the `code` of the answer. One reason has one code, wherever it is met. */
export type RefusalCode =
  | RequestCode
  | AccessCode
  | NotFoundCode
  | CheckoutCode
  | AmountCode
  | OrderCode
  | StaffCode
  | LinkCode
  | ChargeCode
  | MovementCode
  | Objection["code"]

/** What was sent cannot be read, or must not be there. */
type RequestCode =
  | "invalid_url"
  | "invalid_query"
  | "invalid_body"
  | "invalid_json"
  | "not_json"
  | "too_deep"
  | "too_many_fields"
  | "too_large"
  | "invalid_characters"
  | "card_in_wrong_field"
  | "cart_id_missing"

/** Who asks may not. */
type AccessCode =
  "not_a_person" | "other_site" | "not_allowed" | "moto_not_allowed" | "staff_only" | "sign_in_to_save"

type NotFoundCode =
  | "payment_not_found"
  /** A payment of Medusa's through XPay that the journal has no record of. */
  | "payment_not_recorded"
  | "incident_not_found"
  | "order_not_found"
  | "cart_not_found"
  | "session_not_found"
  | "saved_card_not_found"
  | "link_not_found"
  | "provider_not_found"

/** A shopper's payment. */
type CheckoutCode =
  | "invalid_card"
  | "not_an_xpay_session"
  | "not_a_card_session"
  | "not_a_hosted_session"
  | "not_a_session_of_this_card"
  | "return_url_not_allowed"
  | "only_cards_are_saved"
  | "saved_card_not_usable"
  | "method_not_possible"
  | "cart_changed"
  | "cart_completed"
  | "cart_of_guest"
  | "in_progress"
  | "already_paid"
  | "nothing_due"
  | "saq_d_missing"
  | "too_many_tries"

type AmountCode = "amount_missing" | "amount_too_fine" | "amount_too_large" | "amount_too_high"

/** Something about the order. */
type OrderCode = "order_canceled" | "link_open" | "payment_in_doubt" | "not_captured"

/** A payment that staff take. */
type StaffCode = "moto_not_enabled" | "not_a_link_provider" | "payment_not_booked"

type LinkCode =
  | "link_failed"
  | "link_expiry_invalid"
  | "link_not_due"
  | "link_not_open"
  | "link_paid"
  | "link_change_failed"
  | "link_address_unsafe"
  | "email_not_configured"
  | "email_failed"

/** A charge of a saved card that the shop makes alone. */
type ChargeCode = "invalid_charge" | "key_used" | "card_not_for_charges" | "provider_not_enabled"

/** A movement of money that was asked for. */
type MovementCode =
  /** Another movement of this payment is under way. */
  | "busy"
  /** Another request is booking this payment. */
  | "being_booked"
  /** It was sent, and XPay has not confirmed it. */
  | "in_doubt"
  | "refused"
  | "unreachable"
