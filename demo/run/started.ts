/** A running part of the demo that must be stopped. */
export interface Stoppable {
  /** Stops gracefully. */
  stop(): Promise<void>
  /** Ends it immediately. */
  kill(): void
}

/** The demo is stopping: nothing more may start. */
export class Interrupted extends Error {
  override readonly name = "Interrupted"
}

/** Everything that the demo has started; stopped in reverse order. */
export class Started {
  private readonly running: Stoppable[] = []
  private stopping: Promise<void> | undefined

  get isStopping(): boolean {
    return this.stopping !== undefined
  }

  /** @throws Interrupted when the demo is already stopping; `one` is then killed. */
  add<T extends Stoppable>(one: T): T {
    if (this.isStopping) {
      one.kill()
      throw new Interrupted()
    }
    this.running.push(one)
    return one
  }

  /** Call before starting something that cannot be stopped. @throws Interrupted */
  assertGoingOn(): void {
    if (this.isStopping) {
      throw new Interrupted()
    }
  }

  stopAll(): Promise<void> {
    this.stopping ??= this.stopWithLease()
    return this.stopping
  }

  killAll(): void {
    for (const one of this.running) {
      one.kill()
    }
  }

  private async stopWithLease(): Promise<void> {
    for (const one of [...this.running].reverse()) {
      await one.stop().catch(() => one.kill())
    }
  }
}
