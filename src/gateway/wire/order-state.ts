import { z } from "@medusajs/framework/zod"
import { withoutUndefined } from "../../domain/without-undefined"
import { readCurrency } from "./currency"
import { everyOf, readAmount, readEach, readFields, readId, readText } from "./lenient"
import type { Unrecognised } from "./member"
import { operations, readOperationType, type Operation, type OperationType } from "./operation"
import { paymentLink, type PaymentLink } from "./payment-link"
import { readTime } from "./time"
import { asPayerId, asXPayOrderId, type PayerId, type XPayOrderId } from "../../domain/ids"

/** XPay's data about an order as a whole. Amounts in minor units, as digits. */
export interface OrderSummary {
  readonly orderId?: XPayOrderId
  readonly amount?: string
  /** ISO 4217 letters. */
  readonly currency?: string
  readonly customerId?: PayerId
  readonly description?: string
  readonly customField?: string
  readonly authorizedAmount?: string
  readonly capturedAmount?: string
  readonly lastOperationType?: OperationType | Unrecognised
  readonly lastOperationTime?: Date
}

/** An order with all its operations and payment links. */
export interface OrderState extends OrderSummary {
  /** Oldest first. Empty before the first attempt to pay. */
  readonly operations: readonly Operation[]
  readonly paymentLinks: readonly PaymentLink[]
}

function readSummary(orderStatus: unknown): OrderSummary {
  const status = readFields(orderStatus)
  const order = readFields(status.order)
  return withoutUndefined<OrderSummary>({
    orderId: readId(order.orderId, asXPayOrderId),
    amount: readAmount(order.amount),
    currency: readCurrency(order.currency),
    customerId: readId(order.customerId, asPayerId),
    description: readText(order.description),
    customField: readText(order.customField),
    authorizedAmount: readAmount(status.authorizedAmount),
    capturedAmount: readAmount(status.capturedAmount),
    lastOperationType: readOperationType(status.lastOperationType),
    lastOperationTime: readTime(status.lastOperationTime),
  })
}

/** The list of links has three names in Nexi's sources; the last one is also that of a single link. */
function readLinks({
  paymentLinks,
  links,
  paymentLink: one,
}: Readonly<Record<string, unknown>>): PaymentLink[] {
  return [paymentLinks, links, Array.isArray(one) ? one : [one]].flatMap((list) =>
    readEach(paymentLink, list)
  )
}

/**
 * The response to `GET /orders/{orderId}`. One that names neither an order nor an operation is invalid: it
 * must not pass for "not paid".
 */
export const orderState: z.ZodType<OrderState> = z
  .looseObject({ operations })
  .transform((wire) => ({
    ...readSummary(wire.orderStatus),
    operations: wire.operations,
    paymentLinks: readLinks(wire),
  }))
  .refine((state) => state.orderId !== undefined || state.operations.length > 0, { path: ["orderStatus"] })

/** The response to `GET /orders`, newest first. */
export const orderList: z.ZodType<OrderSummary[]> = z
  .object({ orders: everyOf(z.looseObject({}).transform(readSummary)) })
  .transform((wire) => wire.orders)
