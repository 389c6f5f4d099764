import { parseArgs } from "node:util"
import { DemoProblem } from "./demo-problem"

/** Default ports of the demo's services. */
export const USUAL_PORTS = { shop: 8000, store: 9000, simulator: 4780, database: 54329 } as const

export type Service = keyof typeof USUAL_PORTS

/** The command-line option for each service's port. */
export const PORT_OPTIONS = {
  shop: "port",
  store: "store-port",
  simulator: "simulator-port",
  database: "database-port",
} as const satisfies Record<Service, string>

export interface DemoArguments {
  readonly isFresh: boolean
  readonly wantsHelp: boolean
  /** Folder for all of the demo's data. */
  readonly folder: string
  readonly ports: Readonly<Partial<Record<Service, number>>>
}

export const HELP = `A shop that takes cards through XPay, on this machine. No real money moves; no network is needed.

Usage: npm run demo -- [options]

  --fresh                    Start over: forget the orders and everything else of earlier runs
  --port <number>            Port of the shop (${USUAL_PORTS.shop})
  --store-port <number>      Port of Medusa and its dashboard (${USUAL_PORTS.store})
  --simulator-port <number>  Port of the XPay simulator (${USUAL_PORTS.simulator})
  --database-port <number>   Port of PostgreSQL (${USUAL_PORTS.database})
  --data <folder>            Where the demo keeps its data (.demo)
  --help                     Show this

Without these options the demo takes other ports when the usual ones are in use.
`

/**
 * Reads the command line. In `npm run demo --fresh`, without the `--` before it, npm takes the option as its own and
 * passes it on in the environment.
 *
 * @throws DemoProblem
 */
export function readArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env
): DemoArguments {
  const values = parse([...takenByNpm(env), ...argv])
  const ports: Partial<Record<Service, number>> = {}
  for (const service of Object.keys(PORT_OPTIONS) as Service[]) {
    const option = PORT_OPTIONS[service]
    const text = values[option]
    if (text !== undefined) {
      const port = Number(text)
      if (!Number.isInteger(port) || port < 1 || port > 65_535) {
        throw new DemoProblem(`--${option} must be a number from 1 to 65535, not "${text}".`)
      }
      ports[service] = port
    }
  }
  return {
    isFresh: values.fresh ?? false,
    wantsHelp: values.help ?? false,
    folder: values.data ?? ".demo",
    ports,
  }
}

const OPTIONS = {
  fresh: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  data: { type: "string" },
  port: { type: "string" },
  "store-port": { type: "string" },
  "simulator-port": { type: "string" },
  "database-port": { type: "string" },
} as const

/** Excludes `--help`, which npm handles itself. */
function takenByNpm(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(OPTIONS).flatMap(([name, { type }]) => {
    const value = env[`npm_config_${name.replaceAll("-", "_")}`]
    if (value === undefined || value === "" || name === "help") {
      return []
    }
    // For `--port 8001`, npm stores "true" and passes the number as an argument, which is refused with the usage.
    const isGiven = (value === "true") === (type === "boolean")
    return isGiven ? [type === "boolean" ? `--${name}` : `--${name}=${value}`] : []
  })
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values
  } catch (error) {
    throw new DemoProblem(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
  }
}
