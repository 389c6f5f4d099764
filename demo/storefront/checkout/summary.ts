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
  readonly tax_total?: number
  /** Before discounts. */
  readonly original_item_total?: number
  readonly original_shipping_total?: number
  readonly total: number
}

/** Items and totals. */
export function summary(shop: Shop, bill: Bill): HTMLElement {
  const { texts } = shop
  const money = (amount: number) => shop.money(amount, bill.currency_code)
  const row = (label: string, amount: number, className = "") =>
    h("div", { class: `sum ${className}` }, h("dt", {}, label), h("dd", { class: "price" }, money(amount)))
  const {
    original_item_total: goods = bill.item_total,
    original_shipping_total: delivery = bill.shipping_total,
  } = bill
  const { tax_total: tax = 0 } = bill
  const discount = goods + delivery - bill.total
  // No currency has a smaller unit.
  const hasDiscount = Math.abs(discount) >= 0.001
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
      row(texts.subtotal, goods),
      row(texts.shipping, delivery),
      hasDiscount && row(texts.discount, -discount),
      row(texts.total, bill.total, "sum-total"),
      tax !== 0 && row(texts.taxIncluded, tax, "soft small")
    )
  )
}
