// Prints what the shop's server has logged when a story breaks: a busy machine breaks other ones than a quiet one.
const { TestEnvironment } = require("jest-environment-node")

module.exports = class StoryEnvironment extends TestEnvironment {
  async handleTestEvent({ name }) {
    if (name === "test_fn_failure") {
      process.stderr.write(this.global.whatTheServerLogged?.() ?? "")
    }
  }
}
