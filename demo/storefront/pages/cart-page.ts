import { picture, type Shop } from "../shop"
import { inOrder } from "../store/in-order"
import type { Cart, Line } from "../store/wire"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import { link } from "../ui/link"
import { messagePage } from "./message-page"
import type { Page } from "./page"
import type { App } from "../app"

/** The shopper's cart. */
export async function cartPage(shop: Shop, app: App): Promise<Page> {
  const cart = await shop.basket.load(shop.region)
  return cart === undefined || cart.items.length === 0
    ? emptyCartPage(shop, app)
    : filledCartPage(shop, app, cart)
}

export function emptyCartPage({ texts }: Shop, app: App): Page {
  const action = { label: texts.goShopping, act: () => void app.go("/") }
  return messagePage(texts.cartEmpty, action, texts.cartEmptyHint)
}

function filledCartPage(shop: Shop, app: App, cart: Cart): Page {
  const { texts } = shop
  return {
    title: texts.cart,
    content: h(
      "section",
      { class: "narrow" },
      h("h1", {}, texts.cart),
      h("ul", { class: "lines" }, ...inOrder(cart.items).map((line) => lineOf(shop, app, line))),
      h(
        "div",
        { class: "cart-end" },
        h(
          "div",
          { class: "cart-total" },
          h("span", {}, texts.subtotal),
          h("strong", { class: "price" }, shop.money(cart.item_total))
        ),
        h("p", { class: "soft small" }, texts.shippingAtCheckout),
        h(
          "a",
          {
            class: "button button-primary button-large",
            href: "/checkout",
            click: link(app, "/checkout"),
          },
          texts.goToCheckout
        )
      )
    ),
  }
}

function lineOf(shop: Shop, app: App, line: Line): HTMLElement {
  const { texts } = shop
  const { title } = shop.productTexts(line.product_handle, { title: line.product_title })
  const change = async (quantity: number) => {
    try {
      await shop.basket.setQuantity(line.id, quantity)
      await app.refresh()
      app.announce(quantity === 0 ? texts.removed(title) : `${texts.quantityOf(title)}: ${quantity}`)
    } catch {
      app.announce(texts.unexpected)
    }
  }
  const step = (to: number, label: string, name: "minus" | "plus") =>
    h(
      "button",
      {
        type: "button",
        "aria-label": label,
        "data-keep": `${name} ${line.id}`,
        disabled: to < 1 || to > 20,
        click: () => void change(to),
      },
      icon(name)
    )
  return h(
    "li",
    { class: "line" },
    h("img", { src: picture(line.thumbnail), alt: "", width: 88, height: 88 }),
    h(
      "div",
      { class: "line-about" },
      h("h2", {}, title),
      h("p", { class: "soft small" }, shop.money(line.unit_price)),
      h(
        "div",
        { class: "line-change" },
        h(
          "div",
          { class: "stepper", role: "group", "aria-label": texts.quantityOf(title) },
          step(line.quantity - 1, texts.oneLess(title), "minus"),
          h("span", {}, String(line.quantity)),
          step(line.quantity + 1, texts.oneMore(title), "plus")
        ),
        h(
          "button",
          {
            type: "button",
            class: "link-button",
            "aria-label": texts.removeItem(title),
            click: () => void change(0),
          },
          texts.remove
        )
      )
    ),
    h("p", { class: "price" }, shop.money(line.unit_price * line.quantity))
  )
}
