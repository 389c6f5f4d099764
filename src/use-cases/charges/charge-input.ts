import type { BigNumberInput } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import { NO_ID, type CartId, type CustomerId, type OrderId } from "../../domain/ids"
import { maskCardNumbers } from "../../domain/card-numbers/find-card-numbers"
import { keptKey } from "../kept-key"
import { PaymentRefusal } from "../refusal"

/** A charge of a saved card, as another plugin asks for it. */
export interface ChargeSavedCardInput {
  /** The card; or, with `customer_id` alone, the customer's newest card that is kept for charges by the shop. */
  saved_card_id?: string
  customer_id?: string
  /** What is paid: an order with something outstanding, or a cart, which becomes an order. One of the two. */
  order_id?: string
  cart_id?: string
  /** Major units. For orders; all that is outstanding when absent. A cart is paid in full. */
  amount?: number | string
  /**
   * Yours to choose, one for each charge that is meant: `subscription-42-2026-11`. Asked again under the same key, the
   * card is not charged again.
   */
  idempotency_key: string
  /** Language of messages for the customer: `it`, `en-GB`. */
  locale?: string
  /** In whose name it is charged, for the audit trail: the id of an admin user. Absent: the program's own. */
  charged_by?: string
  /** Why, for the audit trail. */
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

/** What is asked for, checked. */
export interface ChargeRequest {
  readonly savedCardId: string | undefined
  readonly customerId: CustomerId | undefined
  readonly target: { readonly orderId: OrderId } | { readonly cartId: CartId }
  readonly amount: BigNumberInput | undefined
  /** The caller's key, as the journal keeps it: of one length, and apart from the forms of the dashboard. */
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
