import type { Locale } from "../domain/locale"
import { formatMoney, type Money } from "../domain/money"

/** The held, captured and refunded amounts of one payment. */
export interface Moved {
  readonly held: Money
  readonly captured: Money
  readonly refunded: Money
  /** Only one capture is possible: the rest of the hold is voided. */
  readonly capturesOnce: boolean
}

/**
 * What Medusa's own section of an order shows incorrectly and cannot be changed; undefined if there is no difference.
 * Medusa shows a payment as captured only if all of it is, and a partial refund of a partial capture as a full one.
 */
export function platformNote(
  { held, captured, refunded, capturesOnce }: Moved,
  locale: Locale
): string | undefined {
  if (captured.minor === 0n || captured.minor >= held.minor || !capturesOnce) {
    return undefined
  }
  const say = (amount: Money) => formatMoney(amount, locale)
  const part = TEXTS.part[locale](say(captured), say(held))
  const isPartlyRefunded = refunded.minor > 0n && refunded.minor < captured.minor
  return isPartlyRefunded ? `${part} ${TEXTS.refund[locale](say(refunded))}` : part
}

const TEXTS = {
  part: {
    en: (captured: string, held: string) =>
      `${captured} of ${held} was captured and the rest was voided. Medusa still shows the payment as authorized; its Capture payment button cannot take more.`,
    it: (captured: string, held: string) =>
      `Sono stati catturati ${captured} su ${held} e il resto è stato annullato. Medusa mostra ancora il pagamento come autorizzato; il suo pulsante di cattura non può incassare altro.`,
  },
  refund: {
    en: (refunded: string) => `The order may read refunded, but only ${refunded} was refunded.`,
    it: (refunded: string) => `L'ordine può risultare rimborsato, ma sono stati rimborsati solo ${refunded}.`,
  },
} as const
