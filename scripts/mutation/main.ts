/**
 * Switches the safeguards off one after another, in a copy of the tree, and checks that each one's test turns red.
 * Writes the result into docs/reliability.md. Run `npm run test:mutation`; to run a part, add a part of a safeguard's
 * name or of its test's file (`unit/`, `gateway/`).
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { withGenerated } from "../generate-docs"
import { apply } from "./apply"
import type { Safeguard } from "./safeguard"
import { SAFEGUARDS } from "./safeguards"

const ROOT = path.join(__dirname, "../..")
const LANES = 2
const COPIED = ["bench", "demo", "docs", "integration-tests", "scripts", "src"]
const REPORT = path.join(ROOT, "docs/reliability.md")

/** The result of a test run, as `report.cjs` writes it. */
interface Report {
  readonly numRuntimeErrorTestSuites: number
  readonly tests: readonly { readonly fullName: string; readonly status: string }[]
}

type Verdict = "killed" | "survived" | "not tested"

interface Result {
  readonly safeguard: Safeguard
  readonly verdict: Verdict
  readonly seconds: number
}

async function main(wanted: string): Promise<void> {
  const chosen = SAFEGUARDS.filter((one) =>
    `${specOf(one)} ${one.name}`.toLowerCase().includes(wanted.toLowerCase())
  )
  const start = Date.now()
  const specs = [...new Set(chosen.map(specOf))]
  await postgres("global-setup.cjs")
  try {
    const inLane = async (lane: number) => await tryInLane(lane, specs, chosen)
    const results = (await Promise.all(Array.from({ length: LANES }, (_, lane) => inLane(lane)))).flat()
    conclude(results, Math.ceil((Date.now() - start) / 60_000), wanted === "")
  } finally {
    await postgres("global-teardown.cjs")
  }
}

/**
 * Tests the safeguards of one spec after another, in its own copy, until none is left. No spec runs in two lanes at
 * once: a spec that starts servers names its database after itself.
 */
async function tryInLane(lane: number, specs: string[], chosen: readonly Safeguard[]): Promise<Result[]> {
  const copy = copyTree(lane)
  const results: Result[] = []
  try {
    for (let spec = specs.shift(); spec !== undefined; spec = specs.shift()) {
      const own = chosen.filter((one) => specOf(one) === spec)
      const green = namesOf(await runTests(copy, spec, own.map(patternOf).join("|")), "passed")
      for (const safeguard of own) {
        // A test that was red on a busy machine runs once more on its own.
        const known = isAmong(green, safeguard)
          ? green
          : namesOf(await runTests(copy, spec, patternOf(safeguard)), "passed")
        const result = await tryWithout(copy, safeguard, known)
        print(result)
        results.push(result)
      }
    }
    return results
  } finally {
    fs.rmSync(copy.folder, { recursive: true, force: true })
  }
}

/** Starts, or stops, the PostgreSQL of all runs; the tests find it through the environment. */
async function postgres(step: "global-setup.cjs" | "global-teardown.cjs"): Promise<void> {
  await (
    createRequire(__filename)(path.join(ROOT, "integration-tests/harness", step)) as () => Promise<void>
  )()
}

/** A copy of the tree, and the lane that names the databases of its test runs. */
interface Copy {
  readonly folder: string
  readonly lane: number
}

/** Copies the current tree; its packages are shared. */
function copyTree(lane: number): Copy {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "xpay-mutation-"))
  const files = fs.readdirSync(ROOT, { withFileTypes: true }).filter((one) => one.isFile())
  for (const name of [...COPIED, ...files.map((one) => one.name)]) {
    fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true })
  }
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"))
  return { folder: copy, lane }
}

/** @param green the tests that pass with every safeguard on: the failure of another test proves nothing */
async function tryWithout(copy: Copy, safeguard: Safeguard, green: readonly string[]): Promise<Result> {
  const start = Date.now()
  const bringBack = apply(copy.folder, safeguard.off)
  const report = await runTests(copy, specOf(safeguard), patternOf(safeguard))
  bringBack()
  const isRed = namesOf(report, "failed").some((name) => green.includes(name))
  const verdict =
    !isAmong(green, safeguard) || report.numRuntimeErrorTestSuites > 0
      ? "not tested"
      : isRed
        ? "killed"
        : "survived"
  return { safeguard, verdict, seconds: Math.round((Date.now() - start) / 1_000) }
}

function isAmong(green: readonly string[], safeguard: Safeguard): boolean {
  return green.some((name) => new RegExp(patternOf(safeguard)).test(name))
}

function namesOf({ tests }: Report, status: "passed" | "failed"): string[] {
  return tests.filter((one) => one.status === status).map(({ fullName }) => fullName)
}

function specOf({ killer }: Safeguard): string {
  return killer.spec ?? killer.file
}

function patternOf({ killer }: Safeguard): string {
  return killer.pick ?? killer.title.split(/%\w/).map(escaped).join(".*")
}

/** Not `spawnSync`: this process reads PostgreSQL's output, and PostgreSQL would block if it were not read. */
async function runTests({ folder, lane }: Copy, spec: string, pattern: string): Promise<Report> {
  const report = path.join(folder, "report.json")
  fs.rmSync(report, { force: true })
  const jest = path.join(path.dirname(require.resolve("jest/package.json")), "bin/jest.js")
  const tests = spawn(
    process.execPath,
    [
      ...["--experimental-vm-modules", jest, "-w", "1", "--forceExit"],
      `--reporters=${path.join(__dirname, "report.cjs")}`,
      ...["--runTestsByPath", path.join("integration-tests", spec), "-t", pattern],
    ],
    {
      cwd: folder,
      stdio: "ignore",
      env: { ...process.env, TEST_LANE: `${lane}-`, MUTATION_REPORT: report },
    }
  )
  await once(tests, "close")
  return fs.existsSync(report)
    ? (JSON.parse(fs.readFileSync(report, "utf8")) as Report)
    : { numRuntimeErrorTestSuites: 1, tests: [] }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function print(result: Result | undefined): void {
  if (result !== undefined) {
    const { verdict, seconds, safeguard } = result
    process.stdout.write(`${verdict.padEnd(10)} ${String(seconds).padStart(4)} s  ${safeguard.name}\n`)
  }
}

function conclude(results: readonly Result[], minutes: number, isWhole: boolean): void {
  const killed = results.filter(({ verdict }) => verdict === "killed").length
  const summary = `${killed} of ${results.length} safeguards: with the safeguard disabled, its test fails`
  process.stdout.write(`\n${summary}; ${minutes} minutes\n`)
  if (isWhole) {
    const day = new Date().toISOString().slice(0, 10)
    const text = fs.readFileSync(REPORT, "utf8")
    fs.writeFileSync(REPORT, withGenerated(text, "mutation run", `Last run on ${day}: ${summary}.`))
  }
  process.exitCode = killed === results.length ? 0 : 1
}

void main(process.argv[2] ?? "")
