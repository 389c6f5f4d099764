import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderId } from "../../domain/ids"
import { isOpenLink } from "../../domain/channels"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import { bookPayment } from "../orders/book-payment"
import { closeLink } from "../orders/close-links"
import { engineFor, hasTerminal, incidentsOf, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { reconcileAttempt } from "./reconcile-attempt"
import { recountPaymentOf } from "../orders/recount"

/** Processes every payment of a canceled order: returns what was paid, closes links that can still be paid. */
export async function returnMoneyOfCanceledOrder(
  container: MedusaContainer,
  orderId: OrderId
): Promise<void> {
  await incidentsOf(container).resolveForOrder(orderId, "order_unpaid")
  const attempts = await journalOf(container).listForOrder(orderId)
  for (const attempt of attempts.filter(({ provider_id: id }) => hasTerminal(container, id))) {
    const engine = engineFor(container, attempt.provider_id)
    try {
      if (isOneOf(attempt.state, MONEY_STATES)) {
        await reconcileAttempt(container, engine, attempt)
      } else if (isOpenLink(attempt)) {
        await closeLink(container, engine, attempt, "link_order_canceled")
      } else {
        await bookPayment(container, engine, attempt)
      }
    } catch (error) {
      // A payment that cannot be returned now must not block the others; the job retries it.
      engine.logger.warn(`${attemptLabel(attempt)} of a canceled order: ${messageOf(error)}`)
      await engine.journal.update(attempt.id, { nextCheckSeconds: SOON_SECONDS })
    }
  }
  for (const attempt of attempts) {
    await recountPaymentOf(container, attempt)
  }
}

const SOON_SECONDS = 30
