// Runs before every spec file, and before Medusa's logger captures the console.
process.env.LOG_LEVEL = "silly"

// Every spec file reloads Medusa's models.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")
MetadataStorage.clear()

require("./no-schedule.cjs")

// Sends the server's output to the running test, not to the terminal.
const { format } = require("node:util")
const sink = { write: undefined }
globalThis.__XPAY_OUTPUT__ = sink
for (const name of ["log", "info", "warn", "error", "debug"]) {
  const print = console[name].bind(console)
  console[name] = (...parts) =>
    sink.write === undefined ? print(...parts) : sink.write(`${format(...parts)}\n`)
}
// Medusa's logger writes to the stream behind jest's console.
for (const stream of new Set(
  [process.stdout, process.stderr, console._stdout, console._stderr].filter(Boolean)
)) {
  const write = stream.write.bind(stream)
  stream.write = (chunk, ...rest) => {
    if (sink.write === undefined) {
      return write(chunk, ...rest)
    }
    sink.write(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))
    rest.find((one) => typeof one === "function")?.()
    return true
  }
}
