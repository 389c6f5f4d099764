/** The simulator's real-time timers, so that none outlives it. */
export class Timers {
  private readonly pending = new Map<NodeJS.Timeout, () => void>()

  /** Runs something later, after real milliseconds. */
  after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.pending.delete(timer)
      run()
    }, ms)
    this.pending.set(timer, () => undefined)
  }

  /** Waits for real milliseconds; ends early when all timers are cleared. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.pending.delete(timer)
        resolve()
      }, ms)
      this.pending.set(timer, resolve)
    })
  }

  clear(): void {
    for (const [timer, release] of this.pending) {
      clearTimeout(timer)
      release()
    }
    this.pending.clear()
  }
}
