import type { Payment } from "../../../src/storefront"
import { forget, recall, type StartedPayment } from "../remembered"
import type { Shop } from "../shop"
import { h } from "../ui/h"
import { icon } from "../ui/icon"
import { notice } from "../ui/notice"
import { spinner } from "../ui/spinner"
import type { App } from "../app"

/** A visitor who stays longer reloads the page. */
const LONGEST_WATCH_MS = 30 * 60_000

/** The pending payment of an order placed before its money arrived, with a slow method. */
export interface AwaitedPayment {
  readonly reference: StartedPayment
  readonly payment: Payment
}

/** Undefined if no payment is pending for the order. */
export async function findAwaited({ xpay }: Shop, orderId: string): Promise<AwaitedPayment | undefined> {
  const reference = recall("awaited")
  if (reference?.orderId !== orderId) {
    return undefined
  }
  const payment = await xpay.resume(reference, { timeoutMs: 0 })
  if (payment === undefined || payment.status === "paid") {
    forget("awaited")
    return undefined
  }
  return { reference, payment }
}

/** Says that the money is still expected, or that it will not arrive. */
export function awaitedNotice({ texts }: Shop, { payment, reference }: AwaitedPayment): HTMLElement {
  const { status } = payment
  if (status !== "awaiting" && status !== "processing" && status !== "verifying") {
    return notice("bad", texts.notArrivedTitle, texts.notArrived)
  }
  return h(
    "div",
    { class: "notice notice-calm", role: "status" },
    icon("clock"),
    h(
      "div",
      {},
      h("p", { class: "notice-title" }, texts.awaitingTitle(reference.method ?? texts.payment)),
      h("p", {}, payment.message),
      h("p", { class: "soft small waiting" }, spinner(), texts.verifyingHint)
    )
  )
}

/** Renders the page again when the money has arrived, or will not arrive. @returns a function that stops the watch. */
export function watchAwaited(
  { xpay, texts }: Shop,
  app: App,
  { reference, payment }: AwaitedPayment
): () => void {
  const abort = new AbortController()
  const watch = async () => {
    const wait = { until: "money", timeoutMs: LONGEST_WATCH_MS, signal: abort.signal } as const
    const now = await xpay.waitForPayment(reference, wait)
    if (now.status !== payment.status) {
      await app.refresh()
      if (now.status === "paid") {
        app.announce(texts.arrived)
      }
    }
  }
  // Without a connection the page stays as it is; the shopper can reload it.
  void watch().catch(() => undefined)
  return () => abort.abort()
}
