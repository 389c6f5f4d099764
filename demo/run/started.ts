/** Something that runs and has to be stopped. */
export interface Stoppable {
  /** Lets it finish what it is at. */
  stop(): Promise<void>
  /** Ends it at once, without waiting. */
  kill(): void
}

/** The demo is being stopped: whatever was about to start must not. */
export class Interrupted extends Error {
  override readonly name = "Interrupted"
}

/** Everything that the demo has started, to be stopped the other way round. */
export class Started {
  private readonly running: Stoppable[] = []
  private stopping: Promise<void> | undefined

  get isStopping(): boolean {
    return this.stopping !== undefined
  }

  /** @throws Interrupted when the demo is being stopped already; the newcomer is ended. */
  add<T extends Stoppable>(one: T): T {
    if (this.isStopping) {
      one.kill()
      throw new Interrupted()
    }
    this.running.push(one)
    return one
  }

  /** Before something is started that cannot be stopped. @throws Interrupted */
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
