// Loads Medusa's framework and the other modules that a server already has, then the files named on the command line;
// prints the cost of these.
require("@medusajs/framework/utils")
const [already, ...files] = process.argv.slice(2)
for (const name of already.split(",").filter(Boolean)) {
  require(name)
}
const before = { modules: Object.keys(require.cache).length, rss: rss() }
const start = process.hrtime.bigint()
for (const file of files) {
  require(file)
}
const ms = Number(process.hrtime.bigint() - start) / 1e6
process.send({
  ms,
  modules: Object.keys(require.cache).length - before.modules,
  megabytes: rss() - before.rss,
})

function rss() {
  global.gc?.()
  return process.memoryUsage().rss / 1_048_576
}
