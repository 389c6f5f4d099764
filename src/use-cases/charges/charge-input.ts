import type { BigNumberInput } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { NO_ID, type CartId, type CustomerId, type OrderId } from "../../domain/ids"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { keptKey } from "../kept-key"
import { PaymentRefusal } from "../refusal"

/** A charge of a saved card, requested by another plugin. */
export interface ChargeSavedCardInput {
  /** The card; or, with `customer_id` alone, the customer's newest card saved for merchant-initiated charges. */
  saved_card_id?: string
  customer_id?: string
  /** What is paid: an order with an outstanding balance, or a cart, which becomes an order. One of the two. */
  order_id?: string
  cart_id?: string
  /** Major units. For orders; the full outstanding amount if absent. A cart is paid in full. */
  amount?: number | string
  /**
   * Chosen by the caller, one for each intended charge: `subscription-42-2026-11`. Repeating a key does not charge the
   * card again.
   */
  idempotency_key: string
  /** Language of messages for the customer: `it`, `en-GB`. */
  locale?: string
  /** The actor for the audit trail: the id of an admin user. Absent: the program itself. */
  charged_by?: string
  /** The reason, for the audit trail. */
  reason?: string
}

const id = z.string().min(1).max(64)

const schema = z
  .strictObject({
    saved_card_id: id.optional(),
    customer_id: id.brand<"CustomerId">().optional(),
    order_id: id.brand<"OrderId">().optional(),
    cart_id: id.brand<"CartId">().optional(),
    amount: z.union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?$/)]).optional(),
    idempotency_key: z.string().min(1).max(255),
    locale: z.string().max(35).optional(),
    charged_by: id.optional(),
    reason: z
      .string()
      .max(255)
      .transform((reason) => maskCardNumbers(reason))
      .optional(),
  })
  .refine(({ saved_card_id: card, customer_id: customer }) => card !== undefined || customer !== undefined, {
    error: "Say which card is to be charged: `saved_card_id`, or `customer_id` for the customer's newest one",
  })
  .refine(({ order_id: order, cart_id: cart }) => (order === undefined) !== (cart === undefined), {
    error: "Say what is paid: `order_id` or `cart_id`, one of the two",
  })
  .refine(({ cart_id: cart, amount }) => cart === undefined || amount === undefined, {
    error: "A cart is paid in full: leave `amount` out",
  })

/** A validated charge request. */
export interface ChargeRequest {
  readonly savedCardId: string | undefined
  readonly customerId: CustomerId | undefined
  readonly target: { readonly orderId: OrderId } | { readonly cartId: CartId }
  readonly amount: BigNumberInput | undefined
  /**
   * The caller's key, as the journal stores it: of fixed length, and distinct from the keys of the dashboard's forms.
   */
  readonly requestKey: string
  readonly locale: string | undefined
  readonly chargedBy: string | undefined
  readonly reason: string | undefined
}

/** @throws PaymentRefusal that says what is wrong. */
export function readChargeInput(input: ChargeSavedCardInput): ChargeRequest {
  const parsed = schema.safeParse(input)
  if (!parsed.success) {
    const why = parsed.error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ")
    throw new PaymentRefusal("invalid_charge", `The charge cannot be made. ${why}.`)
  }
  const { order_id: orderId, cart_id: cartId, idempotency_key: key, ...rest } = parsed.data
  return {
    savedCardId: rest.saved_card_id,
    customerId: rest.customer_id,
    target: orderId === undefined ? { cartId: cartId ?? NO_ID } : { orderId },
    amount: rest.amount,
    requestKey: keptKey("charge", key),
    locale: rest.locale,
    chargedBy: rest.charged_by,
    reason: rest.reason,
  }
}
