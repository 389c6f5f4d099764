import { ratio, median } from "../lib/stats"
import { number, type Part } from "../lib/table"
import { worker } from "../lib/worker"
import { CannedGateways } from "./gateways"
import type { CallTimes } from "./client"

/** What one call costs, against Node's bare HTTP. */
export async function measureCalls(): Promise<Part> {
  const gateways = new CannedGateways()
  const port = await gateways.start()
  try {
    const times = await worker<Record<string, CallTimes>>("call/client.ts", { args: [String(port)] })
    const bare = times["bare"]?.cpu ?? []
    const against = (name: string, what: keyof CallTimes) =>
      ratio(times[name]?.[what] ?? [], times["bare"]?.[what] ?? [])
    const peers = Object.keys(times).filter((name) => !["bare", "ours"].includes(name))
    const shown = (name: string, what: keyof CallTimes) => {
      const { value, low, high } = against(name, what)
      return `${number(value)} × (${number(low)}–${number(high)})`
    }
    const toStripe = median(times["ours"]?.cpu ?? []) / median(times["stripe"]?.cpu ?? [])
    return {
      title: "One call to the gateway",
      method: `A plain local server with answers of 1.7 kB for all; 25 blocks of 120 calls each, one after the other, taken in turns. Ours is a telephone payment: card, validated answer, log line and span. Ratios to bare \`node:http\` (${number(median(bare))} µs of CPU), with 95 % intervals.`,
      rows: [
        {
          what: "CPU",
          ours: shown("ours", "cpu"),
          peer: peers.map((name) => `${name} ${shown(name, "cpu")}`).join(", "),
          target: "≤ 1.35 ×",
          isMet: against("ours", "cpu").value <= 1.35,
        },
        {
          what: "CPU, against the Stripe provider",
          ours: `${number(toStripe)} ×`,
          peer: "1 ×",
          target: "≤ 0.9 ×",
          isMet: toStripe <= 0.9,
        },
        {
          what: "wall time",
          ours: shown("ours", "wall"),
          peer: peers.map((name) => `${name} ${shown(name, "wall")}`).join(", "),
          target: "reported",
        },
      ],
    }
  } finally {
    await gateways.stop()
  }
}
