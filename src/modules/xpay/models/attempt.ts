import { CHANNELS, channelsWhere, type Channel } from "../../../domain/channels"
import { model } from "@medusajs/framework/utils"
import { ATTEMPT_STATES, OPENING_STATES, type AttemptState } from "../../../domain/attempt-state"

/** As SQL lists them. */
const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ")

/**
 * One try to pay = one XPay order. Written before the first call that could leave something at XPay, never deleted
 * while money may be live. Amounts are digits in minor units, as XPay counts. **No card data**, only what may be
 * printed on a receipt.
 *
 * Rows are read through the module's service and written through the {@link Journal} alone, whose updates are
 * conditional on the state they start from.
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
    /** Held for longer than an ordinary authorization. */
    is_preauthorization: model.boolean().default(false),
    steps: model.number().nullable(),
    state: model.enum(Object.keys(ATTEMPT_STATES) as AttemptState[]),
    currency_code: model.text(),
    /**
     * The description that XPay gets of what is bought, and the number of Medusa's order: the same in every call of one
     * payment.
     */
    description: model.text().nullable(),
    invoice_id: model.text().nullable(),
    /** What was requested, and what XPay authorized: null until it has. */
    amount: model.text(),
    held_amount: model.text().nullable(),

    payment_session_id: model.text().nullable(),
    payment_collection_id: model.text().nullable(),
    cart_id: model.text().nullable(),
    order_id: model.text().nullable(),
    customer_id: model.text().nullable(),
    /** The admin user who keyed a MOTO payment or made a link. */
    actor_id: model.text().nullable(),
    /**
     * The form that a MOTO payment was keyed into, or what a charge of a saved card was asked for by: one of them is
     * one charge, whatever is pressed or called twice.
     */
    request_key: model.text().nullable(),
    /** XPay's id of a payment link, and its address for the customer. */
    link_id: model.text().nullable(),
    link_url: model.text().nullable(),
    /** XPay's id of the card fields that were opened: to be used with the API key alone. */
    fields_session_id: model.text().nullable(),
    /** The order's total when a payment link was made, in minor units: a link is for the order as it was then. */
    order_total: model.text().nullable(),
    /** XPay's id of the saved card that this payment makes or uses. */
    contract_id: model.text().nullable(),

    /** The authorization at XPay; stays the same from init to payment. */
    operation_id: model.text().nullable(),
    /** SHA-256 of the token in our return address. */
    return_token_hash: model.text().nullable(),
    /** SHA-256 of each token that XPay may put into notifications: the renewal of a link can give a new one. */
    security_token_hashes: model.array().nullable(),
    /** When a payment link was renewed, by whom, and until when: a list of `LinkRenewal`. */
    link_renewals: model.json().nullable(),
    /** Where the storefront wants the shopper back. */
    return_url: model.text().nullable(),
    locale: model.text().default("en"),
    /** Keyed hash of the shopper's address, for the velocity limits. */
    payer_ip_hash: model.text().nullable(),

    card_circuit: model.text().nullable(),
    card_last4: model.text().nullable(),
    card_expiry: model.text().nullable(),
    /** Where the card was issued, ISO 3166-1 alpha-2, and its kind as XPay names it. */
    card_country: model.text().nullable(),
    card_type: model.text().nullable(),
    three_ds: model.json().nullable(),
    /** What XPay objected to and still accepted: a list of `XPayWarning`. */
    warnings: model.json().nullable(),
    authorization_code: model.text().nullable(),
    issuer_code: model.text().nullable(),
    /** Why the issuer or XPay refused, why a request failed, what becomes of the order, or else what happened. */
    decline_reason: model.text().nullable(),
    failure: model.text().nullable(),
    placement: model.text().nullable(),
    circumstance: model.text().nullable(),
    /** For the merchant: what XPay answered. Scrubbed. */
    detail: model.text().nullable(),

    /** The last calls to XPay, for Nexi's support: a list of `CallRecord`. */
    calls: model.json().nullable(),

    /** Set when this payment is to be abandoned: what is held must be voided. */
    abandon_requested_at: model.dateTime().nullable(),
    /** When to query XPay again; null when there is nothing left to learn. */
    next_check_at: model.dateTime().nullable(),
    checks: model.number().default(0),
    /** When the call that could charge was sent. */
    sent_at: model.dateTime().nullable(),
    authorized_at: model.dateTime().nullable(),
    /** The time of the last change of the order, as XPay had it at the last import. */
    xpay_changed_at: model.dateTime().nullable(),
    /** When the shopper returned from XPay's page after an attempt to pay there. */
    returned_at: model.dateTime().nullable(),
    /** Until when a hold can be captured, or a page or link used. */
    deadline_at: model.dateTime().nullable(),
    /** When its order is looked at, which is canceled if nobody has paid it, and when that was begun. */
    cancel_order_at: model.dateTime().nullable(),
    cancel_begun_at: model.dateTime().nullable(),
    /** Which process books it in Medusa, and until when no other may. */
    booking_holder: model.text().nullable(),
    booking_until: model.dateTime().nullable(),
    /** When the payer asked to be erased: their personal data goes as soon as nothing is open. */
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
    // For the search and the filters of the dashboard's list. Two more, which a model cannot say, stand in the migration:
    // the beginning of an XPay order id, and the amount as a number in its currency.
    { name: "IDX_xpay_attempt_state", on: ["state", "created_at"] },
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
