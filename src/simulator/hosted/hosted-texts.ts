import { type AttemptOutcome } from "./hosted-outcome"
import { type PageState } from "./page-state"

export type Language = "it" | "en"

/** Texts of the hosted page. */
export interface HostedTexts {
  readonly banner: string
  readonly title: string
  readonly payTo: string
  readonly order: string
  readonly description: string
  readonly noCharge: string
  readonly chooseMethod: string
  readonly otherMethods: string
  readonly cards: string
  readonly testCard: string
  readonly ownCard: string
  readonly ownCardHint: string
  readonly approved: string
  readonly declined: string
  readonly number: string
  readonly expiry: string
  readonly cvv: string
  readonly savedCard: string
  readonly pay: string
  readonly verify: string
  readonly continueWith: string
  readonly cancel: string
  readonly otherOutcomes: string
  readonly otherOutcomesHint: string
  readonly badCard: string
  readonly noMethod: string
  readonly backToShop: string
  readonly unknownTitle: string
  readonly unknown: string
  readonly paidResult: string
  readonly failedResult: string
  readonly cancelledResult: string
  readonly outcomes: Readonly<Record<Exclude<AttemptOutcome, "pay">, string>>
  readonly states: Readonly<
    Record<Exclude<PageState, "open">, { readonly title: string; readonly text: string }>
  >
}

const english: HostedTexts = {
  banner: "XPay simulator — no real money moves",
  title: "Secure payment",
  payTo: "Pay to",
  order: "Order",
  description: "Description",
  noCharge: "No charge",
  chooseMethod: "Choose how to pay",
  otherMethods: "Other payment methods",
  cards: "Payment card",
  testCard: "Test card",
  ownCard: "Use another card number",
  ownCardHint: "Numbers typed here take the place of the test card. Never type a real one.",
  approved: "approved",
  declined: "declined",
  number: "Card number",
  expiry: "Expiry (MM/YY)",
  cvv: "Security code",
  savedCard: "Saved card",
  pay: "Pay",
  verify: "Verify the card",
  continueWith: "Pay with",
  cancel: "Cancel and return to the shop",
  otherOutcomes: "Simulate another outcome",
  otherOutcomesHint: "What should happen to this payment?",
  badCard: "Check the card number, expiry and security code.",
  noMethod: "No payment method of this shop can take this payment.",
  backToShop: "Back to the shop",
  unknownTitle: "Page not found",
  unknown: "There is no payment at this address.",
  paidResult: "Payment completed. You can close this page.",
  failedResult: "The payment did not succeed. You were not charged.",
  cancelledResult: "You canceled. You were not charged.",
  outcomes: {
    decline: "Declined by the bank",
    deny: "Refused by risk checks",
    "fail-authentication": "3-D Secure fails",
    "leave-pending": "Leave it pending",
    fail: "Technical failure",
  },
  states: {
    paid: { title: "Already paid", text: "This payment is complete. There is nothing left to do." },
    processing: {
      title: "Payment in progress",
      text: "Your payment is being processed. Please do not pay again.",
    },
    ended: {
      title: "This payment has ended",
      text: "Go back to the shop to try again. You were not charged.",
    },
    expired: {
      title: "This page has expired",
      text: "The time to pay is over. Ask the shop for a new link.",
    },
    cancelled: { title: "This link was withdrawn", text: "The shop has canceled this payment request." },
  },
}

const italian: HostedTexts = {
  banner: "Simulatore XPay — nessun addebito reale",
  title: "Pagamento sicuro",
  payTo: "Paga a",
  order: "Ordine",
  description: "Descrizione",
  noCharge: "Nessun addebito",
  chooseMethod: "Scegli come pagare",
  otherMethods: "Altri metodi di pagamento",
  cards: "Carta di pagamento",
  testCard: "Carta di prova",
  ownCard: "Usa un altro numero di carta",
  ownCardHint: "I dati scritti qui sostituiscono la carta di prova. Non scrivere mai una carta vera.",
  approved: "approvata",
  declined: "rifiutata",
  number: "Numero della carta",
  expiry: "Scadenza (MM/AA)",
  cvv: "Codice di sicurezza",
  savedCard: "Carta salvata",
  pay: "Paga",
  verify: "Verifica la carta",
  continueWith: "Paga con",
  cancel: "Annulla e torna al negozio",
  otherOutcomes: "Simula un altro esito",
  otherOutcomesHint: "Che cosa deve succedere a questo pagamento?",
  badCard: "Controlla numero, scadenza e codice di sicurezza.",
  noMethod: "Nessun metodo di questo negozio può ricevere questo pagamento.",
  backToShop: "Torna al negozio",
  unknownTitle: "Pagina non trovata",
  unknown: "A questo indirizzo non c'è alcun pagamento.",
  paidResult: "Pagamento completato. Puoi chiudere questa pagina.",
  failedResult: "Il pagamento non è riuscito. Non ti è stato addebitato nulla.",
  cancelledResult: "Hai annullato. Non ti è stato addebitato nulla.",
  outcomes: {
    decline: "Rifiutato dalla banca",
    deny: "Bloccato dai controlli antifrode",
    "fail-authentication": "3-D Secure fallisce",
    "leave-pending": "Lascialo in sospeso",
    fail: "Errore tecnico",
  },
  states: {
    paid: { title: "Già pagato", text: "Questo pagamento è completo. Non resta altro da fare." },
    processing: { title: "Pagamento in corso", text: "Il pagamento è in elaborazione. Non pagare di nuovo." },
    ended: { title: "Pagamento terminato", text: "Torna al negozio per riprovare. Nessun addebito." },
    expired: {
      title: "Pagina scaduta",
      text: "Il tempo per pagare è finito. Chiedi al negozio un nuovo link.",
    },
    cancelled: { title: "Link annullato", text: "Il negozio ha ritirato questa richiesta di pagamento." },
  },
}

/**
 * Italian for sessions in Italian, and for those without or with an unknown language: the simulator's terminals are
 * Italian. Every other documented language gets English.
 */
export function languageOf(session: { readonly language: string | null }): Language {
  const known = [
    "ara",
    "chi",
    "cze",
    "deu",
    "ell",
    "eng",
    "fra",
    "ger",
    "jpn",
    "por",
    "rus",
    "slv",
    "spa",
    "zha",
  ]
  return known.includes(session.language?.toLowerCase() ?? "ita") ? "en" : "it"
}

export function textsIn(language: Language): HostedTexts {
  return language === "it" ? italian : english
}
