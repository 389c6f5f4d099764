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
 * Captures before goods are sent, if a payment of the order has `captureFailure: "stop"`. Goods that are not paid for
 * are not sent either: the hold was voided or has lapsed, or a link is unpaid. Goods covered by another payment may be
 * sent.
 *
 * @returns undefined if the options do not make the goods wait for their money.
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

/** Medusa ignores a difference of up to one minor unit. */
const TOLERANCE = 1n

/**
 * Whether everything sent, including what is being sent, is paid or held, through XPay or otherwise. Money that was
 * captured and then refunded counts: the shop refunded it deliberately.
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
