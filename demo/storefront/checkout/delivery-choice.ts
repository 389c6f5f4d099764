import type { Shop } from "../shop"
import type { Cart, ShippingOption } from "../store/wire"
import { h } from "../ui/h"

/** Choice of the shipping option, with prices. */
export function deliveryChoice(
  shop: Shop,
  cart: Cart,
  options: readonly ShippingOption[],
  choose: (id: string) => void
): HTMLElement {
  const chosen = cart.shipping_methods[0]?.shipping_option_id
  return h(
    "div",
    { class: "choices" },
    ...options.map(({ id, name, amount }) =>
      h(
        "label",
        { class: "choice" },
        h("input", {
          type: "radio",
          name: "delivery",
          value: id,
          checked: id === chosen,
          change: () => choose(id),
        }),
        h("span", {}, shop.texts.shippingNames[name] ?? name),
        h("span", { class: "price" }, shop.money(amount))
      )
    )
  )
}
