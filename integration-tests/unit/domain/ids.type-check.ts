import type { XPayClient } from "../../../src/gateway/client"
import type { Journal } from "../../../src/modules/xpay/journal/journal"
import type { AttemptRecord } from "../../../src/modules/xpay/journal/records"
import { NO_ID, type CartId, type CustomerId, type OrderId, type PaymentId } from "../../../src/domain/ids"

/** Never run: `npm run typecheck` fails here if one kind of id becomes assignable to another. */
export async function mixUp(
  client: XPayClient,
  journal: Journal,
  attempt: AttemptRecord,
  medusa: { cartId: CartId; orderId: OrderId; paymentId: PaymentId; customerId: CustomerId },
  typed: string
): Promise<void> {
  // @ts-expect-error an XPay order id where an operation id is expected
  await client.getOperation(attempt.xpay_order_id)
  // @ts-expect-error an attempt id where an operation id is expected
  await client.getOperation(attempt.id)
  // @ts-expect-error Medusa's order id where an XPay order id is expected
  await client.getOrder(medusa.orderId)
  // @ts-expect-error an attempt id where a payment session id is expected
  await journal.findForSession(attempt.id)
  // @ts-expect-error a cart id where an order id is expected
  await journal.listForOrder(medusa.cartId)
  // @ts-expect-error Medusa's payment id where an attempt id is expected
  await journal.find(medusa.paymentId)
  // @ts-expect-error Medusa's customer id where the name of the customer at XPay is expected
  await client.getCustomerContracts(medusa.customerId)
  // @ts-expect-error a plain string, which is no branded id
  await journal.find(typed)
}

/** What must compile: each id in its place, and every id as a string. */
export async function inItsPlace(client: XPayClient, journal: Journal, attempt: AttemptRecord) {
  await client.getOrder(attempt.xpay_order_id)
  await client.getOperation(attempt.operation_id ?? NO_ID)
  await journal.findForSession(attempt.payment_session_id ?? NO_ID)
  const texts: string[] = [
    attempt.id,
    attempt.xpay_order_id,
    ...(attempt.cart_id === null ? [] : [attempt.cart_id]),
  ]
  return texts
}
