import { type Response } from "express"

import { linkStateOf } from "../hosted/link-state"
import { isConcludable } from "../hosted/conclude"
import { balanceOf, entriesOf } from "../ledger/balance"
import { lastChange, resultOf, type Operation } from "../ledger/operation"
import { type Order } from "../ledger/order"
import { isUncaptured, refundableAmount } from "../ledger/refund"
import { html, type Markup } from "../pages/html"
import { moneyText } from "../pages/money-text"
import { sendPage } from "../pages/page"
import { romeTimestamp } from "../time/italian-time"
import { type World } from "../world"
import { nothing, table } from "./office-page"
import { originWords, resultTag, words } from "./result-tag"

const banner = "Simulated — no real money moves"

/** One order with its operations and the merchant's back-office actions. */
export function sendOrderPage(
  response: Response,
  world: World,
  order: Order | undefined,
  complaint: string | null
): void {
  if (!order) {
    return sendPage(response, 404, {
      language: "en",
      title: "Order not found",
      banner,
      body: html`<main class="sheet">
        <div class="card stack">
          <h1>Order not found</h1>
          <p><a href="/">All orders</a></p>
        </div>
      </main>`,
    })
  }
  sendPage(response, complaint === null ? 200 : 409, {
    language: "en",
    title: `Order ${order.orderId}`,
    banner,
    body: html`<main class="wide stack">
      <p><a href="/">← All orders</a></p>
      <h1>Order <span class="mono">${order.orderId}</span></h1>
      ${complaint === null ? null : html`<p class="note bad" role="alert">${complaint}</p>`}
      ${facts(world, order)}
      <section class="card stack">
        <h2>Operations</h2>
        ${
          order.operations.length === 0
            ? html`<p class="soft">Nothing has happened yet.</p>`
            : operationTable(order)
        }
      </section>
      ${actions(world, order)}
    </main>`,
  })
}

function facts(world: World, order: Order): Markup {
  const now = world.clock.now()
  const { authorized, captured, refunded, voided, liveHold } = balanceOf(entriesOf(order.operations), now)
  const money = (minor: number): string => moneyText(minor, order.currency, "en")
  const link = order.hosted?.link
  const tile = (label: string, value: string): Markup =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`
  return html`<section class="card">
    <dl class="tiles">
      ${tile("Amount", money(order.amount))} ${tile("Authorized", money(authorized))}
      ${tile("Captured", money(captured))} ${tile("Refunded", money(refunded))}
      ${tile("Voided", money(voided))} ${tile("On hold now", money(liveHold))}
      ${tile("Made by", originWords[order.origin])} ${tile("Terminal", order.terminal)}
      ${link ? tile("Payment link", `${linkStateOf(world, link)}, until ${link.expirationDate}`) : null}
    </dl>
  </section>`
}

function operationTable({ operations }: Order): Markup {
  return table(
    ["Operation", "Result", "Amount", "Card or method", "Time in Italy", "Id"],
    operations.map((operation) => [
      html`${words(operation.type)}${operation.isFromPortal ? " (back office)" : ""}`,
      resultTag(resultOf(operation)),
      moneyText(operation.amount, operation.currency, "en"),
      operation.card?.maskedPan ?? operation.method?.name ?? nothing,
      romeTimestamp(lastChange(operation).at).slice(0, 19),
      html`<span class="mono">${operation.id}</span>`,
    ])
  )
}

function actions(world: World, order: Order): Markup | null {
  const panels = order.operations.flatMap((operation) => panelFor(world, operation) ?? [])
  if (panels.length === 0) return null
  return html`<section class="card stack">
    <h2>Act as the merchant</h2>
    <p class="soft small">
      Captures, refunds and voids made here are not listed by the API, as with XPay's own back office.
    </p>
    ${panels}
  </section>`
}

function panelFor(world: World, operation: Operation): Markup | null {
  if (isConcludable(world, operation)) {
    return panel(operation, "Pending", [
      html`<input type="hidden" name="verb" value="conclude" />
        <button class="primary" type="submit">Conclude as paid</button>
        <button class="danger" type="submit" name="result" value="DECLINED">Conclude as declined</button>`,
    ])
  }
  if (isUncaptured(world, operation)) {
    const isVoided = world.ledger
      .orderOf(operation)
      .operations.some(({ type, rootId }) => type === "VOID" && rootId === operation.id)
    if (isVoided || operation.amount === 0) return null
    return panel(operation, "Authorized", [
      amountField(operation),
      button("capture", "Capture", "primary"),
      button("void", "Void", "danger"),
    ])
  }
  const isMoney = operation.type === "CAPTURE" || operation.id === operation.rootId
  if (!isMoney || resultOf(operation) !== "EXECUTED" || refundableAmount(world, operation) <= 0) return null
  return panel(operation, operation.type === "CAPTURE" ? "Captured" : "Paid", [
    amountField(operation),
    button("refund", "Refund", "primary"),
    operation.type === "CAPTURE" ? button("cancel", "Cancel the capture", "danger") : html``,
  ])
}

function panel(operation: Operation, state: string, controls: readonly Markup[]): Markup {
  return html`<form
    method="post"
    action="/office/orders/${encodeURIComponent(operation.orderId)}"
    class="tight"
  >
    <input type="hidden" name="operationId" value="${operation.id}" />
    <p class="wrap">
      <strong>${state}</strong> ${moneyText(operation.amount, operation.currency, "en")}
      <span class="mono soft">${operation.id}</span>
    </p>
    <div class="controls">${controls}</div>
  </form>`
}

function button(verb: string, label: string, look: string): Markup {
  return html`<button class="${look}" type="submit" name="verb" value="${verb}">${label}</button>`
}

function amountField({ id }: Operation): Markup {
  return html`<span>
    <label for="amount-${id}">Amount</label>
    <input id="amount-${id}" name="amount" inputmode="decimal" placeholder="all" autocomplete="off" />
  </span>`
}
