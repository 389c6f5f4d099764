import type { MedusaResponse } from "@medusajs/framework/http"
import type { Locale } from "../../domain/locale"

const TEXTS = {
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
    en: { title: "Payment received", text: "Thank you. The shop has been told; you can close this page." },
    it: {
      title: "Pagamento ricevuto",
      text: "Grazie. Il negozio è stato avvisato: puoi chiudere questa pagina.",
    },
  },
  link_checking: {
    en: {
      title: "We are waiting for your payment to be confirmed",
      text: "Please do not pay again. The shop will be told as soon as it arrives; you can close this page.",
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
      text: "Il pagamento non è stato completato. Puoi usare di nuovo il link o chiedere al negozio un altro modo di pagare.",
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
} as const

/**
 * A page for the cases in which there is no storefront page to send a shopper to: payment links, and trouble.
 *
 * @param framers origins of the pages that may show it in a frame
 */
export function sendReturnPage(
  res: MedusaResponse,
  status: 200 | 404 | 503,
  which: keyof typeof TEXTS,
  locale: Locale,
  framers: readonly string[] = []
): void {
  res
    .status(status)
    .set("Content-Security-Policy", `${PAGE_POLICY}; ${frameAncestors(framers)}`)
    .type("html")
    .send(returnPage(which, locale))
}

const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** Keeps the page out of the frames of all other sites. */
export function frameAncestors(origins: readonly string[]): string {
  return `frame-ancestors ${origins.length === 0 ? "'none'" : origins.join(" ")}`
}

function returnPage(which: keyof typeof TEXTS, locale: Locale): string {
  const { title, text } = TEXTS[which][locale]
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f6f7; color: #18181b; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 1.5rem; padding: 2rem; background: #fff; border: 1px solid #e4e4e7; border-radius: 12px; }
h1 { margin: 0 0 .5rem; font-size: 1.25rem; }
p { margin: 0; color: #52525b; }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>`
}
