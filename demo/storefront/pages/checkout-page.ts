import type { Payment } from "../../../src/storefront"
import { CheckoutForm } from "../checkout/checkout-form"
import { findMethods } from "../checkout/payment-section"
import { rememberMethod } from "../checkout/last-method"
import { takeUpPayment, type TakenUp } from "../checkout/take-up-payment"
import { forget, remember } from "../remembered"
import type { Shop } from "../shop"
import { notice } from "../ui/notice"
import { emptyCartPage } from "./cart-page"
import type { Page } from "./page"
import { thankYouPage } from "./thank-you-page"
import { waitingPage } from "./waiting-page"
import type { App } from "../app"

/** Contact, address, delivery and payment on one page, and the return from the bank's or XPay's page. */
export async function checkoutPage(shop: Shop, app: App): Promise<Page> {
  const earlier = await takeUpPayment(shop)
  switch (earlier?.payment.status) {
    case "paid":
    case "awaiting":
      if (earlier.payment.orderId !== undefined) {
        return await thankForOrder(shop, app, earlier, earlier.payment.orderId)
      }
      return waitingPage(shop, app, earlier)
    case "processing":
    case "verifying":
      return waitingPage(shop, app, earlier)
    case "declined":
    case "canceled":
    case "voided":
      forget("payment")
      return await formPage(shop, app, earlier.payment)
    case "challenge":
    case "redirect":
      return await formPage(shop, app, earlier.payment)
    case undefined:
      return await formPage(shop, app, undefined)
  }
}

async function thankForOrder(
  shop: Shop,
  app: App,
  { reference, payment }: TakenUp,
  orderId: string
): Promise<Page> {
  const { method } = reference
  rememberMethod(orderId, { card: payment.card, ...(method === undefined ? {} : { method }) })
  if (payment.status === "awaiting") {
    remember("awaited", { ...reference, orderId })
  }
  forget("payment")
  shop.basket.abandonIt()
  history.replaceState({}, "", `/thank-you?order=${encodeURIComponent(orderId)}`)
  return await thankYouPage(shop, app)
}

async function formPage(shop: Shop, app: App, failed: Payment | undefined): Promise<Page> {
  const cart = await shop.basket.load(shop.region)
  if (cart === undefined || cart.items.length === 0) {
    return emptyCartPage(shop, app)
  }
  const shippingOptions = await shop.store.shippingOptions(cart.id)
  const chosen = cart.shipping_methods[0]?.shipping_option_id
  const [first] = shippingOptions
  const isShippable = shippingOptions.some(({ id }) => id === chosen)
  const ready =
    isShippable || first === undefined
      ? cart
      : shop.basket.keep(await shop.store.chooseShipping(cart.id, first.id))
  const problem = failed === undefined ? undefined : failureNotice(shop, failed)
  const choice = await findMethods(shop, ready.id)
  const form = new CheckoutForm(shop, app, { cart: ready, shippingOptions, choice }, problem)
  return {
    title: shop.texts.checkout,
    content: form.element,
    entered: () => {
      problem?.focus({ preventScroll: true })
      problem?.closest("fieldset")?.scrollIntoView({ behavior: "instant" })
    },
    leave: () => form.leave(),
  }
}

function failureNotice({ texts }: Shop, { status, message }: Payment): HTMLElement {
  switch (status) {
    case "canceled":
      return notice("calm", texts.canceledTitle, message, " ", texts.cartIsSafe)
    case "challenge":
      return notice("calm", texts.challengeTitle, message, " ", texts.payAgain)
    case "redirect":
      return notice("calm", texts.pageOpenTitle, message, " ", texts.payAgain)
    case "voided":
      return notice("bad", texts.voidedTitle, message)
    case "paid":
    case "processing":
    case "verifying":
    case "awaiting":
    case "declined":
      return notice("bad", texts.declinedTitle, message, " ", texts.cartIsSafe)
  }
}
