// Prints, after the run, the fault matrix and the races as tables, from the names and results of their tests.
const MARKS = { passed: "ok", failed: "FAILED", pending: "skipped" }

class ReliabilityReporter {
  onRunComplete(_contexts, { testResults }) {
    const tests = testResults.flatMap((file) => file.testResults)
    const under = (title) =>
      tests.flatMap(({ ancestorTitles, title: name, status }) => {
        const at = ancestorTitles.indexOf(title)
        return at < 0 ? [] : [{ path: [...ancestorTitles.slice(at + 1), name], status }]
      })
    const text = [matrix(under("fault matrix")), races(under("races"))].filter(Boolean).join("\n")
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
      const isImpossible = impossible(kind, moment) !== undefined
      return [`${kind}, ${moment}`, ...VERBS.map((verb) => (isImpossible ? "n/a" : cell(kind, moment, verb)))]
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

/** The matrix itself, which is written in TypeScript. */
function readMatrix() {
  require("ts-node").register({ swc: true, transpileOnly: true })
  return require("../faults/matrix.ts")
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
