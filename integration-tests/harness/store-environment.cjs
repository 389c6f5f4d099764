// Runs the tests of a whole store. What they test is loaded once in a worker, outside of jest's sandbox: Medusa starts once
// and not for each file, keeps warm, and runs at its own speed (a sandbox slows it down to half).
const { TestEnvironment } = require("jest-environment-node")
const { outside, output } = require("./outside.cjs")

module.exports = class StoreEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    this.global.__OUTSIDE__ = outside
    this.global.__XPAY_OUTPUT__ = output
    // Dates come from the database, and tests ask whether they are dates.
    this.global.Date = Date
  }

  async teardown() {
    output.write = undefined
    await super.teardown()
  }
}
