import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { PaymentId } from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { amountFact } from "../../domain/incident-detail"
import { money, toMajor } from "../../domain/money"
import type { Engine } from "../../engine/engine"
import { attemptCurrency, totals, type AttemptRecord } from "../../modules/xpay/journal/records"
import { messageOf } from "../message-of"
import { reread } from "../../engine/attempt"
import { reverse } from "../../engine/reverse"
import { staffLocale } from "../../engine/terminal/options"
import { refundNote } from "../../texts/refund-notes"

/**
 * Returns the remaining money of a canceled order. Medusa has booked the return already, so a refund still owed is
 * executed through Medusa's payment module alone, which adds the refund's row and no second transaction. Call it once
 * everything that XPay executed is booked.
 */
export async function returnForCanceledOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  paymentId: PaymentId
): Promise<AttemptRecord> {
  // An inquiry meanwhile may have shown that all of it was returned.
  const now = await reread(engine, attempt)
  if (!isOneOf(now.state, ["captured", "partially_refunded"])) {
    return isOneOf(now.state, MONEY_STATES) ? await reverse(engine, now) : now
  }
  const { captured, refunded } = totals(await engine.journal.movements(now.id))
  const rest = money(captured - refunded, attemptCurrency(now))
  if (rest.minor === 0n) {
    return now
  }
  await engine.journal.update(now.id, { stamp: ["abandon_requested_at"] })
  try {
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).refundPayment({
      payment_id: paymentId,
      amount: toMajor(rest).numeric,
      note: refundNote("order_canceled", staffLocale(engine.terminal.settings)),
    })
    await engine.incidents.close(now.id, "order_canceled_with_money")
  } catch (error) {
    const after = await reread(engine, now)
    if (isOneOf(after.state, MONEY_STATES)) {
      await engine.incidents.raise(after, "order_canceled_with_money", {
        code: "amount_and_cause",
        amount: amountFact(rest),
        cause: { words: messageOf(error) },
      })
    }
  }
  return await reread(engine, now)
}
