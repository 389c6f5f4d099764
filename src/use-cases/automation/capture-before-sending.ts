import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderId } from "../../domain/ids"
import { formatMoney, money } from "../../domain/money"
import { notCapturedText } from "../../texts/not-captured"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { outstandingOf } from "../orders/outstanding"
import { capturedFor, captureSent, type Captured } from "./capture-sent"
import { readSentOrder, type BeingSent, type SendingMoment } from "./sent-goods"

type Sending = BeingSent & { readonly moment: SendingMoment }

/**
 * Captures what is about to be sent, where a payment of the order has `captureFailure: "stop"`. Goods that nobody pays for
 * are not sent either: the hold was voided or has lapsed, nobody has paid by the link. What another payment pays for goes.
 *
 * @returns undefined when the options do not make the goods wait for their money.
 */
export async function captureBeforeSending(
  container: MedusaContainer,
  orderId: OrderId,
  beingSent: Sending
): Promise<Captured | undefined> {
  const attempts = await journalOf(container).listForOrder(orderId)
  const isStopped = attempts.some(({ provider_id: providerId }) => {
    const settings = hasTerminal(container, providerId)
      ? engineFor(container, providerId).terminal.settings
      : undefined
    return settings?.captureFailure === "stop" && settings.captureOn === beingSent.moment
  })
  if (!isStopped) {
    return undefined
  }
  const captured = await captureSent(container, orderId, beingSent)
  return captured.isDone ? await requireCover(container, orderId, beingSent) : captured
}

/** Medusa takes a difference of up to one minor unit for nothing. */
const TOLERANCE = 1n

/**
 * Whether what was sent, with what is being sent, is paid or held, by XPay or others. Money that was captured and went back
 * counts: a refund is the shop's own will.
 */
async function requireCover(
  container: MedusaContainer,
  orderId: OrderId,
  beingSent: Sending
): Promise<Captured> {
  const order = await readSentOrder(container, orderId, beingSent.moment, beingSent)
  const due = await outstandingOf(container, orderId)
  if (order === undefined || due === undefined || order.isDraft || order.status === "canceled") {
    return { isDone: true }
  }
  const covered = due.total.minor - due.amount.minor
  const captured = await capturedFor({ engine: { journal: journalOf(container) }, orderId })
  const missing = order.sent.minor - (captured > covered ? captured : covered)
  return missing <= TOLERANCE
    ? { isDone: true }
    : {
        isDone: false,
        why: (locale) =>
          notCapturedText("not_covered", locale, formatMoney(money(missing, order.sent.currency), locale)),
      }
}
