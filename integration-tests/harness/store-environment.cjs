// Runs the tests of a whole store. The code under test is loaded once per worker, outside jest's sandbox: Medusa starts
// once instead of once per file, keeps its caches, and runs at full speed (the sandbox halves it).
const { TestEnvironment } = require("jest-environment-node")
const { outside, output } = require("./outside.cjs")

module.exports = class StoreEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    this.global.__OUTSIDE__ = outside
    this.global.__XPAY_OUTPUT__ = output
    // Dates come from the database, and tests check `instanceof Date`.
    this.global.Date = Date
  }

  async teardown() {
    output.write = undefined
    await super.teardown()
  }
}
