import { MathBN } from "@medusajs/framework/utils"
import { equal, sum, type Amount, type CollectionRow, type OrderRow } from "./medusa-books"

const NOTHING: Amount = { value: "0" }

/**
 * Checks the status and amounts of an order's payment collections against sessions, captures and refunds, as Medusa's
 * payment module calculates them. Known deviations, which `http/audit.spec.ts` demonstrates on the platform's own
 * provider; no other difference is accepted:
 * - Canceling a payment does not recalculate them: `authorized_amount` keeps the amount that was held.
 * - There is no status for a partial capture: the collection stays `authorized` until everything is captured, or is
 *   `partially_captured` if the plugin has recalculated it.
 * - Canceling the order sets them to `canceled`; a later capture or refund sets them according to their rows.
 */
export function auditCollections(order: OrderRow): string[] {
  return order.collections
    .filter(({ payments }) => payments.length > 0)
    .flatMap((collection) =>
      auditCollection(collection, order.status === "canceled").map(
        (fault) => `order ${order.id}: its collection ${collection.id} ${fault}`
      )
    )
}

function auditCollection(collection: CollectionRow, isCanceled: boolean): string[] {
  const { status, payments, sessions } = collection
  const live = payments.filter((payment) => !payment.is_canceled)
  const captured = sum(payments.flatMap(({ captures }) => captures.map(({ amount }) => amount)))
  const refunded = sum(payments.flatMap(({ refunds }) => refunds.map(({ amount }) => amount)))
  const held = sum(live.map(({ amount }) => amount))
  const everHeld = sum(payments.map(({ amount }) => amount))
  const ofSessions = sum(sessions.filter((one) => one.status === "authorized").map(({ amount }) => amount))
  const expected = [
    statusOf(collection, held, captured),
    ...(isPartOf(captured, collection) ? ["partially_captured"] : []),
    ...(isCanceled ? ["canceled"] : []),
  ]
  const hasNoMoney = live.length === 0 && MathBN.eq(captured.value, 0)
  const isRight = hasNoMoney
    ? ["not_paid", "awaiting", "canceled"].includes(status)
    : expected.includes(status)
  return [
    ...(isRight
      ? []
      : [`is ${status}, its payments say ${hasNoMoney ? "that nothing is held" : expected[0]}`]),
    ...differs("captured_amount", collection.captured_amount, [captured]),
    ...differs("refunded_amount", collection.refunded_amount, [refunded]),
    ...differs("authorized_amount", collection.authorized_amount, [held, everHeld, ofSessions]),
  ]
}

/** As Medusa's payment module calculates it. */
function statusOf({ amount }: CollectionRow, held: Amount, captured: Amount): string {
  if (MathBN.gte(captured.value, amount.value)) {
    return "completed"
  }
  return MathBN.gte(held.value, amount.value) ? "authorized" : "partially_authorized"
}

function isPartOf(captured: Amount, { amount }: CollectionRow): boolean {
  return MathBN.gt(captured.value, 0) && MathBN.lt(captured.value, amount.value)
}

function differs(name: string, found: Amount | null, allowed: readonly Amount[]): string[] {
  const said = found ?? NOTHING
  return allowed.some((one) => equal(one, said))
    ? []
    : [`says ${name} ${said.value}, its payments say ${allowed[0]?.value}`]
}
