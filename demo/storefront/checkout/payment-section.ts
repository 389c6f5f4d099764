import type { PaymentMethod, PaymentMethods } from "../../../src/storefront"
import { recall } from "../remembered"
import type { Shop } from "../shop"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import { brands } from "./brands"
import type { CardForm } from "./card-form"
import { MethodButtons } from "./method-buttons"
import type { XPayFields } from "./xpay-fields"

/** The cart's payment options: wallets, a card form, a button for each other method, or a free order. */
export class PaymentSection {
  readonly payButton = h("button", { class: "button button-primary button-large", type: "submit" })
  readonly freeButton = h("button", { class: "button button-primary button-large", type: "submit" })
  /** In page order. */
  readonly elements: readonly HTMLElement[]
  /** The method that the form's own button pays with. */
  cardMethod: PaymentMethod | undefined
  /** XPay's full payment page. */
  pageMethod: PaymentMethod | undefined
  isFree = false
  private readonly methods: MethodButtons
  private readonly cardPayment = h("div", { class: "card-payment" })
  private readonly freeOrder = h("div", { class: "free-order" })

  constructor(
    private readonly shop: Shop,
    private readonly card: CardForm,
    private readonly fields: XPayFields,
    press: (method: PaymentMethod, button: HTMLButtonElement) => void
  ) {
    this.methods = new MethodButtons(shop, press)
    this.elements = [this.methods.wallets, this.cardPayment, this.freeOrder, this.methods.element]
  }

  /** Shows the payment methods available now, if anything is to be paid. */
  offer({ methods, reason }: PaymentMethods): void {
    const { shop } = this
    const { texts } = shop
    const isOnPage = recall("cardForm") === "page"
    const isPage = ({ kind, service }: PaymentMethod) => kind === "redirect" && service === undefined
    const page = methods.find(isPage)
    this.pageMethod = page && { ...page, name: texts.cardOnPage }
    this.methods.show([
      ...methods.filter((method) => !isPage(method)),
      ...(isOnPage && this.pageMethod !== undefined ? [this.pageMethod] : []),
    ])
    this.cardMethod = isOnPage ? undefined : methods.find(({ kind }) => kind === "card")
    this.isFree = reason?.code === "nothing_due"
    const isOwn = this.cardMethod?.cardForm === "own"
    this.cardPayment.replaceChildren(
      ...(this.cardMethod === undefined
        ? []
        : [
            h("p", { class: "soft small" }, this.cardMethod.name),
            brands(shop, this.cardMethod),
            isOwn ? this.card.element : this.fields.element,
            this.payButton,
            h("p", { class: "soft small centred" }, icon("lock"), texts.cardPrivacy),
          ])
    )
    if (this.cardMethod?.cardForm === "fields") {
      this.fields.show(this.cardMethod)
    }
    this.freeOrder.replaceChildren(
      ...(reason === undefined ? [] : [h("p", {}, reason.message)]),
      ...(this.isFree ? [this.freeButton] : [])
    )
  }

  block(isBlocked: boolean): void {
    this.payButton.disabled = isBlocked
    this.freeButton.disabled = isBlocked
  }

  /** Resets all buttons to their idle state. */
  rest(total: number): void {
    this.showTotal(total)
    this.methods.rest()
  }

  showTotal(total: number): void {
    const { texts } = this.shop
    this.payButton.replaceChildren(icon("lock"), texts.pay(this.shop.money(total)))
    this.freeButton.replaceChildren(texts.placeOrder)
  }
}

/** The cart's payment methods, with the selected card form. */
export async function findMethods({ xpay }: Shop, cartId: string): Promise<PaymentMethods> {
  return await xpay.paymentMethods({
    cartId,
    cardForm: recall("cardForm") === "fields" ? "fields" : undefined,
  })
}
