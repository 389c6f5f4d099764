import { median, ratio } from "../lib/stats"
import { number, type Part, type Row } from "../lib/table"
import { worker } from "../lib/worker"
import { VERBS, type Verb } from "./callers"
import type { CallTimes } from "./client"
import { CannedGateways } from "./gateways"

/** Stripe's equivalent call; a validation has none. */
const COUNTERPART: Readonly<Partial<Record<Verb, string>>> = {
  init: "open",
  pay: "open",
  moto: "open",
  capture: "capture",
  refund: "refund",
  query: "query",
}

/** The cost of each call, compared with Node's bare HTTP and other providers. */
export async function measureCalls(): Promise<Part> {
  const gateways = new CannedGateways()
  const port = await gateways.start()
  try {
    const times = await worker<Record<string, CallTimes>>("call/client.ts", { args: [String(port)] })
    const of = (caller: string, what: keyof CallTimes) => times[caller]?.[what] ?? []
    const bareFor = (verb: string) => (verb === "query" ? "bare get" : "bare post")
    const against = (caller: string, verb: string, what: keyof CallTimes) =>
      ratio(of(caller, what), of(bareFor(verb), what))
    const shown = (caller: string, verb: string) => {
      const { value, low, high } = against(caller, verb, "cpu")
      const wall = against(caller, verb, "wall").value
      return `${number(value)} × (${number(low)}–${number(high)}), wall ${number(wall)} ×`
    }
    const peersOf = (verb: Verb) =>
      [`stripe ${COUNTERPART[verb] ?? ""}`, `mollie ${COUNTERPART[verb] ?? ""}`].filter(
        (peer) => times[peer] !== undefined
      )
    const toStripe = median(of("ours moto", "cpu")) / median(of("stripe open", "cpu"))
    return {
      title: "One call to the gateway",
      method: `CPU of each kind of call, and its wall time. A plain local server with answers of 1.7 kB for all; 25 blocks of 120 calls each, one after the other, taken in turns. Ours with its checks, log line and span. Ratios to bare \`node:http\` (${number(median(of("bare post", "cpu")))} µs of CPU for a POST, ${number(median(of("bare get", "cpu")))} for a GET), with 95 % intervals.`,
      rows: [
        ...VERBS.map((verb): Row => ({
          what: `CPU, ${verb}`,
          ours: shown(`ours ${verb}`, verb),
          peer: peersOf(verb)
            .map((peer) => `${peer} ${shown(peer, verb)}`)
            .join("; "),
          target: "≤ 1.35 ×",
          isMet: against(`ours ${verb}`, verb, "cpu").value <= 1.35,
        })),
        {
          what: "CPU of a payment, against the Stripe provider",
          ours: `${number(toStripe)} ×`,
          peer: "1 ×",
          target: "≤ 1 ×",
          isMet: toStripe <= 1,
        },
      ],
    }
  } finally {
    await gateways.stop()
  }
}
