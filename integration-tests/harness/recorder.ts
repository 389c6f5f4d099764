declare global {
  /** Where `setup.cjs` sends the output of the process; to the terminal while there is no writer. */
  var __XPAY_OUTPUT__: { write: ((text: string) => void) | undefined }
}

/** Everything that left the server while a test ran: responses, log lines at any level, events. */
export class Recorder {
  readonly #texts: { where: string; text: string }[] = []

  listenToOutput(): void {
    globalThis.__XPAY_OUTPUT__.write = (text) => this.add("output", text)
  }

  stopListening(): void {
    globalThis.__XPAY_OUTPUT__.write = undefined
  }

  add(where: string, text: string): void {
    this.#texts.push({ where, text })
  }

  event(name: string, payload: unknown): void {
    this.add(`event ${name}`, JSON.stringify(payload) ?? "")
  }

  /** All records, oldest first. */
  all(): readonly { where: string; text: string }[] {
    return this.#texts
  }

  /** The log of the test, for a failure message. */
  log(): string {
    return this.#texts
      .filter(({ where }) => where === "output")
      .map(({ text }) => text)
      .join("")
  }

  clear(): void {
    this.#texts.length = 0
  }
}
