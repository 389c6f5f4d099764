/** Texts of the card on the order page, in both languages because they are short. */
export const CARD_TEXTS = {
  en: {
    due: "outstanding",
    take: "Take a card payment",
    link: "Payment link",
    details: "Details",
    until: "Capture by",
    retry: "Could not be loaded. Try again",
  },
  it: {
    due: "da incassare",
    take: "Incassa con carta",
    link: "Link di pagamento",
    details: "Dettagli",
    until: "Da catturare entro il",
    retry: "Non caricato. Riprova",
  },
} as const
