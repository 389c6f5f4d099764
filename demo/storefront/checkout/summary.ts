import { picture, type Shop } from "../shop"
import { inOrder } from "../store/in-order"
import type { Line } from "../store/wire"
import { h } from "../ui/h"

/** A cart or an order. */
export interface Bill {
  readonly items: readonly Line[]
  readonly currency_code: string
  readonly item_total: number
  readonly shipping_total: number
  readonly total: number
}

/** What is bought and what it costs. */
export function summary(shop: Shop, bill: Bill): HTMLElement {
  const { texts } = shop
  const money = (amount: number) => shop.money(amount, bill.currency_code)
  const row = (label: string, amount: number, className = "") =>
    h("div", { class: `sum ${className}` }, h("dt", {}, label), h("dd", { class: "price" }, money(amount)))
  return h(
    "div",
    { class: "summary" },
    h(
      "ul",
      {},
      ...inOrder(bill.items).map((line) =>
        h(
          "li",
          {},
          h("img", { src: picture(line.thumbnail), alt: "", width: 56, height: 56 }),
          h(
            "div",
            {},
            h("p", {}, shop.productTexts(line.product_handle, { title: line.product_title }).title),
            h("p", { class: "soft small" }, `${line.quantity} × ${money(line.unit_price)}`)
          ),
          h("p", { class: "price" }, money(line.unit_price * line.quantity))
        )
      )
    ),
    h(
      "dl",
      {},
      row(texts.subtotal, bill.item_total),
      row(texts.shipping, bill.shipping_total),
      row(texts.total, bill.total, "sum-total")
    )
  )
}
