import { h, type Child } from "./h"
import { icon } from "./icon"

/** A message that the shopper must not miss. Screen readers announce it immediately. */
export function notice(tone: "bad" | "calm", title: string, ...text: readonly Child[]): HTMLElement {
  return h(
    "div",
    { class: `notice notice-${tone}`, role: tone === "bad" ? "alert" : "status", tabindex: -1 },
    icon("alert"),
    h("div", {}, h("p", { class: "notice-title" }, title), h("p", {}, ...text))
  )
}
