/** Public entries of the package, each with an export to use. */
const ENTRIES: readonly { readonly entry: string; readonly uses: string }[] = [
  { entry: "providers/xpay", uses: "default" },
  { entry: "modules/xpay", uses: "XPAY_MODULE" },
  { entry: "workflows", uses: "chargeSavedCardWorkflow" },
  { entry: "simulator", uses: "startSimulator" },
]

const NAME = "medusa-payment-nexi-xpay"

export const PUBLIC_ENTRIES: readonly string[] = ENTRIES.map(({ entry }) => `./${entry}`)

/** TypeScript that imports every public entry and uses an export; it does not compile if types are missing. */
export function typedConsumer(): string {
  const imports = ENTRIES.map(({ entry }, index) => `import * as entry${index} from "${NAME}/${entry}"`)
  const uses = ENTRIES.map(
    ({ uses }, index) =>
      `type IsAny${index} = 0 extends 1 & typeof entry${index}.${uses} ? never : true\n` +
      `export const typed${index}: IsAny${index} = true`
  )
  return [
    ...imports,
    `import { startSimulator, type Simulator } from "${NAME}/simulator"`,
    ...uses,
    "export const simulator: Promise<Simulator> = startSimulator({ port: 0 })",
    "// @ts-expect-error a name is no port",
    'startSimulator({ port: "http" })',
    "",
  ].join("\n")
}

/** A program that loads every public entry and prints the exports it found. */
export function loadingConsumer(kind: "import" | "require"): string {
  const load = (entry: string) =>
    kind === "import" ? `await import("${NAME}/${entry}")` : `require("${NAME}/${entry}")`
  const lines = ENTRIES.map(
    ({ entry, uses }) =>
      `if ((${load(entry)})["${uses}"] === undefined) throw new Error("${entry} does not export ${uses}")`
  )
  return [...lines, 'console.log("all loaded")', "process.exit(0)", ""].join("\n")
}
