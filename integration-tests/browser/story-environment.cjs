// Prints the shop server's log when a story fails: on a busy machine other stories fail than on an idle one.
const { TestEnvironment } = require("jest-environment-node")

module.exports = class StoryEnvironment extends TestEnvironment {
  async handleTestEvent({ name }) {
    if (name === "test_fn_failure") {
      process.stderr.write(this.global.whatTheServerLogged?.() ?? "")
    }
  }
}
