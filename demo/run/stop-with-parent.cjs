// Loaded into every process that the demo starts: ends it when the demo is gone, even if the demo was killed.
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM")
  setTimeout(() => process.exit(1), 10_000).unref()
})
process.channel?.unref()
