import type { Payment } from "../../../src/storefront"
import type { TakenUp } from "../checkout/take-up-payment"
import type { Shop } from "../shop"
import { h } from "../ui/h"
import { spinner } from "../ui/spinner"
import type { Page } from "./page"
import type { App } from "../app"

/** Shown while the payment's outcome, or its order, is pending. Waits for it and prevents a second payment. */
export function waitingPage(shop: Shop, app: App, { reference, payment }: TakenUp): Page {
  const { texts } = shop
  const abort = new AbortController()
  const title = h("h1", {})
  const message = h("p", {})
  const hint = h("p", { class: "soft small" }, texts.verifyingHint)
  const again = h("button", { class: "button", type: "button", hidden: true }, texts.checkAgain)
  const turning = spinner()

  const show = (now: Payment) => {
    title.textContent = now.status === "paid" ? texts.preparingTitle : texts.verifyingTitle
    message.textContent = now.message
  }
  const watch = async () => {
    turning.hidden = false
    again.hidden = true
    hint.textContent = texts.verifyingHint
    const seen = await shop.xpay.waitForPayment(reference, { signal: abort.signal, onUpdate: show })
    const isOpen = seen.status === "processing" || seen.status === "verifying"
    if (isOpen || (seen.status === "paid" && seen.orderId === undefined)) {
      giveUp()
    } else {
      await app.refresh()
    }
  }
  const giveUp = () => {
    turning.hidden = true
    again.hidden = false
    hint.textContent = texts.stillVerifying
  }
  const watchOn = () =>
    void watch().catch(() => {
      if (!abort.signal.aborted) {
        giveUp()
      }
    })

  again.addEventListener("click", watchOn)
  show(payment)
  return {
    title: title.textContent,
    content: h("section", { class: "lonely", "aria-live": "polite" }, turning, title, message, hint, again),
    entered: watchOn,
    leave: () => abort.abort(),
  }
}
