import { parseArgs } from "node:util"

/** The command-line arguments. */
export interface CliArguments {
  readonly port: number
  readonly host: string
  readonly publicUrl: string | undefined
  /** For the frames of XPay Build; the next port by default. */
  readonly framesPort: number
  readonly framesUrl: string | undefined
  readonly isQuiet: boolean
  readonly wantsHelp: boolean
}

export const defaultPort = 4780

/** Reads the command line. Throws with a readable message if it is invalid. */
export function readArguments(argv: readonly string[]): CliArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: "string", short: "p" },
      host: { type: "string" },
      "public-url": { type: "string" },
      "frames-port": { type: "string" },
      "frames-url": { type: "string" },
      quiet: { type: "boolean", short: "q" },
      help: { type: "boolean", short: "h" },
    },
  })
  const port = readPort("--port", values.port) ?? defaultPort
  return {
    port,
    host: values.host ?? "127.0.0.1",
    publicUrl: readUrl("--public-url", values["public-url"]),
    framesPort: readPort("--frames-port", values["frames-port"]) ?? (port === 0 ? 0 : port + 1),
    framesUrl: readUrl("--frames-url", values["frames-url"]),
    isQuiet: values.quiet ?? false,
    wantsHelp: values.help ?? false,
  }
}

function readPort(name: string, value: string | undefined): number | undefined {
  const port = value === undefined ? undefined : Number(value)
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
    throw new Error(`${name} must be a number from 0 to 65535, not "${value}"`)
  }
  return port
}

function readUrl(name: string, url: string | undefined): string | undefined {
  if (url !== undefined && !/^https?:\/\//.test(url)) {
    throw new Error(`${name} must start with http:// or https://`)
  }
  return url
}
