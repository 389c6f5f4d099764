import { h, type Attributes, type Child } from "./h"
import { icon } from "./icon"

export interface FieldOptions {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** Attributes of the input: `type`, `autocomplete`, `inputmode`, … */
  readonly input: Attributes
  /** Shown at the right end of the input. */
  readonly addition?: Child
  readonly className?: string
}

type Control = HTMLInputElement | HTMLSelectElement

/** A field with any kind of control. */
export type AnyField = Field<Control>

/** A labelled control that shows its error, also to screen readers. */
export class Field<T extends Control = HTMLInputElement> {
  readonly element: HTMLElement
  readonly input: T
  private readonly error: HTMLElement

  private constructor(control: T, { id, label, hint, addition, className = "" }: FieldOptions) {
    this.input = control
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

  static input(options: FieldOptions): Field {
    return new Field(h("input", attributesOf(options)), options)
  }

  /** A select. @param choices values with their texts; the first is "none yet". */
  static choice(
    options: FieldOptions,
    choices: readonly (readonly [value: string, text: string])[]
  ): Field<HTMLSelectElement> {
    const none = h("option", { value: "" }, "–")
    const select = h(
      "select",
      attributesOf(options),
      none,
      ...choices.map(([value, text]) => h("option", { value }, text))
    )
    return new Field(select, options)
  }

  get value(): string {
    return this.input.value
  }

  set value(value: string) {
    this.input.value = value
  }

  /** Shows the error, or clears it. */
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

function attributesOf({ id, hint, input }: FieldOptions): Attributes {
  return { id, "aria-describedby": hint === undefined ? `${id}-error` : `${id}-error ${id}-hint`, ...input }
}

/** Focuses the first field with an error. @returns whether there is one. */
export function focusFirstWrong(fields: readonly AnyField[]): boolean {
  const wrong = fields.find((field) => field.isWrong)
  wrong?.input.focus()
  wrong?.element.scrollIntoView({ block: "center", behavior: "instant" })
  return wrong !== undefined
}
