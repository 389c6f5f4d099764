// After a run with every assumption about XPay inverted: prints a table of the suites, and the tests left out with the
// rule that each asserts. `WRITE_DOCS=1` writes it into the documentation if all suites ran.
const { readFileSync, writeFileSync } = require("node:fs")
const path = require("node:path")
const { HTTP, SPEC, flippedSuites } = require("./flipped-suites.cjs")

const LEFT_OUT = /\(left out, because it asserts: (.*)\)$/
const DOCS = path.join(__dirname, "../../docs/simulator.md")

class FlippedReporter {
  onRunComplete(_contexts, { testResults }) {
    if (process.env.FLIP_ASSUMED_RULES !== "1") {
      return
    }
    const files = new Map(
      testResults.map((file) => [
        path.relative(HTTP, file.testFilePath).slice(0, -SPEC.length),
        file.testResults,
      ])
    )
    const text = report(files)
    process.stderr.write(`\n${text}\n`)
    const isWhole = flippedSuites().every((suite) => (files.get(suite) ?? []).length > 0)
    if (isWhole && process.env.WRITE_DOCS === "1") {
      require("ts-node").register({ swc: true, transpileOnly: true })
      const { withGenerated } = require("../../scripts/generate-docs.ts")
      writeFileSync(DOCS, withGenerated(readFileSync(DOCS, "utf8"), "flipped run", text))
    }
  }
}

function report(files) {
  const rows = [...files]
    .map(([suite, tests]) => ({ suite, tests }))
    .sort((one, other) => one.suite.localeCompare(other.suite))
  const all = rows.flatMap(({ tests }) => tests)
  const count = (tests, status) => tests.filter((test) => test.status === status).length
  const leftOut = new Map()
  for (const { title } of all) {
    const [, rule] = LEFT_OUT.exec(title) ?? []
    if (rule !== undefined) leftOut.set(rule, (leftOut.get(rule) ?? 0) + 1)
  }
  return [
    `${new Date().toISOString().slice(0, 10)}, all assumptions turned round: ` +
      `${count(all, "passed")} tests green, ${count(all, "failed")} red.`,
    "",
    "| suite | green | red | left out |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ suite, tests }) =>
        `| \`${suite}\` | ${count(tests, "passed")} | ${count(tests, "failed")} | ${count(tests, "pending")} |`
    ),
    "",
    "Left out, because they assert the assumption itself:",
    "",
    ...[...leftOut].sort().map(([rule, number]) => `- ${rule} (${number})`),
  ].join("\n")
}

module.exports = FlippedReporter
