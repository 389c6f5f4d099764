import { finish } from "../lib/worker"
import { mollieProvider } from "../peers/installed"
import { bareHttp, mollie, stripe, xpay, type Send } from "./callers"

const BLOCKS = 25
const CALLS = 120
const WARM_UP = 300

export interface CallTimes {
  /** Microseconds for each call, one number per block. */
  readonly cpu: number[]
  readonly wall: number[]
}

/** Makes calls one after another, in alternating blocks, so that interference affects all equally. */
async function main(): Promise<void> {
  const port = Number(process.argv[2])
  const entry = mollieProvider()
  const callers: Record<string, Send> = {
    ...named("bare", bareHttp(port)),
    ...named("ours", xpay(port)),
    ...named("stripe", stripe(port)),
    ...(entry === undefined ? {} : { "mollie open": mollie(entry, port) }),
  }
  const times: Record<string, CallTimes> = {}
  for (const [name, send] of Object.entries(callers)) {
    times[name] = { cpu: [], wall: [] }
    await repeat(send, WARM_UP)
  }
  for (let block = 0; block < BLOCKS; block++) {
    for (const [name, send] of Object.entries(callers)) {
      const cpu = process.cpuUsage()
      const start = process.hrtime.bigint()
      await repeat(send, CALLS)
      const used = process.cpuUsage(cpu)
      times[name]?.wall.push(Number(process.hrtime.bigint() - start) / 1000 / CALLS)
      times[name]?.cpu.push((used.user + used.system) / CALLS)
    }
  }
  finish(times)
}

function named(owner: string, sends: Readonly<Record<string, Send>>): Record<string, Send> {
  return Object.fromEntries(Object.entries(sends).map(([verb, send]) => [`${owner} ${verb}`, send]))
}

async function repeat(send: Send, times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await send()
  }
}

void main()
