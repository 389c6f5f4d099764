import { readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { withGenerated } from "../../scripts/generate-docs"
import type { CrowdCount } from "./crowd"

const REPORT = path.join(__dirname, "../../docs/reliability.md")

/** Prints the results of crowds; `WRITE_DOCS=1` also writes them into the documentation. */
export function writeCrowdTable(counts: readonly CrowdCount[]): void {
  const rows = counts.map(
    (one) =>
      `| ${one.stock} | ${one.shoppers} | ${one.paidAtOnce} | ${one.ordered} | ${one.turnedAway} | ${one.orderedByMedusa} | ${one.misled.length} | ${one.seconds} s | ${one.runs} |`
  )
  const day = new Date().toISOString().slice(0, 10)
  const table = [
    `Last run on ${day}.`,
    "",
    "| stock | shoppers | told at once that they paid | orders with their money, after the job | told that nothing is kept | orders by Medusa's own provider | misled | all answered in | runs of the job until all was decided |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n")
  process.stderr.write(`\n${table}\n`)
  if (process.env["WRITE_DOCS"] === "1") {
    writeFileSync(REPORT, withGenerated(readFileSync(REPORT, "utf8"), "crowd run", table))
  }
}
