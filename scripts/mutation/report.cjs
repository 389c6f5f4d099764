// Jest does not write its own JSON report if a failed test has compared a BigInt.
const fs = require("node:fs")

module.exports = class Report {
  onRunComplete(_contexts, { numRuntimeErrorTestSuites, testResults }) {
    const tests = testResults.flatMap((file) => file.testResults)
    const report = {
      numRuntimeErrorTestSuites,
      tests: tests.map(({ fullName, status }) => ({ fullName, status })),
    }
    fs.writeFileSync(process.env.MUTATION_REPORT, JSON.stringify(report))
  }
}
