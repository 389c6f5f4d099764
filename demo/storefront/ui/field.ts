import { h, type Attributes, type Child } from "./h"
import { icon } from "./icon"

export interface FieldOptions {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** Attributes of the input: `type`, `autocomplete`, `inputmode`, … */
  readonly input: Attributes
  /** Something at the right end of the input. */
  readonly addition?: Child
  readonly className?: string
}

/** A labelled input that can say what is wrong with it, to eyes and to screen readers. */
export class Field {
  readonly element: HTMLElement
  readonly input: HTMLInputElement
  private readonly error: HTMLElement

  constructor({ id, label, hint, input, addition, className = "" }: FieldOptions) {
    const describedBy = hint === undefined ? `${id}-error` : `${id}-error ${id}-hint`
    this.input = h("input", { id, "aria-describedby": describedBy, ...input })
    this.error = h("p", { id: `${id}-error`, class: "field-error", hidden: true })
    this.element = h(
      "div",
      { class: `field ${className}` },
      h("label", { for: id }, label),
      h("div", { class: "field-box" }, this.input, addition),
      this.error,
      hint !== undefined && h("p", { id: `${id}-hint`, class: "field-hint" }, hint)
    )
  }

  get value(): string {
    return this.input.value
  }

  set value(value: string) {
    this.input.value = value
  }

  /** Shows what is wrong, or that nothing is. */
  setError(message: string | undefined): void {
    const isWrong = message !== undefined
    this.error.replaceChildren(...(isWrong ? [icon("alert"), message] : []))
    this.error.hidden = !isWrong
    this.element.classList.toggle("is-wrong", isWrong)
    if (isWrong) {
      this.input.setAttribute("aria-invalid", "true")
    } else {
      this.input.removeAttribute("aria-invalid")
    }
  }

  get isWrong(): boolean {
    return this.element.classList.contains("is-wrong")
  }
}

/** Puts the cursor into the first field that is wrong. @returns whether there is one. */
export function focusFirstWrong(fields: readonly Field[]): boolean {
  const wrong = fields.find((field) => field.isWrong)
  wrong?.input.focus()
  wrong?.element.scrollIntoView({ block: "center", behavior: "instant" })
  return wrong !== undefined
}
