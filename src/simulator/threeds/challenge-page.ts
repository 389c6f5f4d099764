import { type Response } from "express"

import { type Operation } from "../ledger/operation"
import { html } from "../pages/html"
import { moneyText } from "../pages/money-text"
import { sendPage } from "../pages/page"
import { type Authentication } from "./authentications"

const banner = "XPay simulator — no real money moves"

/** The issuer's page: what a payer sees when the bank wants to know who is paying. */
export function sendChallengePage(
  response: Response,
  operation: Operation,
  authentication: Authentication,
  shop: string,
  action = "/monetaweb/acs/answer"
): void {
  const amount = operation.amount === 0 ? "No charge" : moneyText(operation.amount, operation.currency, "en")
  const answer = (outcome: string, label: string, look: string): ReturnType<typeof html> =>
    html`<button class="block ${look}" name="outcome" value="${outcome}" type="submit">${label}</button>`
  sendPage(response, 200, {
    language: "en",
    title: "Confirm your payment",
    banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <div class="tight">
          <p class="soft small">Simulated Bank · Card security check</p>
          <h1>Confirm your payment</h1>
        </div>
        <p class="amount">${amount}</p>
        <dl class="facts">
          <dt>Shop</dt>
          <dd>${shop}</dd>
          <dt>Card</dt>
          <dd>${operation.method?.name} ···· ${operation.card?.lastFour}</dd>
          <dt>Reference</dt>
          <dd class="mono">${operation.orderId}</dd>
        </dl>
        <hr />
        <p class="soft small">You are the card holder here. Choose how the check ends.</p>
        <form method="post" action="${action}" class="choices">
          <input type="hidden" name="challenge" value="${authentication.challengeId}" />
          ${answer("succeeds", "Authentication succeeds", "primary")}
          ${answer("fails", "Authentication fails", "danger")}
          ${answer("abandoned", "Give up and go back", "quiet")}
          ${authentication.steps === "build" ? answer("error", "Pay, and show an error page", "quiet") : null}
        </form>
      </div>
    </main>`,
  })
}

/** Says in plain words why the security check cannot be shown. Always HTTP 400. */
export function sendChallengeError(response: Response, reason: string): void {
  sendPage(response, 400, {
    language: "en",
    title: "The security check could not be opened",
    banner,
    body: html`<main class="sheet">
      <div class="card stack">
        <h1>The security check could not be opened</h1>
        <p class="note bad" role="alert">${reason}</p>
        <p class="soft small">Go back to the shop and try again. Nothing was charged.</p>
      </div>
    </main>`,
  })
}
