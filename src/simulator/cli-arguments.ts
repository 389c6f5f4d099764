import { parseArgs } from "node:util"

/** What the command line asks for. */
export interface CliArguments {
  readonly port: number
  readonly host: string
  readonly publicUrl: string | undefined
  readonly isQuiet: boolean
  readonly wantsHelp: boolean
}

export const defaultPort = 4780

/** Reads the command line. Throws with a message for people when it makes no sense. */
export function readArguments(argv: readonly string[]): CliArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: "string", short: "p" },
      host: { type: "string" },
      "public-url": { type: "string" },
      quiet: { type: "boolean", short: "q" },
      help: { type: "boolean", short: "h" },
    },
  })
  const port = values.port === undefined ? defaultPort : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port}"`)
  }
  const publicUrl = values["public-url"]
  if (publicUrl !== undefined && !/^https?:\/\//.test(publicUrl)) {
    throw new Error("--public-url must start with http:// or https://")
  }
  return {
    port,
    host: values.host ?? "127.0.0.1",
    publicUrl,
    isQuiet: values.quiet ?? false,
    wantsHelp: values.help ?? false,
  }
}
