import { type Response } from "express"

import { textsIn } from "../hosted/hosted-texts"
import { type Operation } from "../ledger/operation"
import { html, type Markup } from "../pages/html"
import { moneyText } from "../pages/money-text"
import { sendPage } from "../pages/page"
import { type Authentication } from "./authentications"
import { bankLanguage, bankTexts } from "./challenge-texts"

/** The issuer's challenge page, in the browser's language. */
export function sendChallengePage(
  response: Response,
  operation: Operation,
  authentication: Authentication,
  shop: string,
  action = "/monetaweb/acs/answer"
): void {
  const language = bankLanguage(response.req)
  const texts = bankTexts(language)
  const amount =
    operation.amount === 0
      ? textsIn(language).noCharge
      : moneyText(operation.amount, operation.currency, language)
  const answer = (outcome: "succeeds" | "fails" | "abandoned" | "error", look: string): Markup =>
    html`<button class="block ${look}" name="outcome" value="${outcome}" type="submit">
      ${texts[outcome]}
    </button>`
  sendPage(response, 200, {
    language,
    title: texts.title,
    banner: textsIn(language).banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <div class="tight">
          <p class="soft small">${texts.bank}</p>
          <h1>${texts.title}</h1>
        </div>
        <p class="amount">${amount}</p>
        <dl class="facts">
          <dt>${texts.shop}</dt>
          <dd>${shop}</dd>
          <dt>${texts.card}</dt>
          <dd>${operation.method?.name} ···· ${operation.card?.lastFour}</dd>
          <dt>${texts.reference}</dt>
          <dd class="mono">${operation.orderId}</dd>
        </dl>
        <hr />
        <p class="soft small">${texts.choose}</p>
        <form method="post" action="${action}" class="choices">
          <input type="hidden" name="challenge" value="${authentication.challengeId}" />
          ${answer("succeeds", "primary")} ${answer("fails", "danger")} ${answer("abandoned", "quiet")}
          ${authentication.steps === "build" ? answer("error", "quiet") : null}
        </form>
      </div>
    </main>`,
  })
}

/** Explains why the challenge cannot be shown. Always HTTP 400. `reason` is for developers, in English. */
export function sendChallengeError(response: Response, reason: string): void {
  const language = bankLanguage(response.req)
  const texts = bankTexts(language)
  sendPage(response, 400, {
    language,
    title: texts.notOpened,
    banner: textsIn(language).banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <h1>${texts.notOpened}</h1>
        <p class="note bad" role="alert">${reason}</p>
        <p class="soft small">${texts.goBack}</p>
      </div>
    </main>`,
  })
}
