import { h } from "./h"

export function spinner(): HTMLElement {
  return h("span", { class: "spinner", "aria-hidden": "true" })
}
