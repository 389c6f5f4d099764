// The suites that `npm run test:flipped` runs: all that use a whole store, except those listed in not-flipped.json.
const { readdirSync } = require("node:fs")
const path = require("node:path")
const NOT_FLIPPED = require("../not-flipped.json")

const HTTP = path.join(__dirname, "../http")
const SPEC = ".spec.ts"

/** Their paths in integration-tests/http, without the extension. */
function flippedSuites() {
  const leftOut = Object.values(NOT_FLIPPED).flat()
  return readdirSync(HTTP, { recursive: true })
    .filter((file) => file.endsWith(SPEC))
    .map((file) => file.slice(0, -SPEC.length))
    .filter((suite) => !leftOut.includes(suite))
    .sort()
}

module.exports = { HTTP, SPEC, flippedSuites }
