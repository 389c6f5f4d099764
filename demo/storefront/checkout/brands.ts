import type { PaymentMethod } from "../../../src/storefront"
import type { Shop } from "../shop"
import { h } from "../ui/h"
import { cardName } from "./card-name"

/** The accepted brands, before anything is typed. Shown as XPay's logos if it has one for each. */
export function brands({ texts }: Shop, { circuits, logos }: PaymentMethod): HTMLElement {
  const hasPictures = logos.length === circuits.length
  return h(
    "ul",
    { class: "brands", "aria-label": texts.acceptedCards },
    ...circuits.map((circuit, index) => {
      const name = cardName(circuit) ?? circuit
      return h(
        "li",
        {},
        hasPictures ? h("img", { src: logos[index], alt: name, width: 36, height: 24 }) : name
      )
    })
  )
}
