import { parseArgs } from "node:util"
import { toLocale, type Locale } from "../domain/locale"

/** The request on the command line. */
export type CliArguments =
  | { readonly command: "help" }
  | { readonly command: "doctor"; readonly locale: Locale; readonly asJson: boolean }

/**
 * Reads the command line. The default language is the machine's. @throws Error, with a message for users, if it is
 * invalid.
 */
export function readArguments(argv: readonly string[]): CliArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      locale: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  })
  const [command, ...rest] = positionals
  if (values.help === true || command === undefined) {
    return { command: "help" }
  }
  if (command !== "doctor" || rest.length > 0) {
    throw new Error(`There is no command "${positionals.join(" ")}".`)
  }
  const locale = toLocale(values.locale ?? Intl.DateTimeFormat().resolvedOptions().locale)
  return { command, locale, asJson: values.json ?? false }
}
