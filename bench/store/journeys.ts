import { OK_CARD } from "../../integration-tests/harness/cards"
import { Clerk } from "../../integration-tests/harness/clerk"
import { expectOk, type Shopper } from "../../integration-tests/harness/shopper"
import { number, type Part } from "../lib/table"
import type { BenchStore } from "./bench-store"

/** How often the shopper changes the cart after selecting the payment. */
const CHANGES = 3

/**
 * Calls to the gateway for the same journey over HTTP: open the payment, change the cart three times, pay, capture,
 * refund a part.
 */
export async function measureJourney(bench: BenchStore): Promise<Part> {
  const xpay = await countXPay(bench)
  const stripe = await countStripe(bench)
  const browsing = xpay.browsing.length
  const share = xpay.all.length / stripe.all.length
  return {
    title: "Calls to the gateway for one journey",
    method: `Counted at the gateways: open the payment, change the cart ${CHANGES} times, pay, capture, refund a part; the same script for both providers.`,
    rows: [
      {
        what: "calls while browsing",
        ours: String(browsing),
        peer: `Medusa's Stripe provider ${stripe.browsing.length}`,
        target: "0",
        isMet: browsing === 0,
      },
      {
        what: "calls for the whole journey",
        ours: `${xpay.all.length} (${summary(xpay.all)})`,
        peer: `Medusa's Stripe provider ${stripe.all.length} (${summary(stripe.all)})`,
        target: "≤ 7: five that move money, and two reads that find out how a capture and a refund ended",
        isMet: xpay.all.length <= 7,
      },
      {
        what: "ratio",
        ours: `${number(share)} ×`,
        peer: "1 ×",
        target: "≤ 0.6 ×",
        isMet: share <= 0.6,
      },
    ],
  }
}

interface Counted {
  readonly browsing: readonly string[]
  readonly all: readonly string[]
}

async function countXPay(bench: BenchStore): Promise<Counted> {
  const { control } = bench.simulator
  await control.clearCalls()
  const calls = async () =>
    (await control.calls())
      // Calls of the job, which queries all payments together once a minute.
      .filter(({ method, path }) => !(method === "GET" && ["/orders", "/payment_methods"].includes(path)))
      .map(
        ({ method, path }) =>
          `${method} ${path.replace(/^(\/operations|\/orders(?=\/\w{18}$))\/[^/]+/, "$1/{id}")}`
      )
  const shopper = await bench.shopper().readyToPay()
  await changeCart(shopper, "pp_xpay_xpay")
  const browsing = await calls()
  const { orderId } = await shopper.pay(OK_CARD)
  await captureAndRefund(bench, orderId)
  return { browsing, all: await calls() }
}

async function countStripe(bench: BenchStore): Promise<Counted> {
  const { stripe } = bench
  stripe.calls.length = 0
  const shopper = await bench.shopper().readyToPay({}, "pp_stripe_stripe")
  await changeCart(shopper, "pp_stripe_stripe")
  const browsing = [...stripe.calls]
  stripe.pay(shopper.sessionId)
  const { order } = expectOk(await shopper.complete())
  await captureAndRefund(bench, order?.id)
  return { browsing, all: [...stripe.calls] }
}

async function changeCart(shopper: Shopper, provider: string): Promise<void> {
  for (let change = 0; change < CHANGES; change++) {
    await shopper.addItem("CAFFE")
    expectOk(await shopper.openSession(provider))
  }
}

async function captureAndRefund(bench: BenchStore, orderId: string | undefined): Promise<void> {
  if (orderId === undefined) {
    throw new Error("No order was placed.")
  }
  const clerk = new Clerk(bench.admin())
  expectOk(await clerk.capture(orderId))
  expectOk(await clerk.refund(orderId, 5))
}

function summary(calls: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const call of calls) {
    counts.set(call, (counts.get(call) ?? 0) + 1)
  }
  return [...counts].map(([call, count]) => `${count} × \`${call}\``).join(", ")
}
