import { finish } from "../lib/worker"
import { stripeProvider, xpayClient, xpayPayment } from "./callers"

/** Payments of three calls each, sixteen at a time; returns the results of the calls. */
async function main(): Promise<void> {
  const who = process.argv[2]
  const [port = 0, payments = 0, pauseMs = 0] = process.argv.slice(3).map(Number)
  const ends: Record<string, number> = {}
  const note = (end: string) => (ends[end] = (ends[end] ?? 0) + 1)
  const pay = who === "ours" ? ours(port, note) : stripe(port, note)
  let left = payments
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) {
        await pay()
        // Shoppers are not synchronized: connections have time to become idle.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs))
      }
    })
  )
  finish(ends)
}

function ours(port: number, note: (end: string) => void): () => Promise<void> {
  const pay = xpayPayment(xpayClient(port))
  return async () => (await pay()).forEach(note)
}

function stripe(port: number, note: (end: string) => void): () => Promise<void> {
  const { stripe: client } = stripeProvider(port)
  client.on("request", () => note("sent"))
  return async () => {
    for (let call = 0; call < 3; call++) {
      await client.paymentIntents.create({ amount: 2499, currency: "eur" }).then(
        () => note("done"),
        () => note("failed")
      )
    }
  }
}

void main()
