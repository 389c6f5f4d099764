import type { Engine } from "../engine/engine"
import { toLocale } from "../domain/locale"
import { shopperText } from "../texts/shopper-messages"
import { PaymentRefusal } from "./refusal"

/** Whether this terminal may take cards on the shop's own forms: in production Nexi must have verified its SAQ D. */
export function mayTakeCards({ terminal }: Engine): boolean {
  return terminal.settings.environment !== "production" || terminal.settings.saqDVerifiedByNexi
}

/** @throws PaymentRefusal if cards may not be taken; before anything is stored or sent. */
export function requireSaqD(engine: Engine, locale: string): void {
  if (!mayTakeCards(engine)) {
    engine.logger.warn(
      "A card was refused: in production Nexi must have verified the merchant's PCI DSS SAQ D. When it has, set the option `saqDVerifiedByNexi: true`."
    )
    throw new PaymentRefusal("saq_d_missing", shopperText("cards_not_taken", toLocale(locale)))
  }
}
