import type { PaymentMethod } from "../../../src/storefront"
import type { Shop } from "../shop"
import { h } from "../ui/h"

/** Methods that take only a few taps: shown above the card form. */
const WALLETS = ["APPLEPAY", "GOOGLEPAY", "PAYPAL", "AMAZONPAY", "BANCOMATPAY", "SATISPAY"]

/** A button for every payment method that leads to XPay's page. */
export class MethodButtons {
  readonly wallets = h("div", { class: "methods" })
  readonly element = h("div", { class: "methods" })
  private methods: readonly PaymentMethod[] = []

  constructor(
    private readonly shop: Shop,
    private readonly press: (method: PaymentMethod, button: HTMLButtonElement) => void
  ) {}

  show(methods: readonly PaymentMethod[]): void {
    const { texts } = this.shop
    this.methods = methods
    const buttons = methods.filter(({ kind }) => kind === "redirect")
    const isWallet = ({ service = "" }: PaymentMethod) => WALLETS.includes(service)
    const rows: readonly (readonly [HTMLElement, readonly PaymentMethod[], string])[] = [
      [this.wallets, buttons.filter(isWallet), texts.payFastWith],
      [this.element, buttons.filter((method) => !isWallet(method)), texts.orPayWith],
    ]
    for (const [row, shown, title] of rows) {
      row.replaceChildren(
        ...(shown.length === 0
          ? []
          : [h("p", { class: "or" }, title), ...shown.map((method) => this.button(method))])
      )
    }
  }

  /** Resets all buttons to their idle state. */
  rest(): void {
    this.show(this.methods)
  }

  private button(method: PaymentMethod): HTMLElement {
    const { texts } = this.shop
    const { name, logos } = method
    const [logo] = logos
    const button = h(
      "button",
      { class: "method", type: "button", "aria-label": texts.payWith(name) },
      logo !== undefined && h("img", { src: logo, alt: "", width: 48, height: 32 }),
      h("span", {}, name)
    )
    button.addEventListener("click", () => this.press(method, button))
    return button
  }
}
