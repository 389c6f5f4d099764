import type { Locale } from "../domain/locale"

/** Why Medusa has a refund that was not requested there, or whose request was interrupted. */
const NOTES = {
  after_interruption: { en: "Booked after an interruption", it: "Registrato dopo un'interruzione" },
  back_office: { en: "Refunded in the XPay back office", it: "Rimborsato nel back office XPay" },
  capture_canceled: {
    en: "Capture canceled on its own day",
    it: "Cattura annullata nel giorno in cui è stata fatta",
  },
  order_canceled: {
    en: "Refunded because the order was canceled",
    it: "Rimborsato perché l'ordine è stato annullato",
  },
} as const satisfies Record<string, Readonly<Record<Locale, string>>>

/** The note, for staff, of a refund that the plugin books or executes by itself. */
export function refundNote(note: keyof typeof NOTES, locale: Locale): string {
  return NOTES[note][locale]
}
