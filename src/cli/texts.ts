import type { CheckStatus } from "../texts/health"
import type { Locale } from "../domain/locale"

export const HELP = `Usage: npx medusa-payment-nexi-xpay doctor [options]

Checks every XPay terminal of the Medusa application in this folder, with one real call to XPay each, and reports
problems and fixes. Changes nothing. Exits with 1 if payments fail or are at risk.

      --locale <it|en>   Language (the machine's unless given)
      --json             For programs
  -h, --help             Show this
`

interface DoctorTexts {
  readonly noApplication: string
  /** Medusa's error output follows. */
  readonly notStarted: string
  readonly noTerminal: string
  readonly pluginMissing: string
  readonly simulated: string
  readonly capture: Readonly<Record<"manual" | "automatic", string>>
  readonly accounting: Readonly<Record<"explicit" | "implicit", string>>
  readonly summary: (counts: Readonly<Record<CheckStatus, number>>) => string
}

export const DOCTOR_TEXTS: Readonly<Record<Locale, DoctorTexts>> = {
  en: {
    noApplication:
      "There is no Medusa application in this folder. Run the doctor where your medusa-config.ts is, after npm install.",
    notStarted: "Medusa does not start with this configuration. Medusa's error:",
    noTerminal:
      "No XPay terminal is configured: the payment module in medusa-config.ts has no provider medusa-payment-nexi-xpay/providers/xpay whose options can work.",
    pluginMissing:
      'The provider is configured, but medusa-payment-nexi-xpay is not in `plugins` of medusa-config.ts: its routes, its job and its tables are missing. Add `plugins: [{ resolve: "medusa-payment-nexi-xpay", options: {} }]`, run npx medusa db:migrate, then the doctor again.',
    simulated: "simulator",
    capture: { manual: "manual capture", automatic: "automatic capture" },
    accounting: { explicit: "explicit accounting", implicit: "implicit accounting" },
    summary: ({ error, warning, ok }) =>
      `${ok} OK, ${warning} ${warning === 1 ? "warning" : "warnings"}, ${error} ${error === 1 ? "error" : "errors"}.`,
  },
  it: {
    noApplication:
      "In questa cartella non c'è un'applicazione Medusa. Esegui il doctor dove si trova medusa-config.ts, dopo npm install.",
    notStarted: "Medusa non si avvia con questa configurazione. Errore di Medusa:",
    noTerminal:
      "Nessun terminale XPay configurato: il modulo di pagamento in medusa-config.ts non ha un provider medusa-payment-nexi-xpay/providers/xpay con opzioni che possano funzionare.",
    pluginMissing:
      'Il provider è configurato, ma medusa-payment-nexi-xpay non è tra i `plugins` di medusa-config.ts: mancano le sue rotte, il suo job e le sue tabelle. Aggiungi `plugins: [{ resolve: "medusa-payment-nexi-xpay", options: {} }]`, esegui npx medusa db:migrate e poi di nuovo il doctor.',
    simulated: "simulatore",
    capture: { manual: "cattura manuale", automatic: "cattura automatica" },
    accounting: { explicit: "contabilizzazione esplicita", implicit: "contabilizzazione implicita" },
    summary: ({ error, warning, ok }) =>
      `${ok} OK, ${warning} ${warning === 1 ? "avviso" : "avvisi"}, ${error} ${error === 1 ? "errore" : "errori"}.`,
  },
}
