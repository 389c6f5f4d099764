/** A text such as the guards read, of a length that they still read. */
const TEXT = "4111 1111-x ".repeat(5_000)

/** Milliseconds that `readOften()` took, on an idle machine, where the limits of the tests were set. */
const AT_ITS_BEST_MS = 1.8

/** Work similar to the guards': patterns, lists and numbers over a long text. @returns its duration in milliseconds. */
function readOften(): number {
  const start = process.cpuUsage()
  const digits = TEXT.replace(/\p{L}/gu, "").split(/[ -]/u).map(Number)
  const { user, system } = process.cpuUsage(start)
  return digits.length === 0 ? 0 : (user + system) / 1000
}

/**
 * How much slower this machine is now than the one where the limits of the tests were set: 1 if it is not, 2 if
 * everything takes twice as long. Past measurements of this process do not help: the machine may have been busy during
 * all of them.
 */
export function slowness(): number {
  const times = Array.from({ length: 9 }, readOften).sort((one, other) => one - other)
  return Math.max(1, (times[4] ?? 0) / AT_ITS_BEST_MS)
}

/**
 * The longest time that some work blocked the event loop, in milliseconds of this process's own CPU time: other
 * processes do not count.
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
