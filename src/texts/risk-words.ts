import type { XPayWarning } from "../domain/interpret"
import { proofOf, type Proof } from "../domain/liability"
import type { Locale } from "../domain/locale"

const PROOFS = {
  authenticated: { en: "Cardholder authenticated", it: "Titolare autenticato" },
  attempted: {
    en: "Attempted: the issuer could not authenticate",
    it: "Tentata: l'emittente non ha potuto autenticare",
  },
  none: { en: "Cardholder not authenticated", it: "Titolare non autenticato" },
} as const satisfies Record<Proof, Record<Locale, string>>

/** The outcome of 3-D Secure; undefined if XPay returned neither an indicator nor a known status. */
export function threeDsText(
  { eci, status }: { readonly eci?: string; readonly status?: string },
  locale: Locale
): string | undefined {
  const proof = proofOf(eci, status)
  return proof === undefined ? undefined : PROOFS[proof][locale]
}

const DROPPED = {
  billing: {
    en: (field: string) => `XPay did not use the billing address: its ${field} is not valid.`,
    it: (field: string) => `XPay non ha usato l'indirizzo di fatturazione: ${field} non valida.`,
  },
  shipping: {
    en: (field: string) => `XPay did not use the shipping address: its ${field} is not valid.`,
    it: (field: string) => `XPay non ha usato l'indirizzo di spedizione: ${field} non valida.`,
  },
} as const

const FIELDS = {
  country: { en: "country", it: "nazione" },
  province: { en: "province", it: "provincia" },
} as const

/** XPay's codes for addresses that it drops. The issuer then knows less about the payer. */
const WARNINGS: Readonly<Record<string, readonly [keyof typeof DROPPED, keyof typeof FIELDS]>> = {
  "003": ["billing", "country"],
  "007": ["billing", "province"],
  "010": ["shipping", "country"],
  "014": ["shipping", "province"],
}

/** A warning from XPay: our text if the code is known, else XPay's. */
export function warningText({ code, description }: XPayWarning, locale: Locale): string {
  const known = WARNINGS[code ?? ""]
  if (known === undefined) {
    return [code, description].filter((part) => part !== undefined).join(": ")
  }
  const [address, field] = known
  return DROPPED[address][locale](FIELDS[field][locale])
}
