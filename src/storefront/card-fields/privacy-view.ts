import { element } from "../element"
import type { Locale } from "../locale"
import { fieldProblem } from "./field-problem"
import { fieldView, type FieldView } from "./field-view"
import { textOf } from "./texts"

/** Nexi's privacy notice. Nexi requires a link, so that the current version is shown. */
const NOTICE = "https://www.nexi.it/privacy/xpay.html"

/** The consent that Nexi requires on a page with its fields, unless the terminal has a field for it. */
export function privacyView(
  locale: Locale,
  label: string
): FieldView & {
  /** Whether it is ticked; shows the problem if not. */
  check(): boolean
} {
  const box = element("input", { type: "checkbox", required: true })
  const notice = element("a", {
    href: NOTICE,
    target: "_blank",
    rel: "noopener",
    textContent: textOf("notice", locale),
  })
  const words = element("label", { className: "xpay-privacy" })
  words.append(box, ` ${label} `)
  const view = fieldView("privacy", box, words, notice, " ")
  const check = () => {
    view.show(box.checked ? undefined : fieldProblem("privacy", undefined, locale))
    return box.checked
  }
  box.onchange = check
  return { ...view, check }
}
