import { XPayError, type PaymentMethod, type PaymentMethods } from "../../../src/storefront"
import { payByCardFields } from "../../../src/storefront/card-fields"
import { recall, remember, type StartedPayment } from "../remembered"
import type { Shop } from "../shop"
import { StoreProblem } from "../store/store-client"
import { whyNot } from "../store/why-not"
import type { Cart, ShippingOption } from "../store/wire"
import { focusFirstWrong } from "../ui/field"
import { h, type Child } from "../ui/h"
import { notice } from "../ui/notice"
import { spinner } from "../ui/spinner"
import { CardForm } from "./card-form"
import { deliveryChoice } from "./delivery-choice"
import { demoTools } from "./demo-tools"
import { DetailsForm } from "./details-form"
import { fillFromDraft, keepDraft } from "./draft"
import { FoldedSummary } from "./folded-summary"
import { findMethods, PaymentSection } from "./payment-section"
import { wantsNewFields, XPayFields } from "./xpay-fields"
import type { App } from "../app"

/** If the browser has not left for the bank or XPay after this time, it will not. */
const LEAVING_MS = 20_000

/** A cart with its shipping options and payment methods. */
export interface Checkout {
  readonly cart: Cart
  readonly shippingOptions: readonly ShippingOption[]
  readonly choice: PaymentMethods
}

