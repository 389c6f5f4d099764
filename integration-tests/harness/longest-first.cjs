// Jest starts with the largest files if it has no timings yet. The longest-running specs are small, because their
// stories are in other files. Started last, they would keep one worker busy for a quarter of an hour while the other is
// idle.
const Sequencer = require("@jest/test-sequencer").default

const LONG = /\/(browser\/demo|processes\/interrupted-completions|samples\/kills)\.spec\.ts$/

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests)
    const isLong = ({ path }) => LONG.test(path)
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))]
  }
}
