import type { AttemptState } from "../domain/attempt-state"
import type { Locale } from "../domain/locale"

/** The states in a word or two, to follow "the payment is …". */
const NAMES: Readonly<Record<AttemptState, Record<Locale, string>>> = {
  created: { en: "just started", it: "appena iniziato" },
  authenticating: {
    en: "in 3-D Secure authentication",
    it: "in autenticazione 3-D Secure",
  },
  authenticated: { en: "back from 3-D Secure authentication", it: "tornato dall'autenticazione 3-D Secure" },
  authorizing: { en: "in doubt", it: "in dubbio" },
  pending_payer: { en: "waiting for the customer", it: "in attesa del cliente" },
  authorized: { en: "authorized", it: "autorizzato" },
  capturing: { en: "being captured", it: "in cattura" },
  captured: { en: "captured", it: "catturato" },
  refunding: { en: "being refunded", it: "in rimborso" },
  partially_refunded: { en: "partially refunded", it: "parzialmente rimborsato" },
  refunded: { en: "refunded", it: "rimborsato" },
  voiding: { en: "being voided", it: "in annullamento" },
  voided: { en: "voided", it: "annullato" },
  declined: { en: "declined", it: "rifiutato" },
  authentication_failed: { en: "not authenticated", it: "non autenticato" },
  abandoned: { en: "abandoned", it: "abbandonato" },
  expired: { en: "expired", it: "scaduto" },
  failed: { en: "failed", it: "non riuscito" },
}

export function stateName(state: AttemptState, locale: Locale): string {
  return NAMES[state][locale]
}
