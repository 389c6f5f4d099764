/**
 * Texts of the button that copies a balance link. Loaded with the button, so that the order page does not carry them.
 */
export const BALANCE_LINK_TEXTS = {
  en: { copy: "Copy link to the shop", copied: "Link copied. Send it to the customer only." },
  it: { copy: "Copia link al negozio", copied: "Link copiato. Invialo solo al cliente." },
} as const
