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
  const verbs = [...new Set(cells.map(({ path }) => path[2]))].filter((name) => !name.includes(" "))
  const rows = [...new Set(cells.map(({ path }) => `${path[0]}, ${path[1]}`))]
  if (rows.length === 0) {
    return ""
  }
  const cell = (row, verb) => {
    const found = cells.find(({ path }) => `${path[0]}, ${path[1]}` === row && path[2] === verb)
    return found === undefined ? "" : (MARKS[found.status] ?? found.status)
  }
  const tests = cells.filter(({ path }) => verbs.includes(path[2]))
  const good = tests.filter(({ status }) => status === "passed").length
  return [
    `Fault matrix: ${good} of ${tests.length} cells good`,
    ...table([["", ...verbs], ...rows.map((row) => [row, ...verbs.map((verb) => cell(row, verb))])]),
    "",
  ].join("\n")
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
