import type { Part } from "../lib/table"
import { worker } from "../lib/worker"
import { CannedGateways } from "./gateways"

const PAYMENTS = 1_000
const FEWER = 160

/** Connections, and repeated calls, when many pay at once and the gateway closes idle connections at any time. */
export async function measureConnections(): Promise<Part> {
  const [ours, stripe] = [await run("ours", PAYMENTS, 20), await run("stripe", PAYMENTS, 20)]
  const closing = { from: 1_200, to: 2_500 }
  const [oursClosed, stripeClosed] = [
    await run("ours", FEWER, 3_000, closing),
    await run("stripe", FEWER, 3_000, closing),
  ]
  const again = (stripeClosed.ends["sent"] ?? 0) - FEWER * CALLS
  return {
    title: "Connections",
    method: `${PAYMENTS} payments of three calls, sixteen at a time, over plain HTTP. Then ${FEWER} payments with pauses of up to three seconds, against a server that closes a connection after it has idled for a random time between 1.2 and 2.5 s.`,
    rows: [
      {
        what: "connections opened",
        ours: String(ours.connections),
        peer: `stripe-node ${stripe.connections}`,
        target: "≤ 20",
        isMet: ours.connections <= 20,
      },
      {
        what: "calls sent again, idle connections closing",
        ours: String(oursClosed.repeated),
        peer: `stripe-node ${again}`,
        target: "0",
        isMet: oursClosed.repeated === 0,
      },
      {
        what: "payment calls whose end is not known, idle connections closing",
        ours: `${oursClosed.ends["unknown"] ?? 0} of ${FEWER * CALLS}`,
        peer: `stripe-node ${stripeClosed.ends["failed"] ?? 0} failed`,
        target: "0",
        isMet: (oursClosed.ends["unknown"] ?? 0) === 0,
      },
    ],
  }
}

const CALLS = 3

async function run(
  who: "ours" | "stripe",
  payments: number,
  pauseMs: number,
  idleMs?: { from: number; to: number }
) {
  const gateways = new CannedGateways(idleMs)
  const port = await gateways.start()
  const args = [who, String(port), String(payments), String(pauseMs)]
  const ends = await worker<Record<string, number>>("call/crowd.ts", { args })
  const stats = gateways.stats()
  await gateways.stop()
  return { ...stats, ends }
}
