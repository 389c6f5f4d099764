import { type Response } from "express"

import { html } from "./html"
import { sendPage } from "./page"

/** The fields that a browser carries back to the shop, in order. */
export type ReturnFields = readonly (readonly [name: string, value: string])[]

/** Returns the browser to the shop: by a redirect with the fields in the query, or by a self-submitting form. */
export function returnToShop(
  response: Response,
  method: "GET" | "POST",
  url: string,
  fields: ReturnFields,
  language: "it" | "en"
): void {
  if (method === "GET") {
    const target = new URL(url)
    for (const [name, value] of fields) target.searchParams.append(name, value)
    response.setHeader("Cache-Control", "no-store")
    response.redirect(303, target.href)
    return
  }
  const texts = wording[language]
  sendPage(response, 200, {
    language,
    title: texts.title,
    banner: texts.banner,
    submitsItself: true,
    body: html`<main class="sheet">
      <div class="card stack">
        <h1>${texts.title}</h1>
        <p class="soft">${texts.hint}</p>
        <form method="post" action="${url}">
          ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <button class="primary block" type="submit">${texts.button}</button>
        </form>
      </div>
    </main>`,
  })
}

const wording = {
  en: {
    title: "Returning to the shop",
    banner: "XPay simulator — no real money moves",
    hint: "If nothing happens within a few seconds, use the button.",
    button: "Continue to the shop",
  },
  it: {
    title: "Ritorno al negozio",
    banner: "Simulatore XPay — nessun addebito reale",
    hint: "Se entro pochi secondi non succede nulla, usa il pulsante.",
    button: "Continua verso il negozio",
  },
} as const
