import type { MedusaContainer } from "@medusajs/framework/types"
import type { Card } from "../../domain/card"
import { toLocale } from "../../domain/locale"
import { startCardPayment, type CardPayment } from "../../engine/authorization/start-card-payment"
import type { ChallengeForm } from "../../gateway/wire/challenge"
import type { ContractKind } from "../../modules/xpay/saved-cards"
import { agreeToSavedCard } from "./agree-to-saved-card"
import { finishPayment } from "../orders/finish-payment"
import { findPayableSession, type PaymentCall } from "./payable-session"
import { beginShopperPayment } from "./shopper-payment"
import { paymentView, type PaymentView } from "./shopper-payment-view"
import { PaymentRefusal } from "../refusal"
import { requireSaqD } from "../require-saq-d"
import { withVelocityLimit } from "../refuse-over-limit"

/** A shopper's card for a payment session. */
export interface PayByCardInput extends PaymentCall {
  readonly card: Card
  /** The issuer's page opens in a frame on the storefront's page. */
  readonly isFramed: boolean
  /** Set if the shopper consents to saving the card, with the purpose. */
  readonly saveCard?: ContractKind | undefined
}

export interface PayByCardResult {
  readonly payment: PaymentView
  /** The form that the browser has to post to reach the issuer's page; undefined if there is no challenge. */
  readonly challenge?: ChallengeForm
}

/**
 * Starts the payment of a cart by card, and finishes it if the issuer requires no challenge. A plain function, not a
 * Medusa workflow: Medusa stores the input of workflows, and a card must never be stored. The card object is wiped
 * before this returns.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can fix.
 */
export async function payByCard(container: MedusaContainer, input: PayByCardInput): Promise<PayByCardResult> {
  try {
    return await pay(container, input)
  } finally {
    input.card.wipe()
  }
}

async function pay(container: MedusaContainer, input: PayByCardInput): Promise<PayByCardResult> {
  const payable = await findPayableSession(container, input)
  const { session, engine, locale } = payable
  if (payable.provider.method !== undefined) {
    throw new PaymentRefusal(
      "not_a_card_session",
      "This payment session is not for cards: create one with the XPay card provider."
    )
  }
  requireSaqD(engine, locale)
  const saving = await agreeToSavedCard(container, payable, input)
  const begun = await beginShopperPayment(container, payable, input.clientAddress, {
    channel: "card",
    usesSavedCard: false,
    savesCard: saving !== undefined,
  })
  if ("existing" in begun) {
    return { payment: paymentView(await finishPayment(container, engine, begun.existing)) }
  }
  const payment: CardPayment = {
    ...begun.payment,
    card: input.card,
    saving,
    isFramed: input.isFramed,
  }
  const started = await withVelocityLimit(engine, session.provider_id, toLocale(locale), () =>
    startCardPayment(engine, payment)
  )
  switch (started.kind) {
    case "challenge":
      return { payment: paymentView(started.attempt), challenge: started.form }
    case "ended":
      return { payment: paymentView(started.attempt) }
    case "ready":
    case "conflict":
      // A conflicting attempt that was in doubt may be resolved now, and a successful one may lack its order.
      return { payment: paymentView(await finishPayment(container, engine, started.attempt)) }
  }
}