/** The one page of the checkout. */
export class CheckoutForm {
  readonly element: HTMLElement
  private cart: Cart
  private readonly details: DetailsForm
  private readonly card: CardForm
  private readonly fields: XPayFields
  private readonly payment: PaymentSection
  private readonly bill: FoldedSummary
  /** Shown next to the card and the buttons, where the shopper must act. */
  private readonly problem = h("div", { class: "checkout-problem" })
  private readonly left = new AbortController()
  private isBusy = false
  private staying: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly shop: Shop,
    private readonly app: App,
    { cart, shippingOptions, choice }: Checkout,
    problem: HTMLElement | undefined
  ) {
    const { texts } = shop
    this.cart = cart
    this.details = new DetailsForm(shop)
    this.card = new CardForm(shop)
    this.fields = new XPayFields(shop, cart.id, returnUrl(), () => this.payElsewhere())
    this.payment = new PaymentSection(
      shop,
      this.card,
      this.fields,
      (method, button) => void this.pay(method, button)
    )
    this.bill = new FoldedSummary(shop, cart)
    this.details.fill(cart)
    fillFromDraft(this.details, shop.region.country)
    if (problem !== undefined) {
      this.problem.append(problem)
    }
    this.payment.offer(choice)
    this.payment.showTotal(cart.total)
    const onSubmit = (event: Event) => {
      event.preventDefault()
      const { isFree, cardMethod, payButton } = this.payment
      if (isFree) {
        void this.orderFree()
      } else if (cardMethod !== undefined) {
        void this.pay(cardMethod, payButton)
      }
    }
    const section = (title: string, ...children: Child[]) =>
      h("fieldset", {}, h("legend", {}, title), ...children)
    this.element = h(
      "div",
      { class: "checkout" },
      h(
        "form",
        { class: "checkout-form", method: "post", novalidate: true, submit: onSubmit },
        h("h1", {}, texts.checkout),
        section(texts.contact, this.details.contact),
        section(texts.address, this.details.address),
        section(
          texts.delivery,
          deliveryChoice(shop, cart, shippingOptions, (id) => void this.chooseDelivery(id))
        ),
        section(
          texts.payment,
          this.problem,
          ...this.payment.elements,
          h("p", { class: "soft small" }, texts.processor)
        )
      ),
      h(
        "div",
        { class: "checkout-side" },
        this.bill.element,
        demoTools(shop, this.details, this.card, () => void app.refresh())
      )
    )
  }

  /** Called when another page replaces it. */
  leave(): void {
    clearTimeout(this.staying)
    this.left.abort()
    keepDraft(this.details)
    this.card.clear()
    this.fields.close()
  }

  /** Places an order whose cart is paid in full by coupons or credit. */
  private async orderFree(): Promise<void> {
    const { shop, app } = this
    if (this.isBusy || !this.isComplete(false)) {
      return
    }
    this.problem.replaceChildren()
    this.setBusy(shop.texts.ordering, this.payment.freeButton)
    try {
      if (await this.saveDetails()) {
        const orderId = await shop.xpay.completeFreeCart({ cartId: this.cart.id })
        shop.basket.abandonIt()
        await app.go(`/thank-you?order=${encodeURIComponent(orderId)}`)
      }
    } catch (error) {
      await this.explain(error)
    }
  }

  private async pay(method: PaymentMethod, button: HTMLButtonElement): Promise<void> {
    const { texts, xpay } = this.shop
    if (method.cardForm === "fields") {
      await this.payByFields()
      return
    }
    const isCard = method.kind === "card"
    if (this.isBusy || !this.isComplete(isCard)) {
      return
    }
    this.problem.replaceChildren()
    this.setBusy(texts.paying, button)
    try {
      if (!(await this.saveDetails())) {
        return
      }
      const cartId = this.cart.id
      const paymentSessionId = await xpay.openSession({ cartId, providerId: method.providerId })
      const started = { cartId, paymentSessionId, ...(isCard ? {} : { method: method.name }) }
      remember("payment", started)
      await (isCard ? this.payByCard(started) : this.payOnPage(started, method, button))
    } catch (error) {
      if (!this.left.signal.aborted) {
        await this.explain(error)
      }
    }
  }

  /** Fallback when XPay's fields do not load. */
  private payElsewhere(): void {
    const { pageMethod, payButton } = this.payment
    if (pageMethod !== undefined) {
      void this.pay(pageMethod, payButton)
    }
  }

  private async payByFields(): Promise<void> {
    const { texts, xpay } = this.shop
    if (this.isBusy || !this.isComplete(false)) {
      return
    }
    this.problem.replaceChildren()
    this.setBusy(texts.paying, this.payment.payButton)
    try {
      // Errors that the shopper must correct must not appear while the page is inert.
      if (!(await this.saveDetails()) || !(await this.confirmFields())) {
        return
      }
      const { opened } = this.fields
      if (opened === undefined) {
        return
      }
      remember("payment", opened.started)
      const { status } = await payByCardFields(xpay, { ...opened.started, paymentId: opened.paymentId })
      await (status === "redirect"
        ? this.waitToLeave(texts.leaving, this.payment.payButton)
        : this.showOutcome(opened.started))
    } catch (error) {
      if (wantsNewFields(error)) {
        this.fields.renew()
      }
      await this.explain(error)
    }
  }

  private async confirmFields(): Promise<boolean> {
    this.element.inert = false
    const isConfirmed = await this.fields.confirm()
    if (!isConfirmed) {
      this.setBusy(undefined)
    }
    return isConfirmed
  }

  private async payByCard(started: StartedPayment): Promise<void> {
    const { texts, xpay } = this.shop
    const card = this.card.read()
    // Browsers write field contents to disk, to restore them after a crash.
    this.card.clear()
    const result = await xpay
      .payByCard({
        ...started,
        card,
        returnUrl: returnUrl(),
        challenge: recall("challenge") ?? "redirect",
        signal: this.left.signal,
      })
      .catch((error: unknown) => {
        this.card.refill(card)
        throw error
      })
    if (result.status === "closed") {
      this.card.refill(card)
      this.setBusy(undefined)
      this.tell(notice("calm", texts.challengeTitle, result.payment.message, " ", texts.payAgain))
      return
    }
    await (result.status === "challenge"
      ? this.waitToLeave(texts.leaving, this.payment.payButton)
      : this.showOutcome(started))
  }

  private async payOnPage(
    started: StartedPayment,
    { name }: PaymentMethod,
    button: HTMLButtonElement
  ): Promise<void> {
    const { texts, xpay } = this.shop
    const { status } = await xpay.payOnPage({ ...started, returnUrl: returnUrl() })
    await (status === "redirect"
      ? this.waitToLeave(texts.leavingFor(name), button)
      : this.showOutcome(started))
  }

  private waitToLeave(where: string, button: HTMLButtonElement): void {
    this.setBusy(where, button)
    this.staying = setTimeout(() => void this.app.refresh(), LEAVING_MS)
  }

  private async showOutcome(started: StartedPayment): Promise<void> {
    // Another tab may have started its own payment meanwhile.
    remember("payment", started)
    await this.app.refresh()
  }

  private isComplete(withCard: boolean): boolean {
    this.details.checkAll()
    if (withCard) {
      this.card.checkAll()
    }
    const isWrong = focusFirstWrong([...this.details.fields, ...(withCard ? this.card.fields : [])])
    if (isWrong) {
      this.app.announce(this.shop.texts.checkFields)
    }
    return !isWrong
  }

  /** @returns whether the total still matches the button. */
  private async saveDetails(): Promise<boolean> {
    const { email, address } = this.details.read()
    const shown = this.cart.total
    await this.keep(await this.shop.store.setDetails(this.cart.id, email, address))
    if (this.cart.total === shown) {
      return true
    }
    this.setBusy(undefined)
    this.warn(this.shop.texts.totalChanged(this.shop.money(this.cart.total)))
    return false
  }

  private async explain(error: unknown): Promise<void> {
    if (error instanceof StoreProblem && (await this.isOrdered())) {
      await this.app.refresh()
      return
    }
    this.setBusy(undefined)
    if (error instanceof XPayError && error.code === "invalid_card") {
      this.card.showErrors(error.fields)
      focusFirstWrong(this.card.fields)
      return
    }
    this.warn(error instanceof XPayError ? error.message : whyNot(this.shop.texts, error))
  }

  /** True if the order was placed in another tab meanwhile. */
  private async isOrdered(): Promise<boolean> {
    const cart = await this.shop.store.cart(this.cart.id).catch(() => this.cart)
    return cart === undefined || cart.completed_at !== null
  }

  private warn(message: string): void {
    this.tell(notice("bad", this.shop.texts.troubleTitle, message))
  }

  private tell(told: HTMLElement): void {
    this.problem.replaceChildren(told)
    told.scrollIntoView({ block: "center", behavior: "instant" })
    told.focus()
  }

  private async chooseDelivery(optionId: string): Promise<void> {
    try {
      await this.keep(await this.shop.store.chooseShipping(this.cart.id, optionId))
    } catch {
      this.warn(this.shop.texts.unexpected)
    }
  }

  private async keep(cart: Cart): Promise<void> {
    const before = this.cart.total
    this.cart = this.shop.basket.keep(cart)
    this.bill.show(cart)
    if (!this.isBusy) {
      this.payment.showTotal(cart.total)
    }
    if (cart.total !== before) {
      this.payment.offer(await findMethods(this.shop, cart.id))
    }
  }

  /** @param doing progress text for the button that was pressed; undefined: the shopper may pay. */
  private setBusy(doing: string, button: HTMLButtonElement): void
  private setBusy(doing: undefined): void
  private setBusy(doing: string | undefined, button?: HTMLButtonElement): void {
    this.isBusy = doing !== undefined
    this.payment.block(this.isBusy)
    this.element.inert = this.isBusy
    this.element.setAttribute("aria-busy", String(this.isBusy))
    if (doing === undefined) {
      this.payment.rest(this.cart.total)
    } else {
      button?.replaceChildren(spinner(), doing)
      this.app.announce(doing, "said")
    }
  }
}

function returnUrl(): string {
  return `${location.origin}/checkout`
}
