/** Texts of the card on the order page, which carries both languages because it is so little. */
export const CARD_TEXTS = {
  en: {
    due: "outstanding",
    take: "Take a card payment",
    link: "Payment link",
    balance: "Copy link to the shop",
    balanceCopied: "Link copied",
    balanceUntil: "Send it to the customer only. Whoever has it can pay this order until",
    balanceByHand: "Copy this link and send it to the customer only:",
    balanceFailed: "No link was created",
    details: "Details",
    until: "Capture by",
    retry: "Could not be loaded. Try again",
  },
  it: {
    due: "da incassare",
    take: "Incassa con carta",
    link: "Link di pagamento",
    balance: "Copia link al negozio",
    balanceCopied: "Link copiato",
    balanceUntil: "Invialo solo al cliente. Chi lo possiede può pagare questo ordine fino al",
    balanceByHand: "Copia questo link e invialo solo al cliente:",
    balanceFailed: "Link non creato",
    details: "Dettagli",
    until: "Da catturare entro il",
    retry: "Non caricato. Riprova",
  },
} as const
