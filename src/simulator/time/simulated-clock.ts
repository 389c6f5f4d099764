/** State of the clock, as the control API returns it. */
export interface ClockState {
  readonly now: string
  readonly frozen: boolean
  /** How far the simulated time is ahead of the machine's, in milliseconds. */
  readonly offsetMs: number
}

/**
 * The simulator's only clock: timestamps, same-day rules, expiries and retention all use it. It follows the machine's
 * clock until it is moved or frozen.
 */
export class SimulatedClock {
  private offsetMs = 0
  private frozenAt: number | null = null

  /** The simulated time in epoch milliseconds. */
  now(): number {
    return this.frozenAt ?? Date.now() + this.offsetMs
  }

  freeze(at: number = this.now()): void {
    this.offsetMs = at - Date.now()
    this.frozenAt = at
  }

  run(): void {
    this.offsetMs = this.now() - Date.now()
    this.frozenAt = null
  }

  set(at: number): void {
    this.offsetMs = at - Date.now()
    if (this.frozenAt !== null) this.frozenAt = at
  }

  advance(ms: number): void {
    this.set(this.now() + ms)
  }

  clear(): void {
    this.offsetMs = 0
    this.frozenAt = null
  }

  state(): ClockState {
    const now = this.now()
    return {
      now: new Date(now).toISOString(),
      frozen: this.frozenAt !== null,
      offsetMs: Math.round(now - Date.now()),
    }
  }
}
