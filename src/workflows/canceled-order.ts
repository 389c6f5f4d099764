import type { IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isOneOf, MONEY_STATES } from "../domain/attempt-state"
import { formatMoney, money, toMajor } from "../domain/money"
import type { Engine } from "../engine/engine"
import { giveBack } from "../engine/give-back"
import { release } from "../engine/release"
import { describe } from "../modules/xpay/log-line"
import { attemptAmount, totals, type AttemptRecord } from "../modules/xpay/records"
import { engineFor, hasTerminal, incidentsOf, journalOf } from "./engines"
import { mendCanceledBookings } from "./mend-bookings"
import { messageOf } from "./message-of"
import type { PaymentPlace } from "./payment-place"
import { reconcileAttempt } from "./reconcile-attempt"
import { recountPaymentOf } from "./recount"

/** Looks after every payment of an order that was canceled: returns what was paid, closes links that can still be paid. */
export async function returnMoneyOfCanceledOrder(container: MedusaContainer, orderId: string): Promise<void> {
  await incidentsOf(container).settleForOrder(orderId, "order_unpaid")
  const attempts = await journalOf(container).listForOrder(orderId)
  for (const attempt of attempts.filter(({ provider_id: id }) => hasTerminal(container, id))) {
    const engine = engineFor(container, attempt.provider_id)
    try {
      if (isOneOf(attempt.state, MONEY_STATES)) {
        await reconcileAttempt(container, engine, attempt)
      } else if (attempt.way === "link" && attempt.state === "waiting") {
        await release(engine, attempt, "link_order_canceled")
      }
    } catch (error) {
      // One that cannot be returned now must not keep the others; the job comes back to it.
      engine.logger.warn(`${describe(attempt)} of a canceled order: ${messageOf(error)}`)
      await engine.journal.amend(attempt.id, { checkIn: SOON_SECONDS })
    }
  }
  for (const attempt of attempts) {
    await recountPaymentOf(container, attempt)
  }
}

const SOON_SECONDS = 30

/**
 * Returns what is left of the money of a canceled order. Medusa has booked the return already, so a refund that is still
 * owed is made through Medusa's payment module alone, which adds the refund's row and no second transaction.
 */
export async function returnForCanceledOrder(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  payment: PaymentPlace["payment"]
): Promise<AttemptRecord> {
  if (
    !isOneOf(attempt.state, ["captured", "partially_refunded"]) ||
    payment === undefined ||
    payment.isCanceled
  ) {
    return await giveBack(engine, attempt)
  }
  await mendCanceledBookings(container, engine, attempt, payment.id)
  const { captured, refunded } = totals(await engine.journal.movements(attempt.id))
  const rest = money(captured - refunded, attemptAmount(attempt).currency)
  const marked = (await engine.journal.amend(attempt.id, { stamp: ["release_requested_at"] })) ?? attempt
  try {
    await container.resolve<IPaymentModuleService>(Modules.PAYMENT).refundPayment({
      payment_id: payment.id,
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
