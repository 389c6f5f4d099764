import type { z } from "@medusajs/framework/zod"

/*
 * Whose id a string is. No id passes for another one, and each of them is a string wherever a string is wanted. Rows and
 * schemas name these types; what comes in as a mere string goes through one of the functions below, where it comes in. At
 * run time they give back what they are given.
 */

/** A string with zod's brand, so that `.brand()` of a schema gives it too. */
type Branded<Name extends string> = string & z.core.$brand<Name>

/** Ours, of one attempt: `xpatt_…`. In the store API, in events and in the dashboard it is the payment's id. */
export type AttemptId = Branded<"AttemptId">

/** Ours, of one capture, refund, void or canceled capture: `xpmov_…`. */
export type MovementId = Branded<"MovementId">

/** XPay's name for one attempt, ours to choose: at most 18 characters of `[A-Z0-9]`, never used twice. */
export type XPayOrderId = Branded<"XPayOrderId">

/** XPay's, of one entry of an order: 18 digits for payments, a UUID for what follows them. */
export type OperationId = Branded<"OperationId">

/** XPay's, of a payment link. */
export type LinkId = Branded<"LinkId">

/** XPay's, of a saved card, ours to choose. */
export type ContractId = Branded<"ContractId">

/** XPay's name for a customer of the store: what `payerId` makes of Medusa's id. */
export type PayerId = Branded<"PayerId">

/** XPay's, of card fields that were opened. */
export type FieldsSessionId = Branded<"FieldsSessionId">

/** Medusa's, of a payment session: `payses_…`. */
export type PaymentSessionId = Branded<"PaymentSessionId">

/** Medusa's, of a payment collection: `pay_col_…`. */
export type PaymentCollectionId = Branded<"PaymentCollectionId">

/** Medusa's, of a payment: `pay_…`. */
export type PaymentId = Branded<"PaymentId">

/** Medusa's, of a cart: `cart_…`. */
export type CartId = Branded<"CartId">

/** Medusa's, of an order or a draft order: `order_…`. */
export type OrderId = Branded<"OrderId">

/** Medusa's, of a customer: `cus_…`. */
export type CustomerId = Branded<"CustomerId">

/** A row of a table, with what is known of the ids in its columns. */
export type WithIds<
  Row,
  Ids extends { [Column in keyof Ids]: Column extends keyof Row ? Row[Column] : never },
> = Omit<Row, keyof Ids> & Ids

/**
 * In place of an id that a row must have by what was checked before. It is empty: XPay's client refuses it before anything
 * is sent, and in Medusa it names nothing.
 */
export const NO_ID = "" as AttemptId & OperationId & LinkId & PaymentSessionId & CartId & OrderId & CustomerId

/** The one cast. Which id a string is, says the name of the function that is called. */
const branded =
  <Id extends string>() =>
  (id: string): Id =>
    id as Id

export const asAttemptId = branded<AttemptId>()
export const asMovementId = branded<MovementId>()
export const asXPayOrderId = branded<XPayOrderId>()
export const asOperationId = branded<OperationId>()
export const asLinkId = branded<LinkId>()
export const asContractId = branded<ContractId>()
export const asPayerId = branded<PayerId>()
export const asFieldsSessionId = branded<FieldsSessionId>()
export const asPaymentSessionId = branded<PaymentSessionId>()
export const asPaymentCollectionId = branded<PaymentCollectionId>()
export const asPaymentId = branded<PaymentId>()
export const asCartId = branded<CartId>()
export const asOrderId = branded<OrderId>()
export const asCustomerId = branded<CustomerId>()
