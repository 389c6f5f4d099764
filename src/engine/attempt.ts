import type { Engine } from "./engine"
import { type AttemptRecord, requestedAmount } from "../modules/xpay/journal/records"
import type { AttemptWithMovements } from "../modules/xpay/journal/tables"
import type { AttemptState } from "../domain/attempt-state"
import { resolveSavedCard } from "./saved-cards/saved-card"
import type { Order, AboutOrder } from "../gateway/wire/order"

/** After this delay the completion that used an attempt has rolled back its order, or its process has died. */
const ORDER_CHECK_SECONDS = 60

/**
 * Ends an attempt without money. If another request was faster, its result stays. An attempt of a cart stays
 * due until the outcome of its order is known.
 */
export async function end(
  engine: Engine,
  attempt: AttemptRecord,
  state: AttemptState,
  patch: Parameters<Engine["journal"]["transition"]>[3]
): Promise<AttemptRecord> {
  const nextCheckSeconds = attempt.cart_id === null ? null : ORDER_CHECK_SECONDS
  const ended = await engine.journal.transition(attempt.id, attempt.state, state, {
    nextCheckSeconds,
    ...patch,
  })
  if (ended === undefined) {
    return await reread(engine, attempt)
  }
  await resolveSavedCard(engine, ended)
  return ended
}

/** The current attempt from the journal. */
export async function reread(
  { journal }: Pick<Engine, "journal">,
  attempt: AttemptRecord
): Promise<AttemptRecord> {
  return (await journal.find(attempt.id)) ?? attempt
}

/** The current attempt and its movements from the journal. */
export async function reload(
  engine: Pick<Engine, "journal">,
  attempt: AttemptRecord
): Promise<AttemptWithMovements> {
  return {
    attempt: await reread(engine, attempt),
    movements: await engine.journal.movements(attempt.id),
  }
}

/** XPay's two capture types; an implicit terminal refuses `EXPLICIT`. */
export function captureType(attempt: AttemptRecord): "IMPLICIT" | "EXPLICIT" {
  return attempt.capture === "automatic" ? "IMPLICIT" : "EXPLICIT"
}

/** XPay's action type for a session; undefined for an ordinary payment. */
export function actionType(attempt: AttemptRecord): "PREAUTH" | undefined {
  return attempt.is_preauthorization ? "PREAUTH" : undefined
}

/** The order as every call for one payment must send it, including a resent call. */
export function xpayOrder(
  attempt: AttemptRecord
): Pick<Order, "orderId" | "amount" | "currency" | "description" | "invoiceId"> {
  const { minor, currency } = requestedAmount(attempt)
  return {
    orderId: attempt.xpay_order_id,
    amount: minor.toString(),
    currency,
    description: attempt.description ?? undefined,
    invoiceId: attempt.invoice_id ?? undefined,
  }
}

/** The stored fields of an order, so that {@link xpayOrder} returns the same values each time. */
export function orderWords(about: Pick<AboutOrder, "description" | "invoiceId">): {
  description: string | null
  invoice_id: string | null
} {
  return { description: about.description ?? null, invoice_id: about.invoiceId ?? null }
}
