import type { SealedStore } from "./card-vault"

interface Entry {
  readonly sealed: Buffer
  readonly timer: NodeJS.Timeout
}

/**
 * Sealed bytes in this process's memory, overwritten when they are removed. For a store with one server
 * process.
 */
export class MemoryStore implements SealedStore {
  readonly #entries = new Map<string, Entry>()

  put(name: string, sealed: Buffer, ttlMs: number): Promise<void> {
    this.#forget(name)
    // The entry expires on time even if it is never requested; a waiting card does not keep a process alive.
    const timer = setTimeout(() => this.#forget(name), ttlMs).unref()
    this.#entries.set(name, { sealed, timer })
    return Promise.resolve()
  }

  take(name: string): Promise<Buffer | undefined> {
    const entry = this.#entries.get(name)
    const copy = entry === undefined ? undefined : Buffer.from(entry.sealed)
    this.#forget(name)
    return Promise.resolve(copy)
  }

  drop(name: string): Promise<void> {
    this.#forget(name)
    return Promise.resolve()
  }

  close(): Promise<void> {
    for (const name of [...this.#entries.keys()]) {
      this.#forget(name)
    }
    return Promise.resolve()
  }

  #forget(name: string): void {
    const entry = this.#entries.get(name)
    if (entry !== undefined) {
      clearTimeout(entry.timer)
      entry.sealed.fill(0)
      this.#entries.delete(name)
    }
  }
}
