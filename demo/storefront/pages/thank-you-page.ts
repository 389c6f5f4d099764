import { summary } from "../checkout/summary"
import { cardName } from "../checkout/card-name"
import { awaitedNotice, findAwaited, watchAwaited, type AwaitedPayment } from "../checkout/awaited-payment"
import { lastMethod } from "../checkout/last-method"
import type { Shop } from "../shop"
import type { Order } from "../store/wire"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import { link } from "../ui/link"
import { messagePage } from "./message-page"
import type { Page } from "./page"
import type { App } from "../app"

/** The placed order; its payment is complete or pending. */
export async function thankYouPage(shop: Shop, app: App): Promise<Page> {
  const { texts, settings } = shop
  const id = new URLSearchParams(location.search).get("order")
  if (id === null) {
    return messagePage(texts.pageNotFound, { label: texts.goShopping, act: () => void app.go("/") })
  }
  const [order, awaited] = await Promise.all([shop.store.order(id), findAwaited(shop, id)])
  const number = texts.orderNumber(order.display_id)
  return {
    title: number,
    content: h(
      "section",
      { class: "narrow thanks" },
      h(
        "div",
        { class: "thanks-head" },
        h(
          "span",
          { class: awaited === undefined ? "seal" : "seal seal-open" },
          icon(awaited === undefined ? "check" : "clock")
        ),
        h("h1", {}, texts.thanks(order.shipping_address?.first_name ?? "")),
        h("p", { class: "order-number" }, number),
        awaited === undefined && h("p", { class: "soft" }, texts.orderPlaced(order.email))
      ),
      awaited !== undefined && awaitedNotice(shop, awaited),
      h(
        "div",
        { class: "panel" },
        h("h2", {}, texts.yourOrder),
        summary(shop, order),
        h(
          "dl",
          { class: "facts" },
          ...addressFact(shop, order),
          ...(awaited === undefined ? methodFact(shop, order) : [])
        )
      ),
      h(
        "div",
        { class: "thanks-end" },
        h("a", { class: "button", href: "/", click: link(app, "/") }, texts.keepShopping),
        h(
          "a",
          {
            class: "quiet-link",
            href: `${settings.dashboardUrl}/orders/${order.id}`,
            target: "_blank",
            rel: "noopener",
          },
          texts.orderInDashboard,
          icon("out")
        )
      )
    ),
    ...(awaited === undefined ? {} : watching(shop, app, awaited)),
  }
}

function addressFact({ texts }: Shop, { shipping_address: address }: Order): HTMLElement[] {
  if (address === null) {
    return []
  }
  const lines = [
    [address.first_name, address.last_name],
    [address.address_1],
    [address.postal_code, address.city, address.province],
    [texts.countries[address.country_code ?? ""]],
  ].map((parts) => parts.filter((part) => part != null && part !== "").join(" "))
  return [
    h("dt", {}, texts.shipsTo),
    h("dd", {}, ...lines.filter((line) => line !== "").map((line) => h("span", { class: "row" }, line))),
  ]
}

function methodFact({ texts }: Shop, { id }: Order): HTMLElement[] {
  const paidBy = lastMethod(id)
  const card = paidBy?.card
  const name =
    paidBy?.method ??
    (card === undefined ? undefined : `${cardName(card.circuit) ?? texts.card} •••• ${card.last4}`)
  return name === undefined ? [] : [h("dt", {}, texts.paidWith), h("dd", {}, name)]
}

function watching(shop: Shop, app: App, awaited: AwaitedPayment): Pick<Page, "entered" | "leave"> {
  let stop: (() => void) | undefined
  return { entered: () => (stop = watchAwaited(shop, app, awaited)), leave: () => stop?.() }
}
