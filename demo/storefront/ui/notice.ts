import { h, type Child } from "./h"
import { icon } from "./icon"

/** Something that the shopper must not miss. A screen reader says it at once. */
export function notice(tone: "bad" | "calm", title: string, ...text: readonly Child[]): HTMLElement {
  return h(
    "div",
    { class: `notice notice-${tone}`, role: tone === "bad" ? "alert" : "status", tabindex: -1 },
    icon("alert"),
    h("div", {}, h("p", { class: "notice-title" }, title), h("p", {}, ...text))
  )
}
