import type { Locale } from "../domain/locale"

/** Why a payment is not captured although goods are being sent, for reasons that do not come from XPay. */
const REASONS = {
  in_doubt: {
    en: "XPay has not confirmed the last operation on this payment yet. Try again in a minute.",
    it: "XPay non ha ancora confermato l'ultima operazione su questo pagamento. Riprova tra un minuto.",
  },
  not_booked: {
    en: "XPay has carried out something on this payment that is not booked here yet. Try again in a minute.",
    it: "XPay ha eseguito un'operazione su questo pagamento non ancora registrata qui. Riprova tra un minuto.",
  },
  capture_canceled: {
    en: "A capture of this payment was canceled, so it is not captured again automatically. Capture it on the order.",
    it: "Una cattura di questo pagamento è stata annullata, quindi non viene ripetuta automaticamente. Cattura il pagamento dall'ordine.",
  },
  not_covered: {
    en: "{amount} of what is to be sent is neither paid nor held.",
    it: "{amount} di quanto deve partire non è né pagato né bloccato.",
  },
} as const satisfies Record<string, Readonly<Record<Locale, string>>>

export type NotCaptured = keyof typeof REASONS

/** @param amount formatted; for `not_covered` */
export function notCapturedText(reason: NotCaptured, locale: Locale, amount = ""): string {
  return REASONS[reason][locale].replace("{amount}", amount)
}
