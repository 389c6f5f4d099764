import type { Shop } from "../shop"
import type { Cart } from "../store/wire"
import { h } from "../ui/h"
import { summary } from "./summary"

/** The order summary beside the form; collapsed above it on small screens. */
export class FoldedSummary {
  readonly element: HTMLElement
  private readonly total = h("span", { class: "price" })
  private readonly body = h("div", { class: "fold-body", id: "bill" })

  constructor(
    private readonly shop: Shop,
    cart: Cart
  ) {
    const { texts } = shop
    const toggle = h(
      "button",
      { type: "button", class: "fold-toggle", "aria-expanded": "false", "aria-controls": "bill" },
      h("span", {}, texts.showSummary),
      this.total
    )
    this.element = h(
      "aside",
      { class: "bill", "aria-label": texts.summary },
      toggle,
      h("h2", {}, texts.summary),
      this.body
    )
    toggle.addEventListener("click", () => {
      const isOpen = this.element.classList.toggle("is-open")
      toggle.setAttribute("aria-expanded", String(isOpen))
    })
    this.show(cart)
  }

  show(cart: Cart): void {
    this.total.textContent = this.shop.money(cart.total)
    this.body.replaceChildren(summary(this.shop, cart))
  }
}
