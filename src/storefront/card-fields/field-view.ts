import { element } from "../element"
import type { FieldProblem } from "./field-problem"

/** Zero specificity, so that any rule of the shop's style sheet wins. A frame that is too low hides typed text. */
const STYLES = `:where(.xpay-frame){display:block;width:100%;height:3.5rem;border:0}
:where(.xpay-frame-box){display:block;border:1px solid}
:where(.xpay-frame-box[data-focused]){outline:2px solid}`

let styleSheet: CSSStyleSheet | undefined

/** Skipped in browsers from before 2023. */
export function addStyles(): void {
  if (styleSheet === undefined && "adoptedStyleSheets" in document) {
    styleSheet = new CSSStyleSheet()
    styleSheet.replaceSync(STYLES)
    document.adoptedStyleSheets.push(styleSheet)
  }
}

/** An input with its label and problem. */
export interface FieldView {
  readonly name: string
  readonly node: HTMLElement
  readonly control: HTMLElement
  show(problem: FieldProblem | undefined): void
}

let counter = 0

/**
 * @param parts content before the problem
 * @param control the part that receives the focus
 */
export function fieldView(
  name: string,
  control: HTMLElement,
  ...parts: readonly (Node | string)[]
): FieldView {
  const problem = element("span", { className: "xpay-problem", id: `xpay-field-${(counter += 1)}` })
  const node = element("div", { className: "xpay-field" })
  node.dataset["field"] = name
  node.append(...parts, problem)
  problem.setAttribute("aria-live", "polite")
  control.setAttribute("aria-describedby", problem.id)
  return {
    name,
    node,
    control,
    show: (found) => {
      problem.textContent = found?.message ?? ""
      control.setAttribute("aria-invalid", String(found !== undefined))
    },
  }
}

/** One of XPay's frames. */
export interface FrameView extends FieldView {
  readonly control: HTMLIFrameElement
  readonly box: HTMLElement
}

export function frameView(name: string, src: string, label: string): FrameView {
  const title = element("span", { className: "xpay-label", textContent: label })
  const box = element("span", { className: "xpay-input xpay-frame-box" })
  const control = element("iframe", { className: "xpay-frame", src, title: label })
  box.append(control)
  // A label cannot be associated with a frame.
  title.onclick = () => control.focus()
  return { ...fieldView(name, control, title, box), control, box }
}
