import { type Request } from "express"

import { type Language } from "../hosted/hosted-texts"

/** Texts of the simulated bank. */
const texts = {
  en: {
    title: "Confirm your payment",
    bank: "Simulated Bank · Card security check",
    shop: "Shop",
    card: "Card",
    reference: "Reference",
    choose: "You are the card holder here. Choose how the check ends.",
    succeeds: "Authentication succeeds",
    fails: "Authentication fails",
    abandoned: "Give up and go back",
    error: "Pay, and show an error page",
    notOpened: "The security check could not be opened",
    goBack: "Go back to the shop and try again. Nothing was charged.",
  },
  it: {
    title: "Conferma il pagamento",
    bank: "Banca simulata · Controllo di sicurezza della carta",
    shop: "Negozio",
    card: "Carta",
    reference: "Riferimento",
    choose: "Qui il titolare della carta sei tu. Scegli come finisce il controllo.",
    succeeds: "Autenticazione riuscita",
    fails: "Autenticazione fallita",
    abandoned: "Rinuncia e torna al negozio",
    error: "Paga, e mostra una pagina di errore",
    notOpened: "Impossibile aprire il controllo di sicurezza",
    goBack: "Torna al negozio e riprova. Non è stato addebitato nulla.",
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>

/** The browser's language. XPay's documentation does not say which language a bank uses. */
export function bankLanguage(request: Request): Language {
  return request.acceptsLanguages(["en", "it"]) === "it" ? "it" : "en"
}

export function bankTexts(language: Language): (typeof texts)[Language] {
  return texts[language]
}
