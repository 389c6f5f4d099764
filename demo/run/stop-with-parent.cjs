// Preloaded into every process that the demo starts. Ends it when the demo is gone, even if the demo was killed.
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM")
  setTimeout(() => process.exit(1), 10_000).unref()
})
process.channel?.unref()
