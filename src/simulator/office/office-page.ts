import { type Response } from "express"

import { type CallRecord } from "../control/call-log"
import { balanceOf, entriesOf } from "../ledger/balance"
import { resultOf } from "../ledger/operation"
import { type Order } from "../ledger/order"
import { type NotificationRecord } from "../notifications/notifier"
import { html, type Markup, type Printable } from "../pages/html"
import { moneyText } from "../pages/money-text"
import { sendPage } from "../pages/page"
import { describeSwitches, initialSwitches } from "../switches"
import { romeTimestamp } from "../time/italian-time"
import { type World } from "../world"
import { originWords, resultTag, words } from "./result-tag"

const mostOrders = 50
const mostCalls = 25

/** The overview: orders, requests, notifications, switches. */
export function sendOfficePage(response: Response, world: World): void {
  const orders = world.ledger.all().slice(-mostOrders).reverse()
  const calls = world.calls.all().slice(-mostCalls).reverse()
  const notifications = world.notifier.all().slice(-mostCalls).reverse()
  sendPage(response, 200, {
    language: "en",
    title: "XPay simulator",
    banner: "Simulated — no real money moves",
    body: html`<main class="wide stack">
      <div class="row">
        <h1>XPay simulator</h1>
        <p class="soft small">
          ${romeTimestamp(world.clock.now()).slice(0, 19)} in
          Italy${world.clock.state().frozen ? " · stopped" : ""}
        </p>
      </div>
      <p class="soft">
        Terminals:
        ${world.terminals.map(
          ({ alias, accounting, hasMoto }, index) =>
            html`${index > 0 ? ", " : ""}<strong>${alias}</strong> (${accounting}
              accounting${hasMoto ? ", MOTO" : ""})`
        )}.
        Tests drive this simulator over its <a href="/_control">control API</a>.
      </p>
      ${section("Orders", orders.length === 0 ? "No orders yet." : orderTable(world, orders))}
      ${buildSection(world)}
      ${section(
        "Notifications",
        notifications.length === 0 ? "None sent yet." : notificationTable(notifications)
      )}
      ${section("Requests", calls.length === 0 ? "No requests yet." : callTable(calls))}
      ${settingsSection(world)}
    </main>`,
  })
}

function section(title: string, content: Markup | string): Markup {
  return html`<section class="card stack">
    <h2>${title}</h2>
    ${typeof content === "string" ? html`<p class="soft">${content}</p>` : content}
  </section>`
}

/** A table that turns into a list of cards on a narrow screen. */
export function table(headings: readonly string[], rows: readonly (readonly Printable[])[]): Markup {
  return html`<div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, index) => tableCell(cell, headings[index]))}
            </tr>`
        )}
      </tbody>
    </table>
  </div>`
}

/** A dash for an empty cell; takes no space on a narrow screen. */
export const nothing = "–"

function tableCell(content: Printable, heading: string | undefined): Markup {
  return html`<td data-label="${heading}" class="${content === nothing ? "none" : ""}">${content}</td>`
}

function orderTable(world: World, orders: readonly Order[]): Markup {
  return table(
    ["Order", "Made by", "Amount", "Last result", "Captured", "Refunded", "On hold", "Terminal"],
    orders.map((order) => {
      const { captured, refunded, liveHold } = balanceOf(entriesOf(order.operations), world.clock.now())
      const last = order.operations.at(-1)
      const money = (minor: number): string =>
        minor === 0 ? nothing : moneyText(minor, order.currency, "en")
      return [
        html`<a class="mono" href="/office/orders/${encodeURIComponent(order.orderId)}">${order.orderId}</a>`,
        originWords[order.origin],
        moneyText(order.amount, order.currency, "en"),
        last ? resultTag(resultOf(last)) : html`<span class="tag">No operation</span>`,
        money(captured),
        money(refunded),
        money(liveHold),
        order.terminal,
      ]
    })
  )
}

function buildSection(world: World): Markup | null {
  const sessions = world.builds.all().slice(-mostOrders).reverse()
  if (sessions.length === 0) return null
  return section(
    "Card fields in shops' pages",
    table(
      ["Order", "State", "Card", "Page", "Opened"],
      sessions.map((session) => [
        html`<a class="mono" href="/office/orders/${encodeURIComponent(session.order.orderId)}"
          >${session.order.orderId}</a
        >`,
        html`${words(session.state)}
        ${world.builds.isOver(session) ? html`<span class="tag bad">Session over</span>` : null}`,
        session.card?.maskedPan ?? nothing,
        session.merchantOrigin,
        romeTimestamp(session.openedAt).slice(11, 19),
      ])
    )
  )
}

function callTable(calls: readonly CallRecord[]): Markup {
  return table(
    ["Request", "Time (UTC)", "Terminal", "Status", "Fault"],
    calls.map((call) => [
      html`<span class="mono">${call.method} ${call.path}</span>`,
      call.time.slice(11, 19),
      call.terminal ?? nothing,
      call.defect === null
        ? (call.status ?? "no answer")
        : html`<span class="tag bad">Simulator defect</span>`,
      call.fault ?? nothing,
    ])
  )
}

function notificationTable(notifications: readonly NotificationRecord[]): Markup {
  return table(
    ["Order", "Result", "State", "Answer", "Sent", "Action"],
    notifications.map((notification) => [
      html`<span class="mono">${notification.orderId ?? "forged"}</span>`,
      notification.operationResult === null ? nothing : words(notification.operationResult),
      words(notification.state),
      notification.httpStatus ?? notification.failure ?? nothing,
      `${notification.attempts}×`,
      html`<form method="post" action="/office/notifications/${notification.eventId}">
        <button type="submit">Send again</button>
      </form>`,
    ])
  )
}

/** Settings that differ from the defaults; all of them have a page of their own. */
function settingsSection(world: World): Markup {
  const defaults = initialSwitches()
  const changed = describeSwitches().filter(({ name }) => world.switches[name] !== defaults[name])
  const faults = world.faults.all().filter(({ remaining }) => remaining !== 0)
  return html`<section class="card stack">
    <h2>Faults and switches</h2>
    <p class="soft">
      ${faults.length === 0 ? "No call goes wrong." : `Faults under way: ${faults.length}.`}
      ${changed.length === 0 ? "All switches are as documented." : `Switches that were changed: ${changed.length}.`}
    </p>
    <p><a class="button" href="/office/settings">See and change them</a></p>
  </section>`
}
