import { type Response } from "express"

import { html } from "../pages/html"
import { sendPage } from "../pages/page"
import { type HostedOrder } from "./attempt"
import { textsIn } from "./hosted-texts"
import { amountText, wordsFor } from "./hosted-words"
import { type PageState } from "./page-state"

/** The page shown when nothing can be paid, or no longer. */
export function sendHostedEnd(
  response: Response,
  order: HostedOrder,
  state: Exclude<PageState, "open">
): void {
  const { language, texts } = wordsFor(order)
  const { title, text } = texts.states[state]
  const back = order.hosted.resultUrl
  sendPage(response, state === "expired" || state === "cancelled" ? 410 : 200, {
    language,
    title,
    banner: texts.banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <h1>${title}</h1>
        <p class="note ${state === "paid" ? "good" : ""}">${text}</p>
        <dl class="facts">
          <dt>${texts.order}</dt>
          <dd class="mono">${order.orderId}</dd>
        </dl>
        ${back ? html`<p><a href="${back}">${texts.backToShop}</a></p>` : null}
      </div>
    </main>`,
  })
}

/** The last page of a payment link that has no return URL. */
export function sendHostedResult(
  response: Response,
  order: HostedOrder,
  result: "paidResult" | "failedResult" | "cancelledResult"
): void {
  const { language, texts } = wordsFor(order)
  sendPage(response, 200, {
    language,
    title: texts.title,
    banner: texts.banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <h1>${texts.title}</h1>
        <p class="note ${result === "paidResult" ? "good" : "bad"}" role="status">${texts[result]}</p>
        <p class="amount">${amountText(order, language, texts)}</p>
      </div>
    </main>`,
  })
}

/** For a URL without a payment. */
export function sendHostedUnknown(response: Response): void {
  const texts = textsIn("en")
  sendPage(response, 404, {
    language: "en",
    title: texts.unknownTitle,
    banner: texts.banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <h1>${texts.unknownTitle}</h1>
        <p>${texts.unknown}</p>
      </div>
    </main>`,
  })
}
