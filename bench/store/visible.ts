import { setTimeout as pause } from "node:timers/promises"
import { walkHostedPage } from "../../integration-tests/harness/browser-walk"
import { expectOk, type Shopper } from "../../integration-tests/harness/shopper"
import { median } from "../lib/stats"
import { number, type Part } from "../lib/table"
import type { BenchStore } from "./bench-store"

const ROUNDS = 5

/** The time from the payment to the order, if only the gateway's notification reports it: the shopper never returns. */
export async function measureVisible(bench: BenchStore): Promise<Part> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await xpayUntilOrder(bench))
    theirs.push(await stripeUntilOrder(bench))
  }
  const share = median(theirs) / median(ours)
  return {
    title: "From paid to order, by notification alone",
    method: `The shopper pays and never comes back; the cart is polled every 20 ms until it is an order. Median of ${ROUNDS}.`,
    rows: [
      {
        what: "time until the order is there",
        ours: `${number(median(ours))} ms`,
        peer: `Medusa's built-in hook, Stripe ${number(median(theirs))} ms`,
        target: "≤ 150 ms",
        isMet: median(ours) <= 150,
      },
      {
        what: "how much sooner",
        ours: `${number(share)} ×`,
        peer: "1 ×",
        target: "≥ 5 ×",
        isMet: share >= 5,
      },
    ],
  }
}

async function xpayUntilOrder(bench: BenchStore): Promise<number> {
  const shopper = await bench.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
  const { redirect_url: url } = expectOk(await shopper.pressButton())
  const start = performance.now()
  await walkHostedPage(url ?? "", "PAYPAL", "pay")
  return await untilOrder(shopper, start)
}

async function stripeUntilOrder(bench: BenchStore): Promise<number> {
  const shopper = await bench.shopper().readyToPay({}, "pp_stripe_stripe")
  const start = performance.now()
  const { body, signature } = bench.stripe.event(bench.stripe.pay(shopper.sessionId))
  const hook = bench.http({ "stripe-signature": signature, "content-type": "application/json" })
  expectOk(await hook.send("POST", "/hooks/payment/stripe_stripe", body))
  return await untilOrder(shopper, start)
}

async function untilOrder(shopper: Shopper, start: number): Promise<number> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(20)) {
    const { cart } = expectOk(
      await shopper.http.get<{ cart: { completed_at: string | null } }>(
        `/store/carts/${shopper.cartId}?fields=completed_at`
      )
    )
    if (cart.completed_at !== null) {
      return performance.now() - start
    }
  }
  throw new Error("No order within half a minute.")
}
