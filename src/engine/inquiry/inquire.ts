import type { XPayOrderId } from "../../domain/ids"
import { isSameMoney, money } from "../../domain/money"
import { isXPayCurrency } from "../../domain/currencies"
import { interpretOrder, type OrderFunds, type ReportedOrder } from "../../domain/interpret"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { requestedAmount, type AttemptRecord } from "../../modules/xpay/journal/records"
import { noteAnswer } from "../acting"
import type { Engine } from "../engine"
import { toReportedOrder } from "./to-reported"

/** The result of querying XPay about an attempt. */
export type Inquiry =
  | { readonly kind: "answered"; readonly funds: OrderFunds; readonly order: ReportedOrder }
  /** XPay does not know the order. */
  | { readonly kind: "unknown_order" }
  /** XPay could not be queried, or its response could not be read. This proves nothing about the money. */
  | { readonly kind: "unavailable" }

/** Queries XPay about one attempt. Never throws, whether or not XPay responds. */
export async function inquire(engine: Engine, attempt: AttemptRecord): Promise<Inquiry> {
  const inquiry = await ask(engine, attempt)
  noteAnswer(inquiry.kind === "unavailable")
  return inquiry
}

async function ask({ terminal, logger }: Engine, attempt: AttemptRecord): Promise<Inquiry> {
  const outcome = await terminal.client.about(attempt.id).getOrder(attempt.xpay_order_id)
  if (outcome.kind === "done") {
    const order = toReportedOrder(outcome.value)
    return { kind: "answered", funds: interpretOrder(order), order }
  }
  if (outcome.kind === "refused" && outcome.error.status === 404) {
    return { kind: "unknown_order" }
  }
  logger.warn(`${attemptLabel(attempt)} could not be read: ${outcome.error.line}`)
  return { kind: "unavailable" }
}

/**
 * Whether an authorization is for what we requested: same order, same amount, same currency. Facts that XPay
 * leaves out do not contradict, but the amount is required.
 */
export function isForAttempt(
  attempt: AttemptRecord,
  facts: { readonly orderId?: XPayOrderId; readonly amount?: bigint; readonly currency?: string }
): boolean {
  const expected = requestedAmount(attempt)
  const { orderId = attempt.xpay_order_id, amount, currency = expected.currency } = facts
  return (
    orderId === attempt.xpay_order_id &&
    amount !== undefined &&
    isXPayCurrency(currency) &&
    isSameMoney(money(amount, currency), expected)
  )
}
