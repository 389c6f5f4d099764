import { writeKeepingCaret, type CardField, type CardInput, type FieldError } from "../../../src/storefront"
import type { Shop } from "../shop"
import { Field, type FieldOptions } from "../ui/field"
import { h } from "../ui/h"
import { cardName } from "./card-name"

/**
 * The card form. Its inputs have no `name`: if a script fails, a browser has nothing to submit. Card data exists only
 * in the inputs, until it is sent.
 */
export class CardForm {
  readonly element: HTMLElement
  readonly fields: readonly Field[]
  private readonly byName: Readonly<Record<CardField, Field>>
  private isLeft = false
  private readonly circuit = h("span", { class: "circuit", "aria-live": "polite" })

  constructor(private readonly shop: Shop) {
    const { texts } = shop
    const make = (
      name: CardField,
      label: string,
      input: FieldOptions["input"],
      more: Partial<FieldOptions> = {}
    ) => Field.input({ id: `card-${name}`, label, input: { required: true, ...input }, ...more })
    const digits = { inputmode: "numeric", type: "text", spellcheck: "false" }
    this.byName = {
      number: make(
        "number",
        texts.cardNumber,
        { ...digits, autocomplete: "cc-number", placeholder: "1234 5678 9012 3456" },
        { className: "wide", addition: this.circuit }
      ),
      expiry: make("expiry", texts.cardExpiry, {
        ...digits,
        autocomplete: "cc-exp",
        placeholder: texts.cardExpiryFormat,
        maxlength: 9,
      }),
      cvv: make("cvv", texts.cardCvv, {
        ...digits,
        autocomplete: "cc-csc",
        placeholder: "123",
        maxlength: 4,
      }),
      holder: make(
        "holder",
        texts.cardHolder,
        { type: "text", autocomplete: "cc-name", spellcheck: "false" },
        { className: "wide" }
      ),
    }
    this.fields = Object.values(this.byName)
    this.element = h("div", { class: "grid card-grid" }, ...this.fields.map(({ element }) => element))
    addEventListener("pagehide", () => {
      this.isLeft = true
      this.clear()
    })
    addEventListener("pageshow", () => (this.isLeft = false))
    for (const [name, field] of Object.entries(this.byName) as [CardField, Field][]) {
      field.input.addEventListener("input", () => this.typed(name))
      field.input.addEventListener("blur", () => this.left(name))
    }
  }

  /** The typed card data. For the XPay client only. */
  read(): CardInput {
    const { number, expiry, cvv, holder } = this.byName
    return { number: number.value, expiry: expiry.value, cvv: cvv.value, holder: holder.value }
  }

  fill(card: CardInput): void {
    for (const [name, field] of Object.entries(this.byName) as [CardField, Field][]) {
      field.value = card[name]
      this.typed(name)
    }
  }

  /**
   * Restores the card after a payment that did not go through, so that it can be retried. Not on a page that was left.
   */
  refill(card: CardInput): void {
    if (!this.isLeft) {
      this.fill(card)
    }
  }

  /** Clears the card data. */
  clear(): void {
    this.fill({ number: "", expiry: "", cvv: "", holder: "" })
    this.fields.forEach((field) => field.setError(undefined))
  }

  /** Checks every field and shows the errors. */
  checkAll(): void {
    const { fields } = this.shop.xpay.inspectCard(this.read())
    for (const [name, field] of Object.entries(this.byName) as [CardField, Field][]) {
      field.setError(fields[name].message)
    }
  }

  /** Shows the errors that the server found. */
  showErrors(errors: readonly FieldError[]): void {
    errors.forEach(({ field, message }) => this.byName[field].setError(message))
  }

  private typed(name: CardField): void {
    const { xpay } = this.shop
    const field = this.byName[name]
    if (name === "number") {
      writeKeepingCaret(field.input, xpay.formatCardNumber(field.value))
    } else if (name === "expiry") {
      writeKeepingCaret(field.input, xpay.formatExpiry(field.value))
    }
    const card = xpay.inspectCard(this.read())
    this.circuit.textContent = cardName(card.circuit) ?? ""
    this.byName.cvv.input.placeholder = card.cvvLengths[0] === 4 ? "1234" : "123"
    this.byName.cvv.input.maxLength = Math.max(...card.cvvLengths)
    const { state, message } = card.fields[name]
    // While typing, show only errors that more typing cannot correct, or a field that already shows an error.
    field.setError(state === "invalid" || (field.isWrong && state !== "empty") ? message : undefined)
  }

  private left(name: CardField): void {
    const { state, message } = this.shop.xpay.inspectCard(this.read()).fields[name]
    this.byName[name].setError(state === "empty" ? undefined : message)
  }
}
