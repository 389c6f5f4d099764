import { XPayError } from "../../../src/storefront"
import { remember } from "../remembered"
import type { App } from "../router"
import type { Shop } from "../shop"
import type { Address, Cart, ShippingOption } from "../store/wire"
import { focusFirstWrong } from "../ui/field"
import { h, type Child } from "../ui/h"
import { icon } from "../ui/icon"
import { notice } from "../ui/notice"
import { spinner } from "../ui/spinner"
import { CardForm } from "./card-form"
import { demoTools } from "./demo-tools"
import { DetailsForm } from "./details-form"
import { FoldedSummary } from "./folded-summary"

/** What was typed when the page was left for another language or region. In memory only, and no card. */
let draft: { readonly email: string; readonly address: Address } | undefined

/** A browser that has not left for the bank by then will not. */
const LEAVING_MS = 20_000

/** The one page of the checkout. */
export class CheckoutForm {
  readonly element: HTMLElement
  private readonly details: DetailsForm
  private readonly card: CardForm
  private readonly bill: FoldedSummary
  /** Beside the card and the button, where the shopper has to do something about it. */
  private readonly problem = h("div", { class: "checkout-problem" })
  private readonly button = h("button", { class: "button button-primary button-large", type: "submit" })
  private isBusy = false
  private staying: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly shop: Shop,
    private readonly app: App,
    private cart: Cart,
    options: readonly ShippingOption[],
    problem: HTMLElement | undefined
  ) {
    const { texts } = shop
    this.details = new DetailsForm(shop)
    this.card = new CardForm(shop)
    this.bill = new FoldedSummary(shop, cart)
    this.details.fill(cart)
    this.fillDraft()
    if (problem !== undefined) {
      this.problem.append(problem)
    }
    this.showPayButton()
    const section = (title: string, ...children: Child[]) =>
      h("fieldset", {}, h("legend", {}, title), ...children)
    this.element = h(
      "div",
      { class: "checkout" },
      h(
        "form",
        { class: "checkout-form", method: "post", novalidate: true, submit: (event) => this.onSubmit(event) },
        h("h1", {}, texts.checkout),
        section(texts.contact, this.details.contact),
        section(texts.address, this.details.address),
        section(texts.delivery, this.deliveryChoice(options)),
        section(
          texts.payment,
          this.problem,
          h("p", { class: "soft small" }, texts.payByCard),
          this.card.element
        ),
        this.button,
        h("p", { class: "soft small centred" }, icon("lock"), texts.cardPrivacy)
      ),
      h("div", { class: "checkout-side" }, this.bill.element, demoTools(shop, this.details, this.card))
    )
  }

  /** Another page takes its place. */
  leave(): void {
    clearTimeout(this.staying)
    draft = this.details.read()
    this.card.clear()
  }

  private onSubmit(event: Event): void {
    event.preventDefault()
    if (!this.isBusy) {
      void this.pay()
    }
  }

  private async pay(): Promise<void> {
    const { texts, xpay, store } = this.shop
    this.details.checkAll()
    this.card.checkAll()
    if (focusFirstWrong([...this.details.fields, ...this.card.fields])) {
      this.app.announce(texts.checkFields)
      return
    }
    this.problem.replaceChildren()
    this.setBusy(texts.paying)
    try {
      if (!(await this.saveDetails())) {
        return
      }
      const cartId = this.cart.id
      const reference = { cartId, paymentSessionId: await store.openCardSession(cartId) }
      remember("payment", reference)
      const { status } = await xpay.payByCard({
        ...reference,
        card: this.card.read(),
        returnUrl: `${location.origin}/checkout`,
      })
      this.card.clear()
      if (status === "challenge") {
        this.setBusy(texts.leaving)
        this.staying = setTimeout(() => void this.app.refresh(), LEAVING_MS)
      } else {
        await this.app.refresh()
      }
    } catch (error) {
      this.setBusy(undefined)
      this.explain(error)
    }
  }

  /** @returns whether the total is still the one on the button. */
  private async saveDetails(): Promise<boolean> {
    const { email, address } = this.details.read()
    const shown = this.cart.total
    this.keep(await this.shop.store.setDetails(this.cart.id, email, address))
    if (this.cart.total === shown) {
      return true
    }
    this.setBusy(undefined)
    this.tell(this.shop.texts.totalChanged(this.shop.money(this.cart.total)))
    return false
  }

  private explain(error: unknown): void {
    if (error instanceof XPayError && error.code === "invalid_card") {
      this.card.showErrors(error.fields)
      focusFirstWrong(this.card.fields)
      return
    }
    this.tell(error instanceof XPayError ? error.message : this.shop.texts.unexpected)
  }

  private tell(message: string): void {
    const told = notice("bad", this.shop.texts.troubleTitle, message)
    this.problem.replaceChildren(told)
    told.scrollIntoView({ block: "center", behavior: "instant" })
    told.focus()
  }

  private deliveryChoice(options: readonly ShippingOption[]): HTMLElement {
    const { texts } = this.shop
    const chosen = this.cart.shipping_methods[0]?.shipping_option_id
    return h(
      "div",
      { class: "choices" },
      ...options.map(({ id, name, amount }) =>
        h(
          "label",
          { class: "choice" },
          h("input", {
            type: "radio",
            name: "delivery",
            value: id,
            checked: id === chosen,
            change: () => void this.chooseDelivery(id),
          }),
          h("span", {}, texts.shippingNames[name] ?? name),
          h("span", { class: "price" }, this.shop.money(amount))
        )
      )
    )
  }

  private async chooseDelivery(optionId: string): Promise<void> {
    try {
      this.keep(await this.shop.store.chooseShipping(this.cart.id, optionId))
    } catch {
      this.tell(this.shop.texts.unexpected)
    }
  }

  private keep(cart: Cart): void {
    this.cart = this.shop.basket.keep(cart)
    this.bill.show(cart)
    if (!this.isBusy) {
      this.showPayButton()
    }
  }

  private fillDraft(): void {
    if (draft === undefined) {
      return
    }
    const { email, address } = draft
    const { first_name, last_name, phone, country_code } = address
    const isSameCountry = country_code === this.shop.region.country
    this.details.fill({ email, shipping_address: isSameCountry ? address : { first_name, last_name, phone } })
  }

  /** @param doing what is going on; undefined: the shopper may pay. */
  private setBusy(doing: string | undefined): void {
    this.isBusy = doing !== undefined
    this.button.disabled = this.isBusy
    this.element.inert = this.isBusy
    this.element.setAttribute("aria-busy", String(this.isBusy))
    if (doing === undefined) {
      this.showPayButton()
    } else {
      this.button.replaceChildren(spinner(), doing)
      this.app.announce(doing, "said")
    }
  }

  private showPayButton(): void {
    this.button.replaceChildren(icon("lock"), this.shop.texts.pay(this.shop.money(this.cart.total)))
  }
}
