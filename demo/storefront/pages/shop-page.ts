import { picture, type Shop } from "../shop"
import type { Product } from "../store/wire"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import { link } from "../ui/link"
import type { Page } from "./page"
import type { App } from "../app"

/** All products. */
export async function shopPage(shop: Shop, app: App): Promise<Page> {
  const [products] = await Promise.all([shop.store.products(shop.region), shop.basket.load(shop.region)])
  const { texts } = shop
  const entries = products.map((product) => entry(shop, app, product))
  return {
    title: "",
    content: h(
      "section",
      {},
      h("div", { class: "intro" }, h("h1", {}, texts.shopTitle), h("p", { class: "soft" }, texts.shopIntro)),
      h("ul", { class: "products" }, ...entries.map(({ element }) => element))
    ),
    leave: shop.basket.onChange(() => entries.forEach(({ showCount }) => showCount())),
  }
}

function entry(shop: Shop, app: App, product: Product): { element: HTMLElement; showCount: () => void } {
  const { texts } = shop
  const { title, description } = shop.productTexts(product.handle, product)
  const [variant] = product.variants
  const variantId = variant?.id ?? ""
  const inCart = h("a", { href: "/cart", class: "product-count", click: link(app, "/cart") })
  const showCount = () => {
    const count = shop.basket.countOf(variantId)
    inCart.hidden = count === 0
    inCart.replaceChildren(icon("check"), texts.inCart(count))
  }
  const button = h(
    "button",
    { class: "button", type: "button", "aria-label": `${texts.addToCart}: ${title}` },
    icon("plus"),
    texts.addToCart
  )
  const add = async () => {
    button.disabled = true
    try {
      await shop.basket.add(shop.region, variantId)
      app.announce(texts.addedToCart(title))
    } catch {
      app.announce(texts.unexpected)
    }
    button.disabled = false
    button.focus()
  }
  button.addEventListener("click", () => void add())
  showCount()
  const element = h(
    "li",
    { class: "product" },
    h("img", { src: picture(product.thumbnail), alt: "", width: 480, height: 480, loading: "lazy" }),
    h(
      "div",
      { class: "product-about" },
      h("h2", {}, title),
      h("p", { class: "soft" }, description),
      h(
        "div",
        { class: "product-buy" },
        h("p", { class: "price" }, shop.money(variant?.calculated_price.calculated_amount ?? 0)),
        button
      ),
      inCart
    )
  )
  return { element, showCount }
}
