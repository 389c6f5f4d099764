/**
 * A fixed piece of work, to see how much slower this machine is now than at its best. Both kinds of time together: the
 * system counts them exactly, and only guesses how they are shared out, so that the user's alone may be none at all.
 */
function fixedWork(): number {
  const start = process.cpuUsage()
  let sum = 0
  for (let index = 0; index < 400_000; index++) {
    sum = (sum * 31 + index) % 1_000_003
  }
  const { user, system } = process.cpuUsage(start)
  return Math.max(user + system, sum < 0 ? 2 : 1)
}

let best = Number.POSITIVE_INFINITY

/** 1 on a machine that has nothing else to do; 2 where everything takes twice its time. */
export function slowness(): number {
  const times = Array.from({ length: 9 }, fixedWork).sort((one, other) => one - other)
  best = Math.min(best, times[0] ?? best)
  return Math.max(1, (times[4] ?? best) / best)
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
