/**
 * Turns every sentinel red: in a copy of the tree and of Medusa, makes a small change to Medusa, as a release may, and
 * reads the sentinel's message. Writes `red.json`, from which `npm run docs` generates the table.
 *
 *   npm run test:sentinels-red              every sentinel
 *   npm run test:sentinels-red -- lock sums only names that contain one of these; the others keep their results
 */
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { PLATFORM_FAULTS } from "../../integration-tests/sentinels/platform-faults"
import { RELIED_ON } from "../../src/medusa/relied-on"
import { BATCHES, CHANGED, REPAIRED, type Patch } from "./patches"

const ROOT = path.join(__dirname, "../..")
const RESULTS = path.join(__dirname, "red.json")
const COPIED = ["demo", "integration-tests", "scripts", "src"]

/** How a sentinel was turned red, and its message. */
export interface Red {
  readonly sentinel: string
  readonly patch: Patch
  /** Its message. Undefined: it stayed green, or failed without one. */
  readonly said?: string
}

interface Planned {
  readonly sentinel: string
  readonly title: string
  readonly patch: Patch
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** @param parts of names of sentinels; none: all. */
async function main(parts: readonly string[]): Promise<void> {
  const isWanted = ({ sentinel }: Planned) =>
    parts.length === 0 || parts.some((part) => sentinel.toLowerCase().includes(part.toLowerCase()))
  const copy = copyTree()
  await postgres("global-setup.cjs")
  const results: Red[] = []
  try {
    for (const { spec, changed, repaired } of BATCHES) {
      const planned: Planned[] = [
        ...changed.map((name) => ({ sentinel: name, title: RELIED_ON[name].what, patch: CHANGED[name] })),
        ...repaired.map((name) => ({ sentinel: name, title: PLATFORM_FAULTS[name], patch: REPAIRED[name] })),
      ].filter(isWanted)
      if (planned.length > 0) {
        results.push(...(await tryBatch(copy, spec, planned)))
      }
    }
  } finally {
    await postgres("global-teardown.cjs")
    fs.rmSync(copy, { recursive: true, force: true })
  }
  fs.writeFileSync(RESULTS, `${JSON.stringify(merged(results), undefined, 2)}\n`)
  const silent = results.filter(({ said }) => said === undefined).map(({ sentinel }) => sentinel)
  process.stdout.write(
    `\n${results.length - silent.length} of ${results.length} sentinels turned red with a sentence.` +
      `${silent.length === 0 ? "" : ` Not: ${silent.join(", ")}`}\n`
  )
  process.exitCode = silent.length === 0 ? 0 : 1
}

/** Packages are shared with the tree by hard links: a patched file is replaced by a new one. */
function copyTree(): string {
  const copy = fs.mkdtempSync(path.join(path.dirname(ROOT), "sentinels-red-"))
  const files = fs.readdirSync(ROOT, { withFileTypes: true }).filter((one) => one.isFile())
  for (const name of [...COPIED, ...files.map((one) => one.name)]) {
    fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true })
  }
  execFileSync("cp", ["-al", path.join(ROOT, "node_modules"), path.join(copy, "node_modules")])
  return copy
}

async function tryBatch(copy: string, spec: string, planned: readonly Planned[]): Promise<Red[]> {
  const bringBack = planned.map(({ patch }) => apply(copy, patch)).reverse()
  const titles = planned.map(({ title }) => title)
  const report = await runSpec(copy, spec, titles)
  bringBack.forEach((undo) => undo())
  return planned.map(({ sentinel, title, patch }) => {
    const found = report?.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .find((one) => one.title === title)
    const said = sentenceOf(found?.failureMessages?.[0])
    process.stdout.write(`${said === undefined ? "NOT RED" : "red    "}  ${sentinel}\n`)
    return { sentinel, patch, ...(said === undefined ? {} : { said }) }
  })
}

/** Only the message: the observed values differ with every run. */
function sentenceOf(message: string | undefined): string | undefined {
  // eslint-disable-next-line no-control-regex
  const text = message?.replace(/\u001b\[[0-9;]*m/g, "").replace(/^Error: /, "")
  return text?.startsWith("No longer so: ") === true ? text.split("\n")[0] : undefined
}

/** @returns a function that restores the file. */
function apply(copy: string, { file, find, replace }: Patch): () => void {
  const target = path.join(copy, "node_modules/@medusajs", file)
  const before = fs.readFileSync(target, "utf8")
  if (!before.includes(find)) {
    throw new Error(`${file} has nowhere: ${find}`)
  }
  write(target, before.split(find).join(replace))
  return () => write(target, before)
}

function write(target: string, text: string): void {
  fs.rmSync(target)
  fs.writeFileSync(target, text)
}

async function runSpec(copy: string, spec: string, titles: readonly string[]): Promise<Report | undefined> {
  const report = path.join(copy, "report.json")
  fs.rmSync(report, { force: true })
  const pattern = titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("|")
  const jest = path.join(path.dirname(require.resolve("jest/package.json")), "bin/jest.js")
  const tests = spawn(
    process.execPath,
    [
      ...[
        "--experimental-vm-modules",
        jest,
        "-i",
        "--forceExit",
        "--no-cache",
        "--json",
        `--outputFile=${report}`,
      ],
      ...["--runTestsByPath", path.join("integration-tests/sentinels", spec), "-t", pattern],
    ],
    { cwd: copy, stdio: ["ignore", "ignore", "inherit"] }
  )
  await once(tests, "close")
  return fs.existsSync(report) ? (JSON.parse(fs.readFileSync(report, "utf8")) as Report) : undefined
}

/** Starts, or stops, the PostgreSQL of all runs; the tests find it through the environment. */
async function postgres(step: "global-setup.cjs" | "global-teardown.cjs"): Promise<void> {
  await (
    createRequire(__filename)(path.join(ROOT, "integration-tests/harness", step)) as () => Promise<void>
  )()
}

function merged(results: readonly Red[]): Red[] {
  const before = JSON.parse(fs.readFileSync(RESULTS, "utf8")) as Red[]
  const names = BATCHES.flatMap(({ changed, repaired }) => [...changed, ...repaired])
  return names.flatMap((name) => [...results, ...before].find(({ sentinel }) => sentinel === name) ?? [])
}

void main(process.argv.slice(2))
