import { h } from "../ui/h"
import type { Page } from "./page"

/** A message with one action. */
export function messagePage(message: string, action: { label: string; act: () => void }, hint = ""): Page {
  return {
    title: message,
    content: h(
      "section",
      { class: "lonely" },
      h("h1", {}, message),
      hint !== "" && h("p", { class: "soft" }, hint),
      h("button", { class: "button button-primary", type: "button", click: action.act }, action.label)
    ),
  }
}
