import { XPayError, type PaymentMethod } from "../../../src/storefront"
import { mountCardFields, openCardFields, type CardFields } from "../../../src/storefront/card-fields"
import type { StartedPayment } from "../remembered"
import type { Shop } from "../shop"
import { h } from "../ui/h"

/** XPay's card fields, opened for a payment. */
export interface OpenedFields {
  readonly started: StartedPayment
  readonly paymentId: string
}

/** XPay's card fields in the checkout. Neither this page nor the shop's server sees what is typed. */
export class XPayFields {
  readonly element = h("div", { class: "xpay-fields" })
  /** Undefined until XPay has opened the fields. */
  opened: OpenedFields | undefined
  private fields: CardFields | undefined
  /** The shopper wants to enter a card here, even if another payment is under way. */
  private isAsked = false

  /** @param onFallback pays on XPay's page if the fields do not load */
  constructor(
    private readonly shop: Shop,
    private readonly cartId: string,
    private readonly returnUrl: string,
    private readonly onFallback: () => void
  ) {}

  /** Opens fields for the cart's current total. If fields exist already, their contents are lost. */
  show(method: PaymentMethod): void {
    if (this.fields !== undefined) {
      void this.fields.renew()
      return
    }
    this.fields = mountCardFields(this.element, {
      locale: this.shop.language,
      style: { cssLink: new URL("/fields.css", location.href).href },
      open: () => this.open(method),
      onFallback: this.onFallback,
      onUnavailable: ({ error }) => {
        if (error instanceof XPayError && error.code === "in_progress") {
          this.element.append(this.againButton())
        }
      },
    })
  }

  private againButton(): HTMLElement {
    const { texts } = this.shop
    const button = h("button", { class: "button", type: "button" }, texts.enterCardHere)
    button.addEventListener("click", () => {
      button.remove()
      this.isAsked = true
      this.renew()
    })
    return button
  }

  /** Stores the card at XPay. @returns whether the server may now pay with it */
  async confirm(): Promise<boolean> {
    const { status } = (await this.fields?.confirm()) ?? {}
    return status === "confirmed" || status === "unanswered"
  }

  /** Replaces the fields after a payment, or when the amount has changed. */
  renew(): void {
    void this.fields?.renew()
  }

  close(): void {
    this.fields?.unmount()
    this.fields = undefined
  }

  private async open({ providerId }: PaymentMethod) {
    const { xpay } = this.shop
    const { cartId, returnUrl } = this
    const data = { if_idle: !this.isAsked }
    const paymentSessionId = await xpay.openSession({ cartId, providerId, data })
    const started = { cartId, paymentSessionId }
    const { session, payment } = await openCardFields(xpay, { ...started, returnUrl })
    if (session === undefined) {
      throw new Error(payment.message)
    }
    this.opened = { started, paymentId: payment.id }
    return session
  }
}

/** The session was replaced or the cart changed, so new fields are needed. */
export function wantsNewFields(error: unknown): boolean {
  return (
    error instanceof XPayError &&
    ["session_not_found", "cart_changed", "payment_not_found"].includes(error.code)
  )
}
