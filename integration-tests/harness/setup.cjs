// Runs before every spec file, and before Medusa's logger takes hold of the console.
process.env.LOG_LEVEL = "silly"

// Every spec file loads Medusa's models anew.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")
MetadataStorage.clear()

// What the server prints goes to the test that is running, not to the terminal.
const { format } = require("node:util")
const sink = { write: undefined }
globalThis.__XPAY_OUTPUT__ = sink
for (const name of ["log", "info", "warn", "error", "debug"]) {
  const print = console[name].bind(console)
  console[name] = (...parts) =>
    sink.write === undefined ? print(...parts) : sink.write(`${format(...parts)}\n`)
}
for (const name of ["stdout", "stderr"]) {
  const write = process[name].write.bind(process[name])
  process[name].write = (chunk, ...rest) => {
    if (sink.write === undefined) {
      return write(chunk, ...rest)
    }
    sink.write(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))
    rest.find((one) => typeof one === "function")?.()
    return true
  }
}
