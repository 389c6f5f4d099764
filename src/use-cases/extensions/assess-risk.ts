import type { MedusaContainer } from "@medusajs/framework/types"
import { toLocale } from "../../domain/locale"
import { serviceNamed } from "../../domain/payment-services"
import { canHold } from "../../engine/authorization/can-hold"
import type { ShopperPayment } from "../../engine/authorization/shopper-draft"
import type { Engine } from "../../engine/engine"
import { XPAY_RISKS, type XPayPaymentFacts, type XPayRisk } from "../../engine/terminal/extensions"
import { readProviderId } from "../../medusa/provider-ids"
import { shopperText } from "../../texts/shopper-messages"
import { extensionsOf } from "../engine-for"
import { PaymentRefusal } from "../refusal"
import { callExtension } from "./call-extension"

/** A payment whose risk is assessed. */
export interface AssessedPayment {
  readonly engine: Engine
  readonly providerId: string
  readonly locale: string
}

/**
 * The decision of the shop's `assessRisk`: a challenge to request, or a review. If the terminal or method cannot hold the money,
 * a review is not possible and the payment is refused.
 *
 * @throws PaymentRefusal for a payment that the shop refuses, and where its function fails: nothing is recorded then.
 */
export async function assessRisk(
  container: MedusaContainer,
  { engine, providerId, locale: language }: AssessedPayment,
  readFacts: () => Promise<XPayPaymentFacts>
): Promise<Pick<ShopperPayment, "exemptions" | "review">> {
  const extensions = extensionsOf(container, providerId)
  if (extensions.assessRisk === undefined) {
    return {}
  }
  const locale = toLocale(language)
  const call = { name: "assessRisk", providerId, otherwise: "The payment is refused." } as const
  const called = await callExtension(container, call, async (tools) =>
    known(await extensions.assessRisk?.(await readFacts(), tools))
  )
  if (called === undefined) {
    throw new PaymentRefusal("risk_not_assessed", shopperText("risk_not_assessed", locale))
  }
  const { answer } = called
  switch (answer) {
    case "proceed":
      return {}
    case "challenge":
      return { exemptions: "CHALLENGE_REQUESTED" }
    case "review":
      if (canHold(engine.terminal.settings, serviceNamed(readProviderId(providerId)?.method ?? ""))) {
        return { review: "pending" }
      }
      engine.logger.warn(`${providerId}: the money cannot be held for a review, so the payment is refused.`)
      break
    case "refuse":
      break
  }
  throw new PaymentRefusal("refused_by_shop", shopperText("refused_by_shop", locale))
}

/** @throws TypeError for an answer that cannot be used */
function known(answer: unknown): XPayRisk {
  const risk = XPAY_RISKS.find((one) => one === answer)
  if (risk === undefined) {
    throw new TypeError(`it answers one of ${XPAY_RISKS.join(", ")}`)
  }
  return risk
}
