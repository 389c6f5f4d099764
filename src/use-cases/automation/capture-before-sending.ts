import type { MedusaContainer } from "@medusajs/framework/types"
import { engineFor, hasTerminal, journalOf } from "../engine-for"
import { captureSent, type Captured } from "./capture-sent"
import type { BeingSent, SendingMoment } from "./sent-goods"

/**
 * Captures what is about to be sent, where a payment of the order has `captureFailure: "stop"`.
 *
 * @returns undefined when the options do not make the goods wait for their money.
 */
export async function captureBeforeSending(
  container: MedusaContainer,
  orderId: string,
  beingSent: BeingSent & { readonly moment: SendingMoment }
): Promise<Captured | undefined> {
  const attempts = await journalOf(container).listForOrder(orderId)
  const isStopped = attempts.some(({ provider_id: providerId }) => {
    const settings = hasTerminal(container, providerId)
      ? engineFor(container, providerId).terminal.settings
      : undefined
    return settings?.captureFailure === "stop" && settings.captureOn === beingSent.moment
  })
  return isStopped ? await captureSent(container, orderId, beingSent) : undefined
}
