// Prints the progress of a run and, if something failed, the commands that repeat it.
const path = require("node:path")

const MINUTE_MS = 60_000

class ProgressReporter {
  done = 0

  onRunStart({ numTotalTestSuites }) {
    this.total = numTotalTestSuites
    this.start = Date.now()
  }

  onTestFileResult() {
    this.done++
    const minutes = ((Date.now() - this.start) / MINUTE_MS).toFixed(1)
    process.stderr.write(`     ${this.done} of ${this.total} files, ${minutes} min\n`)
  }

  onRunComplete(_contexts, { testResults }) {
    const commands = testResults
      .filter(({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError)
      .map(repeat)
    if (commands.length > 0) {
      process.stderr.write(`\nTo repeat what failed:\n${commands.join("\n")}\n`)
    }
  }
}

function repeat({ testFilePath, testResults }) {
  const file = path.relative(process.cwd(), testFilePath)
  const [only, ...more] = testResults.filter(({ status }) => status === "failed")
  const title = only === undefined || more.length > 0 ? "" : ` -t ${quoted(only.title)}`
  return `  NODE_OPTIONS=--experimental-vm-modules npx jest -i --forceExit ${file}${title}`
}

/** As a pattern, in shell quotes. */
const quoted = (title) => `'${title.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("'", "'\\''")}'`

module.exports = ProgressReporter
