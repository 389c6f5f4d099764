import type { Started } from "./started"

/** Under npm, one Ctrl-C arrives twice: from the terminal and from npm. */
const SAME_KEYSTROKE_MS = 500

/** The first signal stops everything in order, a second one immediately. Neither leaves a process running. */
export function stopOnSignals(started: Started): void {
  let first: number | undefined
  const onSignal = () => {
    if (first === undefined) {
      first = performance.now()
      console.log("\n  Stopping …")
      void started.stopAll().then(() => {
        console.log("  Stopped.")
        process.exit(0)
      })
    } else if (performance.now() - first > SAME_KEYSTROKE_MS) {
      console.log("  Stopping at once.")
      process.exit(130)
    }
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, onSignal)
  }
  process.on("exit", () => started.killAll())
}
