import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { measureBoot } from "./boot/part"
import { measureConnections } from "./call/crowd-part"
import { measureCalls } from "./call/part"
import { table, type Failure, type Part } from "./lib/table"
import { installPeers } from "./peers/installed"
import { BenchStore } from "./store/bench-store"
import { measureGrowth } from "./store/growth-part"
import { measureJourney } from "./store/journeys"
import { measureShare } from "./store/share"
import { measureVisible } from "./store/visible"
import { measureWeight } from "./weight/part"

const DOCUMENT = path.resolve("docs/performance.md")
const MARKER = "bench"

/** Parts without a store, then parts with one. `npm run bench -- calls boot` runs some of them. */
const ALONE: Readonly<Record<string, () => Promise<Part>>> = {
  boot: measureBoot,
  calls: measureCalls,
  connections: measureConnections,
  weight: measureWeight,
}
const ON_A_STORE: Readonly<Record<string, (bench: BenchStore) => Promise<Part>>> = {
  journey: measureJourney,
  visible: measureVisible,
  share: measureShare,
  growth: measureGrowth,
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)
  if (!installPeers()) {
    console.log("The peers could not be installed; what needs them is left out.")
  }
  const results: (Part | Failure)[] = []
  for (const [name, measure] of Object.entries(ALONE)) {
    if (isWanted(name)) {
      results.push(await attempt(name, measure))
    }
  }
  if (Object.keys(ON_A_STORE).some(isWanted)) {
    results.push(...(await onAStore(isWanted)))
  }
  publish(results, wanted.length === 0)
}

async function onAStore(isWanted: (name: string) => boolean): Promise<(Part | Failure)[]> {
  const bench = new BenchStore()
  try {
    console.log("… store")
    await bench.start()
    const results: (Part | Failure)[] = []
    for (const [name, measure] of Object.entries(ON_A_STORE)) {
      if (isWanted(name)) {
        results.push(await attempt(name, () => measure(bench)))
      }
    }
    return results
  } catch (error) {
    return [{ title: "Measurements on a store", problem: describe(error) }]
  } finally {
    await bench.stop()
  }
}

/** A failed part does not stop the others. */
async function attempt(name: string, measure: () => Promise<Part>): Promise<Part | Failure> {
  console.log(`… ${name}`)
  try {
    const part = await measure()
    for (const { what, ours, peer, target, isMet } of part.rows) {
      console.log(
        `  ${isMet === false ? "✗" : isMet === true ? "✓" : " "} ${what}: ${ours}  [${target}]  ${peer}`
      )
    }
    return part
  } catch (error) {
    console.log(`  could not be measured: ${describe(error)}`)
    return { title: name, problem: describe(error) }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Writes the tables between the document's markers; the text around them is written manually. */
function publish(results: readonly (Part | Failure)[], isWhole: boolean): void {
  const [cpu] = os.cpus()
  const machine = `${os.cpus().length} × ${cpu?.model.trim() ?? "?"}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`
  const text = [
    `Measured on ${machine}. Ratios travel; milliseconds do not.`,
    ...results.map((result) =>
      "problem" in result
        ? `## ${result.title}\n\nNot measured: ${result.problem.split("\n")[0]}`
        : table(result)
    ),
  ].join("\n\n")
  if (!isWhole) {
    console.log(`\n${text}\n\nOnly a whole run is written to ${path.relative(process.cwd(), DOCUMENT)}.`)
    return
  }
  const document = existsSync(DOCUMENT)
    ? readFileSync(DOCUMENT, "utf8")
    : `# Performance\n\n<!-- ${MARKER} -->\n<!-- end: ${MARKER} -->\n`
  const between = new RegExp(`(<!-- ${MARKER} -->\\n)[\\s\\S]*?(<!-- end: ${MARKER} -->)`)
  mkdirSync(path.dirname(DOCUMENT), { recursive: true })
  writeFileSync(
    DOCUMENT,
    document.replace(between, (_all, start: string, end: string) => `${start}\n${text}\n\n${end}`)
  )
  console.log(`\nWritten to ${path.relative(process.cwd(), DOCUMENT)}.`)
}

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  }
)
