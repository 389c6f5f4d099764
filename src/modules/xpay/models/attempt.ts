import { CHANNELS, channelsWhere, type Channel } from "../../../domain/channels"
import { model } from "@medusajs/framework/utils"
import { ATTEMPT_STATES, OPENING_STATES, type AttemptState } from "../../../domain/attempt-state"

/** As an SQL list. */
const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ")

/**
 * One attempt to pay = one XPay order. Written before the first call that could create something at XPay, never deleted
 * while money may be held or captured. Amounts are digits in minor units, as XPay counts. **No card data**, only what
 * may be printed on a receipt.
 *
 * Rows are read through the module's service and written only through the {@link Journal}, whose updates are
 * conditional on the previous state.
 */
export const Attempt = model
  .define("xpay_attempt", {
    id: model.id({ prefix: "xpatt" }).primaryKey(),
    xpay_order_id: model.text().unique(),
    provider_id: model.text(),
    channel: model.enum(Object.keys(CHANNELS) as Channel[]),
    /** XPay's `paymentService` of a hosted page; null for cards. */
    method: model.text().nullable(),
    capture: model.enum(["manual", "automatic"]),
    /** Held longer than an ordinary authorization. */
    is_preauthorization: model.boolean().default(false),
    steps: model.number().nullable(),
    /** Whether this payment asks for a challenge, in XPay's words; null: as the option says. */
    exemptions: model.enum(["NO_PREFERENCE", "CHALLENGE_REQUESTED"]).nullable(),
    state: model.enum(Object.keys(ATTEMPT_STATES) as AttemptState[]),
    /** Held until staff accept it, by the shop's own rules; null: it was not to be reviewed. */
    review: model.enum(["pending", "accepted"]).nullable(),
    currency_code: model.text(),
    /**
     * The description of the purchase sent to XPay, and the number of Medusa's order: the same in every call of one
     * payment.
     */
    description: model.text().nullable(),
    invoice_id: model.text().nullable(),
    /** The requested amount, and the amount authorized by XPay: null until then. */
    amount: model.text(),
    held_amount: model.text().nullable(),

    payment_session_id: model.text().nullable(),
    payment_collection_id: model.text().nullable(),
    cart_id: model.text().nullable(),
    order_id: model.text().nullable(),
    customer_id: model.text().nullable(),
    /** The admin user who keyed a MOTO payment or created a link. */
    actor_id: model.text().nullable(),
    /**
     * The key of a MOTO form, or of a request to charge a saved card. Each key is charged once, however often it is
     * sent.
     */
    request_key: model.text().nullable(),
    /** XPay's id of a payment link, and its URL for the customer. */
    link_id: model.text().nullable(),
    link_url: model.text().nullable(),
    /** XPay's id of the card fields' session: usable only with the API key. */
    fields_session_id: model.text().nullable(),
    /** The order's total when the payment link was created, in minor units: a link is valid only for that total. */
    order_total: model.text().nullable(),
    /** XPay's id of the saved card that this payment creates or uses. */
    contract_id: model.text().nullable(),

    /** The authorization at XPay; the same from init to payment. */
    operation_id: model.text().nullable(),
    /** SHA-256 of the token in our return URL. */
    return_token_hash: model.text().nullable(),
    /** SHA-256 of each token that XPay may use in notifications: the renewal of a link can return a new one. */
    security_token_hashes: model.array().nullable(),
    /** When a payment link was renewed, by whom, and until when: a list of `LinkRenewal`. */
    link_renewals: model.json().nullable(),
    /** Where the storefront wants the shopper to return. */
    return_url: model.text().nullable(),
    locale: model.text().default("en"),
    /** Keyed hash of the shopper's IP address, for the velocity limits. */
    payer_ip_hash: model.text().nullable(),

    card_circuit: model.text().nullable(),
    card_last4: model.text().nullable(),
    card_expiry: model.text().nullable(),
    /** Country of issue, ISO 3166-1 alpha-2, and card type in XPay's terms. */
    card_country: model.text().nullable(),
    card_type: model.text().nullable(),
    three_ds: model.json().nullable(),
    /** XPay's warnings about an accepted payment: a list of `XPayWarning`. */
    warnings: model.json().nullable(),
    authorization_code: model.text().nullable(),
    issuer_code: model.text().nullable(),
    /** Why the issuer or XPay refused, why a request failed, the outcome for the order, or else the circumstances. */
    decline_reason: model.text().nullable(),
    failure: model.text().nullable(),
    placement: model.text().nullable(),
    circumstance: model.text().nullable(),
    /** For the merchant: XPay's response, scrubbed. */
    detail: model.text().nullable(),

    /** The last calls to XPay, for Nexi's support: a list of `CallRecord`. */
    calls: model.json().nullable(),

    /** Set when this payment is to be abandoned: a hold must be voided. */
    abandon_requested_at: model.dateTime().nullable(),
    /** When to query XPay again; null when there is nothing left to learn. */
    next_check_at: model.dateTime().nullable(),
    checks: model.number().default(0),
    /** When the call that could charge was sent. */
    sent_at: model.dateTime().nullable(),
    authorized_at: model.dateTime().nullable(),
    /** When the order last changed, as XPay returned it at the last import. */
    xpay_changed_at: model.dateTime().nullable(),
    /** When the shopper returned from XPay's page after an attempt to pay there. */
    returned_at: model.dateTime().nullable(),
    /** Until when a hold can be captured, or a page or link can be used. */
    deadline_at: model.dateTime().nullable(),
    /** When its order is checked, and canceled if unpaid; and when that cancellation began. */
    cancel_order_at: model.dateTime().nullable(),
    cancel_begun_at: model.dateTime().nullable(),
    /** The process that books it in Medusa, and until when no other process may. */
    booking_holder: model.text().nullable(),
    booking_until: model.dateTime().nullable(),
    /** When erasure of the payer was requested: the personal data is erased as soon as nothing is open. */
    erasure_requested_at: model.dateTime().nullable(),
  })
  .indexes([
    {
      name: "IDX_xpay_attempt_one_opening_per_session",
      on: ["payment_session_id"],
      unique: true,
      where: `state in (${listed(OPENING_STATES)}) and deleted_at is null`,
    },
    {
      name: "IDX_xpay_attempt_due",
      on: ["next_check_at"],
      where: "next_check_at is not null and deleted_at is null",
    },
    {
      name: "IDX_xpay_attempt_one_merchant_initiated_per_order",
      on: ["order_id"],
      unique: true,
      where: `channel in (${listed(channelsWhere((facts) => facts.isMerchantInitiated))}) and state in ('created', 'authorizing') and deleted_at is null`,
    },
    { name: "IDX_xpay_attempt_session", on: ["payment_session_id"] },
    { name: "IDX_xpay_attempt_cart", on: ["cart_id", "created_at"] },
    { name: "IDX_xpay_attempt_order", on: ["order_id"] },
    { name: "IDX_xpay_attempt_terminal", on: ["provider_id", "created_at"] },
    { name: "IDX_xpay_attempt_payer_ip", on: ["payer_ip_hash", "created_at"] },
    { name: "IDX_xpay_attempt_return_token", on: ["return_token_hash"], unique: true },
    { name: "IDX_xpay_attempt_actor", on: ["actor_id", "created_at"], where: "actor_id is not null" },
    { name: "IDX_xpay_attempt_request_key", on: ["request_key"], unique: true },
    {
      name: "IDX_xpay_attempt_open_link",
      on: ["payment_collection_id"],
      where: "channel = 'link' and state = 'pending_payer' and deleted_at is null",
    },
    {
      name: "IDX_xpay_attempt_cancel_order",
      on: ["cancel_order_at"],
      where: "cancel_order_at is not null and deleted_at is null",
    },
    { name: "IDX_xpay_attempt_created", on: ["created_at"] },
    // For the search and the filters of the dashboard's list. Two more, which a model cannot express, are in the
    // migration: the beginning of an XPay order id, and the amount as a number in its currency.
    { name: "IDX_xpay_attempt_state", on: ["state", "created_at"] },
    {
      name: "IDX_xpay_attempt_for_review",
      on: ["created_at"],
      where: "review = 'pending' and state in ('authorized', 'captured') and deleted_at is null",
    },
    { name: "IDX_xpay_attempt_channel", on: ["channel", "created_at"] },
    { name: "IDX_xpay_attempt_operation", on: ["operation_id"], where: "operation_id is not null" },
    {
      name: "IDX_xpay_attempt_authorization_code",
      on: ["authorization_code"],
      where: "authorization_code is not null",
    },
    { name: "IDX_xpay_attempt_last4", on: ["card_last4", "created_at"], where: "card_last4 is not null" },
    {
      name: "IDX_xpay_attempt_circuit",
      on: ["card_circuit", "created_at"],
      where: "card_circuit is not null",
    },
    {
      name: "IDX_xpay_attempt_country",
      on: ["card_country", "created_at"],
      where: "card_country is not null",
    },
    { name: "IDX_xpay_attempt_card_type", on: ["card_type", "created_at"], where: "card_type is not null" },
    {
      name: "IDX_xpay_attempt_to_capture",
      on: ["deadline_at"],
      where: "state = 'authorized' and abandon_requested_at is null and deleted_at is null",
    },
    { name: "IDX_xpay_attempt_customer", on: ["customer_id"], where: "customer_id is not null" },
    {
      name: "IDX_xpay_attempt_erasure",
      on: ["erasure_requested_at"],
      where: "erasure_requested_at is not null",
    },
  ])
