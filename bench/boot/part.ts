import { readdirSync } from "node:fs"
import path from "node:path"
import { median } from "../lib/stats"
import { number, type Part } from "../lib/table"
import { worker } from "../lib/worker"
import { mollieProvider } from "../peers/installed"

interface Load {
  readonly ms: number
  readonly modules: number
  readonly megabytes: number
}

const BUILT = path.resolve(".medusa/server/src")
const ROUNDS = 10

/** What every Medusa server loads in addition to the framework, before it loads plugins. */
const SERVER = [
  "@medusajs/framework",
  "@medusajs/framework/http",
  "@medusajs/framework/workflows-sdk",
  "@medusajs/medusa/core-flows",
]

/** Every file of the plugin that Medusa loads when a server starts; the dashboard's part is the bundler's. */
function everything(): string[] {
  const files = readdirSync(BUILT, { recursive: true, encoding: "utf8" })
  return files
    .filter((file) => /^(api|jobs|links|subscribers|workflows|modules|providers)\/.+\.js$/.test(file))
    .map((file) => path.join(BUILT, file))
}

/** The time that the provider's entry and the whole plugin add to the start of a server, after the framework. */
export async function measureBoot(): Promise<Part> {
  const mollie = mollieProvider()
  const candidates: Record<string, readonly string[]> = {
    ours: [path.join(BUILT, "providers/xpay/index.js")],
    plugin: everything(),
    stripe: [require.resolve("@medusajs/payment-stripe")],
    ...(mollie === undefined ? {} : { mollie: [mollie] }),
  }
  const loads = new Map<string, Load[]>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, files] of Object.entries(candidates)) {
      const already = name === "plugin" ? SERVER.join(",") : ""
      const load = await worker<Load>("boot/load.cjs", {
        args: [already, ...files],
        execArgv: ["--expose-gc"],
      })
      loads.set(name, [...(loads.get(name) ?? []), load])
    }
  }
  const of = (name: string, what: keyof Load) => median((loads.get(name) ?? []).map((load) => load[what]))
  const peers = (what: keyof Load, unit: string) =>
    ["stripe", "mollie"]
      .filter((name) => loads.has(name))
      .map((name) => `${name} ${number(of(name, what))}${unit}`)
      .join(", ")
  return {
    title: "Start of the server",
    method: `Median of ${ROUNDS} new processes each, in turns: the framework is loaded, then the entry. No query and no call is made at load.`,
    rows: [
      {
        what: "time for the provider's entry",
        ours: `${number(of("ours", "ms"))} ms`,
        peer: peers("ms", " ms"),
        target: "≤ 25 ms and ≤ 0.25 of Stripe",
        isMet: of("ours", "ms") <= 25 && of("ours", "ms") <= 0.25 * of("stripe", "ms"),
      },
      {
        what: "memory for it",
        ours: `${number(of("ours", "megabytes"))} MB`,
        peer: peers("megabytes", " MB"),
        target: "≤ 2 MB",
        isMet: of("ours", "megabytes") <= 2,
      },
      {
        what: "modules for it",
        ours: String(of("ours", "modules")),
        peer: peers("modules", ""),
        target: "≤ 40",
        isMet: of("ours", "modules") <= 40,
      },
      {
        what: "time for the whole plugin",
        ours: `${number(of("plugin", "ms"))} ms, ${of("plugin", "modules")} modules, ${number(of("plugin", "megabytes"))} MB`,
        peer: "",
        target: "≤ 25 ms",
        isMet: of("plugin", "ms") <= 25,
      },
    ],
  }
}
