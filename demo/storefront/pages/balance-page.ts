import { XPayError, type Payment } from "../../../src/storefront"
import {
  findBalance,
  payOrder,
  readBalanceLink,
  waitForOrderPayment,
  type Balance,
  type BalanceLink,
} from "../../../src/storefront/order"
import { recall, remember } from "../remembered"
import type { Shop } from "../shop"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import { notice } from "../ui/notice"
import { messagePage } from "./message-page"
import type { Page } from "./page"
import type { App } from "../app"

/** The page to which Medusa's dashboard and the plugin send a customer to pay an order's balance. */
export const BALANCE_PATH = "/payment-collection/"

/** An order's balance with a button that pays it on XPay's page, and the outcome on return. */
export async function balancePage(shop: Shop, app: App): Promise<Page> {
  const { texts } = shop
  const back = shop.xpay.readReturn(location.href)
  const link = keepToken(readBalanceLink())
  if (link === undefined) {
    return messagePage(texts.pageNotFound, { label: texts.goShopping, act: () => void app.go("/") })
  }
  const payment = back === undefined ? undefined : await outcomeOf(shop, link.orderId, back.paymentSessionId)
  if (payment?.status === "paid" || payment?.status === "awaiting") {
    return paidPage(shop, app, payment)
  }
  try {
    return duePage(shop, link, await findBalance(shop.xpay, link), payment)
  } catch (error) {
    if (!(error instanceof XPayError)) {
      throw error
    }
    return messagePage(error.message, { label: texts.goShopping, act: () => void app.go("/") })
  }
}

/** The outcome comes from the shop's server; the URL is only a hint. */
async function outcomeOf({ xpay }: Shop, orderId: string, paymentSessionId: string): Promise<Payment> {
  const payment = await waitForOrderPayment(xpay, { orderId, paymentSessionId })
  history.replaceState(history.state, "", `${location.pathname}?order_id=${encodeURIComponent(orderId)}`)
  return payment
}

function paidPage(shop: Shop, app: App, { orderId = "", status, message }: Payment): Page {
  const { texts } = shop
  const isPaid = status === "paid"
  return {
    title: texts.balanceTitle,
    content: h(
      "section",
      { class: "narrow thanks" },
      h(
        "div",
        { class: "thanks-head" },
        h("span", { class: isPaid ? "seal" : "seal seal-open" }, icon(isPaid ? "check" : "clock")),
        h("h1", {}, message)
      ),
      h(
        "div",
        { class: "thanks-end" },
        h(
          "button",
          {
            class: "button",
            type: "button",
            click: () => void app.go(`/thank-you?order=${encodeURIComponent(orderId)}`),
          },
          texts.yourOrder
        )
      )
    ),
  }
}

function duePage(shop: Shop, link: BalanceLink, balance: Balance, payment: Payment | undefined): Page {
  const { texts } = shop
  const amount = shop.money(majorOf(balance), balance.currencyCode)
  const problem = h("div", {})
  const button = h(
    "button",
    { class: "button button-primary", type: "button", hidden: !balance.isPayable },
    texts.pay(amount)
  )
  button.addEventListener("click", () => {
    button.disabled = true
    button.textContent = texts.paying
    payOnXPaysPage(shop, link).catch((error: unknown) => {
      const message = error instanceof XPayError ? error.message : texts.unexpected
      problem.replaceChildren(notice("bad", texts.balanceTitle, message))
      button.disabled = false
      button.textContent = texts.pay(amount)
    })
  })
  return {
    title: texts.balanceTitle,
    content: h(
      "section",
      { class: "lonely" },
      h("h1", {}, texts.balanceTitle),
      payment !== undefined && notice("bad", texts.orderNumber(balance.displayId), payment.message),
      h(
        "p",
        { class: "soft" },
        balance.isPayable ? texts.balanceDue(balance.displayId, amount) : (balance.reason?.message ?? "")
      ),
      problem,
      button
    ),
  }
}

async function payOnXPaysPage({ xpay }: Shop, link: BalanceLink): Promise<void> {
  const returnUrl = `${location.origin}${location.pathname}?order_id=${encodeURIComponent(link.orderId)}`
  const { status, payment } = await payOrder(xpay, { ...link, returnUrl })
  if (status !== "redirect") {
    throw new XPayError(status, 200, payment.message)
  }
}

/** XPay's page returns to a URL without the token. */
function keepToken(link: BalanceLink | undefined): BalanceLink | undefined {
  if (link?.token !== undefined) {
    remember("balance", { orderId: link.orderId, token: link.token })
    return link
  }
  const kept = recall("balance")
  return link === undefined || kept?.orderId !== link.orderId ? link : kept
}

/** Medusa uses major units, XPay minor units. */
function majorOf({ amount, decimals }: Balance): number {
  return Number(amount) / 10 ** decimals
}
