import path from "node:path"
import { parseArgs } from "node:util"
import { addToStarter, type FileReport } from "./add"
import { findStarter } from "./starter"

const HELP = `Puts XPay into a storefront made from Medusa's Next.js starter (dtc-starter or nextjs-starter-medusa).

Usage: npx medusa-payment-nexi-xpay-storefront add [folder] [options]

  folder       The storefront, or the monorepo that it is in (this folder)
  --dry-run    Say what would be done, and write nothing
  --overwrite  Replace files of an earlier version, and those of them that you have changed
  --help       Show this

It may be run again: what is there already stays. It ends with 1 if something is left for you to do.
`

/**
 * @param files the files that the package adds to a starter
 * @returns the exit code: 0 everything is in place, 1 manual steps remain, 2 it could not begin.
 */
export function main(argv: readonly string[], files: string): number {
  const { values, positionals, problem } = read(argv)
  const [command, folder = "."] = positionals
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  if (problem !== undefined || command !== "add") {
    console.error(`${problem ?? `There is no command "${command ?? ""}".`}\n\n${HELP}`)
    return 2
  }
  const starter = findStarter(folder)
  if (starter === undefined) {
    console.error(
      `In ${path.resolve(folder)} there is no storefront of Medusa's starters: src/modules/checkout/templates/checkout-form/index.tsx is missing.`
    )
    return 2
  }
  const isDryRun = values["dry-run"] === true
  const reports = addToStarter(starter, { files, isDryRun, isOverwriting: values.overwrite === true })
  console.log(`${starter.name} in ${starter.root}${isDryRun ? ", dry run: nothing is written" : ""}\n`)
  reports.forEach((report) => console.log(describe(report)))
  const left = reports.filter(({ outcome }) => outcome === "not done").length
  console.log(left === 0 ? "\nEverything is in place." : `\nLeft for you to do: ${left}, marked with ✗.`)
  return left === 0 ? 0 : 1
}

const OPTIONS = {
  "dry-run": { type: "boolean" },
  overwrite: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const

interface CommandLine {
  readonly values: { readonly "dry-run"?: boolean; readonly overwrite?: boolean; readonly help?: boolean }
  readonly positionals: readonly string[]
  /** Why the arguments are invalid. */
  readonly problem?: string
}

function read(argv: readonly string[]): CommandLine {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS })
  } catch (error) {
    return { values: {}, positionals: [], problem: error instanceof Error ? error.message : String(error) }
  }
}

const SIGNS = { added: "+", changed: "~", "was there": "=", kept: "!", "not done": "✗" } as const

function describe({ file, outcome, note, lines }: FileReport): string {
  const head = `${SIGNS[outcome]} ${outcome.padEnd(9)} ${file}${note === "" ? "" : `\n              ${note}`}`
  return lines === undefined ? head : `${head}:\n\n${lines.replace(/^/gm, "              ")}\n`
}
