// Modules outside jest's sandbox, loaded once per worker, and their output.
const output = { write: undefined }
let isPrepared = false

exports.output = output

/** The module, as Node.js itself loads it. */
exports.outside = (file) => {
  prepare()
  return require(file)
}

function prepare() {
  if (isPrepared) {
    return
  }
  isPrepared = true
  Object.assign(process.env, { LOG_LEVEL: "silly", WITHOUT_DASHBOARD: "true" })
  require("ts-node").register({ swc: true, transpileOnly: true })
  require("./no-schedule.cjs")
  // Sends the server's output to the running test, not to the terminal.
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    stream.write = (chunk, ...rest) => {
      if (output.write === undefined) {
        return write(chunk, ...rest)
      }
      output.write(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))
      rest.find((one) => typeof one === "function")?.()
      return true
    }
  }
}
