import type { z } from "@medusajs/framework/zod"

/*
 * Branded ids. One kind is not assignable to another; all are assignable to string. Rows and schemas use these types. A
 * plain string becomes an id by one of the functions below, where it enters the code. At run time they return their
 * argument.
 */

/** A string with zod's brand, so that `.brand()` of a schema gives it too. */
type Branded<Name extends string> = string & z.core.$brand<Name>

/** The plugin's, of an attempt: `xpatt_…`. In the store API, in events and in the dashboard it is the payment's id. */
export type AttemptId = Branded<"AttemptId">

/** The plugin's, of a capture, refund, void or canceled capture: `xpmov_…`. */
export type MovementId = Branded<"MovementId">

/** XPay's order id of one attempt, chosen by us: at most 18 characters of `[A-Z0-9]`, never reused. */
export type XPayOrderId = Branded<"XPayOrderId">

/** XPay's, of one operation of an order: 18 digits for payments, a UUID for later operations. */
export type OperationId = Branded<"OperationId">

/** XPay's, of a payment link. */
export type LinkId = Branded<"LinkId">

/** XPay's, of a saved card, chosen by us. */
export type ContractId = Branded<"ContractId">

/** XPay's id of a customer of the store, derived from Medusa's id by `payerId`. */
export type PayerId = Branded<"PayerId">

/** XPay's, of a session of card fields. */
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

/** A row of a table with the id types of its columns. */
export type WithIds<
  Row,
  Ids extends { [Column in keyof Ids]: Column extends keyof Row ? Row[Column] : never },
> = Omit<Row, keyof Ids> & Ids

/**
 * Used in place of an id that earlier checks guarantee. It is empty: XPay's client refuses it before anything is sent,
 * and in Medusa it matches nothing.
 */
export const NO_ID = "" as AttemptId & OperationId & LinkId & PaymentSessionId & CartId & OrderId & CustomerId

/** The only cast. The name of the called function says which id a string is. */
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
