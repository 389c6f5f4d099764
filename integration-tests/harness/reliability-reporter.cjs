// After the run, prints the fault matrix, the kill points and the races as tables, from the names and results of their
// tests. `WRITE_DOCS=1` writes the kill points into the documentation if all of them ran.
const MARKS = { passed: "ok", failed: "FAILED", pending: "skipped" }

class ReliabilityReporter {
  onRunComplete(_contexts, { testResults }) {
    const tests = testResults.flatMap((file) => file.testResults)
    const under = (title) =>
      tests.flatMap(({ ancestorTitles, title: name, status }) => {
        const at = ancestorTitles.lastIndexOf(title)
        return at < 0 ? [] : [{ path: [...ancestorTitles.slice(at + 1), name], status }]
      })
    const struck = killPoints(under("kill points"))
    const text = [matrix(under("fault matrix")), struck?.text, races(under("races"))]
      .filter(Boolean)
      .join("\n")
    if (struck?.isWhole && process.env.WRITE_DOCS === "1") {
      writeDocs("kill run", struck.markdown)
    }
    if (text !== "") {
      process.stderr.write(`\n${text}\n`)
    }
  }
}

function matrix(cells) {
  if (cells.length === 0) {
    return ""
  }
  const { impossible, KINDS, MOMENTS, VERBS } = readMatrix()
  const cell = (kind, moment, verb) => {
    const found = cells.find(({ path }) => path[0] === kind && path[1] === moment && path[2] === verb)
    return found === undefined ? "" : (MARKS[found.status] ?? found.status)
  }
  const ran = KINDS.filter((kind) => cells.some(({ path }) => path[0] === kind))
  const rows = ran.flatMap((kind) =>
    MOMENTS.map((moment) => {
      const isStruck = impossible(kind, moment) === undefined
      return [`${kind}, ${moment}`, ...VERBS.map((verb) => (isStruck ? cell(kind, moment, verb) : "n/a"))]
    })
  )
  const reasons = ran.flatMap((kind) => MOMENTS.map((moment) => impossible(kind, moment) ?? ""))
  const tests = cells.filter(({ path }) => VERBS.includes(path[2]))
  const good = tests.filter(({ status }) => status === "passed").length
  return [
    `Fault matrix: ${good} of ${tests.length} cells good`,
    ...table([["", ...VERBS], ...rows]),
    ...[...new Set(reasons)].filter(Boolean).map((reason) => `  n/a: ${reason}`),
    "",
  ].join("\n")
}

/** The matrix itself. */
function readMatrix() {
  return readTypeScript("../faults/matrix.ts")
}

function killPoints(cells) {
  if (cells.length === 0) {
    return undefined
  }
  const { FLOW_NAMES, KILL_POINTS, RECOVERIES, TOPOLOGIES } = readTypeScript("../kills/points.ts")
  const columns = TOPOLOGIES.flatMap((topology) => RECOVERIES.map((recovery) => ({ topology, recovery })))
  const found = (flow, { topology, recovery }) =>
    cells.filter(
      ({ path }) => path[0] === topology && path[1] === recovery && path[2].startsWith(`${flow}: `)
    )
  const isGood = ({ status }) => status === "passed"
  const rows = FLOW_NAMES.map((flow) => [
    flow,
    ...columns.map((column) => {
      const own = found(flow, column)
      return own.length === 0 ? "" : `${own.filter(isGood).length}/${own.length}`
    }),
  ])
  const all = FLOW_NAMES.flatMap((flow) => columns.flatMap((column) => found(flow, column)))
  const books = cells.filter(({ path }) => path[2].startsWith("leaves the books"))
  const summary =
    `${all.filter(isGood).length} of ${all.length} cells good; ` +
    `books and secrets in order after ${books.filter(isGood).length} of ${books.length} kills`
  const head = ["", ...columns.map(({ topology, recovery }) => `${topology}, ${recovery}`)]
  return {
    isWhole: FLOW_NAMES.every((flow) =>
      columns.every((column) => found(flow, column).length === KILL_POINTS[flow].length)
    ),
    text: [`Kill points: ${summary}`, ...table([head, ...rows]), ""].join("\n"),
    markdown: [
      `Last run on ${new Date().toISOString().slice(0, 10)}: ${summary}.`,
      "",
      ...markdown([head, ...rows]),
    ].join("\n"),
  }
}

function markdown([head, ...rows]) {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`)
}

function writeDocs(marker, content) {
  const { readFileSync, writeFileSync } = require("node:fs")
  const file = require("node:path").join(__dirname, "../../docs/reliability.md")
  const { withGenerated } = readTypeScript("../../scripts/generate-docs.ts")
  writeFileSync(file, withGenerated(readFileSync(file, "utf8"), marker, content))
}

function readTypeScript(file) {
  require("ts-node").register({ swc: true, transpileOnly: true })
  return require(file)
}

function races(runs) {
  const names = [...new Set(runs.map(({ path }) => path[0]))]
  if (names.length === 0) {
    return ""
  }
  const rows = names.map((name) => {
    const own = runs.filter(({ path }) => path[0] === name)
    const bad = own.filter(({ status }) => status === "failed").map(({ path }) => path[1])
    return [name, String(own.length), bad.length === 0 ? "ok" : `FAILED: ${bad.join(", ")}`]
  })
  const seeds = runs.map(({ path }) => Number(path[1].replace("seed ", "")))
  return [
    `Races, seeds ${Math.min(...seeds)} to ${Math.max(...seeds)}`,
    ...table([["", "runs", "result"], ...rows]),
    "",
  ].join("\n")
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column])).join("  ")}`.trimEnd())
}

module.exports = ReliabilityReporter
