// Jest begins with the largest files, where it has not timed them yet. The longest ones are small: their stories are
// elsewhere. Begun last, they keep one worker busy for a quarter of an hour while the other has nothing to do.
const Sequencer = require("@jest/test-sequencer").default

const LONG = /\/(browser\/demo|processes\/interrupted-completions|samples\/kills)\.spec\.ts$/

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests)
    const isLong = ({ path }) => LONG.test(path)
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))]
  }
}
