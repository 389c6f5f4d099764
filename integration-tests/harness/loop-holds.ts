/** A text such as the guards read, of a length that they still read. */
const TEXT = "4111 1111-x ".repeat(5_000)

/** Milliseconds of `readOften()` on the machine on which the limits of the tests were set, when it had nothing else to do. */
const AT_ITS_BEST_MS = 1.8

/** Work of the guards' kind: patterns, lists and numbers over a long text. @returns what it took, in milliseconds. */
function readOften(): number {
  const start = process.cpuUsage()
  const digits = TEXT.replace(/\p{L}/gu, "").split(/[ -]/u).map(Number)
  const { user, system } = process.cpuUsage(start)
  return digits.length === 0 ? 0 : (user + system) / 1000
}

/**
 * How much slower this machine is now than the one on which the limits of the tests were set: 1 when it is not, 2 where
 * everything takes twice its time. What this process has seen of itself is no measure: all of it may have been seen on a
 * busy machine.
 */
export function slowness(): number {
  const times = Array.from({ length: 9 }, readOften).sort((one, other) => one - other)
  return Math.max(1, (times[4] ?? 0) / AT_ITS_BEST_MS)
}

/**
 * The longest time for which the event loop did not turn while something was done, in milliseconds of this process's own
 * computing: what other processes do with the machine does not count.
 */
export async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let isOver = false
  const watch = async () => {
    while (!isOver) {
      const before = process.cpuUsage()
      await new Promise((resolve) => setImmediate(resolve))
      const { user, system } = process.cpuUsage(before)
      longest = Math.max(longest, (user + system) / 1000)
    }
  }
  const watching = watch()
  await work()
  isOver = true
  await watching
  return longest
}
