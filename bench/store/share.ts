import { OK_CARD } from "../../integration-tests/harness/cards"
import { comeBack, walkChallenge } from "../../integration-tests/harness/browser-walk"
import { expectOk, readReturn } from "../../integration-tests/harness/shopper"
import { median, percentile } from "../lib/stats"
import { number, type Part } from "../lib/table"
import type { BenchStore } from "./bench-store"

const DELAYS = [0, 50, 200]
const PAYMENTS = 15
const CALLS = 3

/** The cost of a checkout in addition to the gateway's own time and Medusa's completion of a cart. */
export async function measureShare(bench: BenchStore): Promise<Part> {
  await completeWithoutGateway(bench)
  const core: number[] = []
  const floor: number[] = []
  const totals = new Map<number, number[]>(DELAYS.map((delay) => [delay, []]))
  for (let round = 0; round < PAYMENTS; round++) {
    core.push(await completeWithoutGateway(bench))
    floor.push(await askForNothing(bench))
    for (const delay of DELAYS) {
      totals.get(delay)?.push(await payByCard(bench, delay))
    }
  }
  await bench.simulator.control.clearFaults()
  const share = (delay: number) =>
    (totals.get(delay) ?? []).map((total) => total - CALLS * delay - median(core))
  return {
    title: "The plugin's own share of a checkout",
    method: `From the card's submission to the order, without the bank's page: the time of all requests, less three calls at the gateway's delay, less Medusa's completion of the same cart with its system provider (${number(median(core))} ms). In it are Medusa's fixed costs of one more request than that completion makes; a store route of Medusa that reads one row takes ${number(median(floor))} ms. ${PAYMENTS} payments for each delay, in turns, on a store of one process with PostgreSQL beside it.`,
    rows: DELAYS.map((delay) => ({
      what: `gateway answers after ${delay} ms`,
      ours: `p50 ${number(median(share(delay)))} ms, p90 ${number(percentile(share(delay), 90))} ms (of ${number(median(totals.get(delay) ?? []))} ms); without the request's floor p50 ${number(median(share(delay)) - median(floor))} ms`,
      peer: "not published by anybody",
      target: `p50 ≤ ${mostShare(delay)} ms`,
      isMet: median(share(delay)) <= mostShare(delay),
    })),
  }
}

/** With a slow gateway, our own work fits into the time of its calls. */
function mostShare(delay: number): number {
  return delay === 0 ? 15 : 0
}

async function completeWithoutGateway(bench: BenchStore): Promise<number> {
  const shopper = await bench.shopper().readyToPay({}, "pp_system_default")
  const start = performance.now()
  expectOk(await shopper.complete())
  return performance.now() - start
}

/** Medusa's minimum for a request: publishable key, context, one row. */
async function askForNothing(bench: BenchStore): Promise<number> {
  const { http } = bench.shopper()
  const start = performance.now()
  expectOk(await http.get("/store/regions?limit=1&fields=id"))
  return performance.now() - start
}

async function payByCard(bench: BenchStore, delay: number): Promise<number> {
  const { control } = bench.simulator
  const shopper = await bench.shopper().readyToPay()
  await control.clearFaults()
  await control.addFault({ kind: "delay", ms: delay, path: "/orders/3steps/*", times: "always" })
  const start = performance.now()
  const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
  const submitted = performance.now() - start
  if (challenge === undefined) {
    throw new Error("No challenge.")
  }
  const back = await walkChallenge(challenge, "succeeds")
  const returned = performance.now()
  const { outcome } = readReturn(await comeBack(shopper.http, back))
  if (outcome !== "paid") {
    throw new Error(`The payment ended as ${outcome}.`)
  }
  return submitted + performance.now() - returned
}
