import type { SubscriberContext } from "@medusajs/framework/types"

/** Everything that left the server while a test ran: answers, log lines, events. */
export class Recorder {
  readonly #texts: { where: string; text: string }[] = []
  readonly #restore: (() => void)[] = []

  /** Anything the process prints, at any level, while recording. Nothing reaches the terminal. */
  listenToOutput(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const stream = process[name]
      const write = stream.write.bind(stream)
      const record = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
        this.add(name, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"))
        const callback = rest.find((one) => typeof one === "function") as (() => void) | undefined
        callback?.()
        return true
      }
      stream.write = record
      this.#restore.push(() => {
        stream.write = write
      })
    }
  }

  stopListening(): void {
    this.#restore.splice(0).forEach((restore) => restore())
  }

  add(where: string, text: string): void {
    this.#texts.push({ where, text })
  }

  event(name: string, payload: unknown, _context?: SubscriberContext): void {
    this.add(`event ${name}`, JSON.stringify(payload) ?? "")
  }

  /** What was recorded, oldest first. */
  all(): readonly { where: string; text: string }[] {
    return this.#texts
  }

  /** The log of the test, for a failure's message. */
  log(): string {
    return this.#texts
      .filter(({ where }) => where === "stdout" || where === "stderr")
      .map(({ text }) => text)
      .join("")
  }

  clear(): void {
    this.#texts.length = 0
  }
}
