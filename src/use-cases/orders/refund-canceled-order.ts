import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isOneOf } from "../../domain/attempt-state"
import { formatMoney, money, toMajor } from "../../domain/money"
import type { Engine } from "../../engine/engine"
import { attemptAmount, totals, type AttemptRecord } from "../../modules/xpay/journal/records"
import { messageOf } from "../message-of"
import { giveBack } from "../../engine/reverse"

/**
 * Returns what is left of the money of a canceled order. Medusa has booked the return already, so a refund that is still
 * owed is made through Medusa's payment module alone, which adds the refund's row and no second transaction. Call it once
 * everything that XPay carried out is booked.
 */
export async function returnForCanceledOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  paymentId: string
): Promise<AttemptRecord> {
  if (!isOneOf(attempt.state, ["captured", "partially_refunded"])) {
    return await giveBack(engine, attempt)
  }
  const { captured, refunded } = totals(await engine.journal.movements(attempt.id))
  const rest = money(captured - refunded, attemptAmount(attempt).currency)
  const marked = (await engine.journal.amend(attempt.id, { stamp: ["release_requested_at"] })) ?? attempt
  try {
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).refundPayment({
      payment_id: paymentId,
      amount: toMajor(rest).numeric,
      note: "Refunded because the order was canceled",
    })
    await engine.incidents.settle(attempt.id, "order_canceled_with_money")
  } catch (error) {
    const why = messageOf(error)
    await engine.incidents.raise(attempt, "order_canceled_with_money", `${formatMoney(rest)}: ${why}`)
  }
  return (await engine.journal.find(attempt.id)) ?? marked
}
