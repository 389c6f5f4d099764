import { type Response } from "express"

import { type OrderInput } from "../api/schemas/order-schema"
import { testCards } from "../cards/test-cards"
import { type Contract } from "../ledger/contract"
import { html, type Markup } from "../pages/html"
import { sendPage } from "../pages/page"
import { methodOfCircuit } from "../reference/payment-methods"
import { type HostedOrder } from "./attempt"
import { attemptOutcomes } from "./hosted-outcome"
import { type HostedTexts, type Language } from "./hosted-texts"
import { amountText, wordsFor } from "./hosted-words"
import { type OfferedMethod } from "./offered-methods"

/** Data of the payment form. */
export interface HostedForm {
  readonly order: HostedOrder
  readonly offered: readonly OfferedMethod[]
  /** The method whose form is open; undefined if the payer still has to choose. */
  readonly chosen: OfferedMethod | undefined
  readonly contract: Contract | undefined
  readonly hasBadCard: boolean
}

const pagePath = "/monetaweb/page/hosted/2"

/** The page where a payer chooses a method and pays. */
export function sendHostedForm(response: Response, form: HostedForm): void {
  const { order, chosen, offered } = form
  const { language, texts } = wordsFor(order)
  const others = offered.filter((method) => method !== chosen)
  sendPage(response, form.hasBadCard ? 422 : 200, {
    language,
    title: texts.title,
    banner: texts.banner,
    body: html`<main class="sheet stack">
      ${summary(order, language, texts)}
      ${offered.length === 0 ? html`<p class="note bad" role="alert">${texts.noMethod}</p>` : null}
      ${chosen ? methodForm(form, chosen, texts, language) : null}
      ${
        others.length > 0
          ? html`<section class="card stack" aria-labelledby="methods">
              <h2 id="methods">${chosen ? texts.otherMethods : texts.chooseMethod}</h2>
              <div class="choices">${others.map((method) => methodLink(order, method, texts))}</div>
            </section>`
          : null
      }
      <form method="post" action="${pagePath}/cancel">
        <input type="hidden" name="paymentid" value="${order.hosted.paymentId}" />
        <button class="block quiet" type="submit">${texts.cancel}</button>
      </form>
    </main>`,
  })
}

function summary(order: HostedOrder, language: Language, texts: HostedTexts): Markup {
  const { description } = order.particulars
  const shop = order.hosted.resultUrl ? new URL(order.hosted.resultUrl).host : null
  return html`<section class="card stack">
    <h1>${texts.title}</h1>
    <p class="amount">${amountText(order, language, texts)}</p>
    <dl class="facts">
      ${
        shop
          ? html`<dt>${texts.payTo}</dt>
              <dd>${shop}</dd>`
          : null
      }
      <dt>${texts.order}</dt>
      <dd class="mono">${order.orderId}</dd>
      ${
        typeof description === "string"
          ? html`<dt>${texts.description}</dt>
              <dd>${description}</dd>`
          : null
      }
      ${summaryLines(order, language).map(
        ({ label, value }) =>
          html`<dt>${label}</dt>
            <dd>${value}</dd>`
      )}
    </dl>
  </section>`
}

/** The shop's summary of the order, in the page's language if available. */
function summaryLines({ particulars }: HostedOrder, language: Language): readonly SummaryLine[] {
  const summaries = (particulars["transactionSummary"] ?? []) as readonly TransactionSummary[]
  const fitting = summaries.find((one) => one.language.slice(0, 2).toLowerCase() === language)
  return (fitting ?? summaries[0])?.summaryList ?? []
}

type TransactionSummary = NonNullable<OrderInput["transactionSummary"]>[number]
type SummaryLine = TransactionSummary["summaryList"][number]

function methodName(method: OfferedMethod, texts: HostedTexts): string {
  return method.service === "CARDS" ? texts.cards : method.name
}

function methodLink({ hosted }: HostedOrder, method: OfferedMethod, texts: HostedTexts): Markup {
  const address = `${pagePath}/html?paymentid=${hosted.paymentId}&method=${method.service}`
  return html`<a class="method" href="${address}">
    <img src="/monetaweb/static/images/${method.service.toLowerCase()}.svg" alt="" width="48" height="32" />
    <span class="name">${methodName(method, texts)}</span>
  </a>`
}

function methodForm(form: HostedForm, chosen: OfferedMethod, texts: HostedTexts, language: Language): Markup {
  const { order, contract, hasBadCard } = form
  const isVerification = order.hosted.actionType === "VERIFY"
  const isCard = chosen.service === "CARDS"
  const action = isVerification
    ? texts.verify
    : isCard
      ? `${texts.pay} ${amountText(order, language, texts)}`
      : `${texts.continueWith} ${chosen.name}`
  return html`<section class="card stack" aria-labelledby="chosen">
    <h2 id="chosen">${methodName(chosen, texts)}</h2>
    ${hasBadCard ? html`<p class="note bad" role="alert">${texts.badCard}</p>` : null}
    <form method="post" action="${pagePath}/attempt" class="stack">
      <input type="hidden" name="paymentid" value="${order.hosted.paymentId}" />
      <input type="hidden" name="method" value="${chosen.service}" />
      ${isCard ? (contract ? savedCard(contract, texts) : cardFields(texts, hasBadCard)) : null}
      <button class="primary block" type="submit" name="outcome" value="pay">${action}</button>
      <details>
        <summary>${texts.otherOutcomes}</summary>
        <div class="stack">
          <p class="soft small">${texts.otherOutcomesHint}</p>
          <div class="choices two">
            ${attemptOutcomes
              .filter((outcome) => outcome !== "pay")
              .map(
                (outcome) =>
                  html`<button type="submit" name="outcome" value="${outcome}">
                    ${texts.outcomes[outcome]}
                  </button>`
              )}
          </div>
        </div>
      </details>
    </form>
  </section>`
}

function savedCard({ card }: Contract, texts: HostedTexts): Markup {
  return html`<p class="method" aria-current="true">
    <span class="name">${texts.savedCard}: ${circuitName(card.circuit)} ···· ${card.lastFour}</span>
  </p>`
}

/** Offers test cards by their last digits: the page shows no card number, not even these. */
function cardFields(texts: HostedTexts, isOwnOpen: boolean): Markup {
  return html`<div>
      <label for="test-card">${texts.testCard}</label>
      <select id="test-card" name="testcard">
        ${testCards.map(
          ({ pan, circuit, outcome }, index) =>
            html`<option value="${index}">
              ${circuitName(circuit)} ···· ${pan.slice(-4)} —
              ${outcome === "OK" ? texts.approved : texts.declined}
            </option>`
        )}
      </select>
    </div>
    <details ${isOwnOpen ? "open" : null}>
      <summary>${texts.ownCard}</summary>
      <div class="stack">
        <p class="soft small">${texts.ownCardHint}</p>
        <div>
          <label for="pan">${texts.number}</label>
          <input id="pan" name="pan" inputmode="numeric" autocomplete="off" maxlength="23" />
        </div>
        <div class="pair">
          <div>
            <label for="expiry">${texts.expiry}</label>
            <input id="expiry" name="expiry" inputmode="numeric" autocomplete="off" maxlength="7" />
          </div>
          <div>
            <label for="cvv">${texts.cvv}</label>
            <input id="cvv" name="cvv" inputmode="numeric" autocomplete="off" maxlength="4" />
          </div>
        </div>
      </div>
    </details>`
}

function circuitName(code: string): string {
  return methodOfCircuit(code)?.name ?? code
}
