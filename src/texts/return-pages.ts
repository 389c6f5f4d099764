import type { Locale } from "../domain/locale"

/** The text of a page of the server itself, shown if there is no storefront page to which the payer can return. */
export interface ReturnPageText {
  readonly title: string
  readonly text: string
}

const PAGES = {
  unknown: {
    en: {
      title: "This page is no longer valid",
      text: "Nothing was charged here. Please go back to the shop and look at your cart or your orders.",
    },
    it: {
      title: "Questa pagina non è più valida",
      text: "Qui non è stato addebitato nulla. Torna al negozio e controlla il carrello o i tuoi ordini.",
    },
  },
  link_paid: {
    en: {
      title: "Payment received",
      text: "Thank you. The shop has been notified; you can close this page.",
    },
    it: {
      title: "Pagamento ricevuto",
      text: "Grazie. Il negozio è stato avvisato: puoi chiudere questa pagina.",
    },
  },
  link_checking: {
    en: {
      title: "We are waiting for your payment to be confirmed",
      text: "Please do not pay again. The shop will be notified as soon as it is; you can close this page.",
    },
    it: {
      title: "Attendiamo la conferma del pagamento",
      text: "Non pagare di nuovo. Il negozio sarà avvisato appena arriva: puoi chiudere questa pagina.",
    },
  },
  link_unpaid: {
    en: {
      title: "Nothing was charged",
      text: "The payment was not completed. You can use the link again, or ask the shop for another payment method.",
    },
    it: {
      title: "Nessun addebito",
      text: "Il pagamento non è stato completato. Puoi usare di nuovo il link o chiedere al negozio un altro metodo di pagamento.",
    },
  },
  trouble: {
    en: {
      title: "We are checking your payment",
      text: "Please do not pay again. Reload this page in a moment, or look at your orders in the shop.",
    },
    it: {
      title: "Stiamo verificando il pagamento",
      text: "Non pagare di nuovo. Ricarica questa pagina tra poco, oppure controlla i tuoi ordini nel negozio.",
    },
  },
} as const satisfies Record<string, Record<Locale, ReturnPageText>>

export type ReturnPage = keyof typeof PAGES

export function returnPageText(page: ReturnPage, locale: Locale): ReturnPageText {
  return PAGES[page][locale]
}

const FRAMED = {
  en: { title: "One moment…", link: "Back to the shop" },
  it: { title: "Un momento…", link: "Torna al negozio" },
} as const satisfies Record<Locale, { readonly title: string; readonly link: string }>

/** The text of the page in the storefront's frame, until the storefront closes the frame. */
export function framedReturnText(locale: Locale): { readonly title: string; readonly link: string } {
  return FRAMED[locale]
}
