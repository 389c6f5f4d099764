import http, { type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A call of the store's to XPay. */
export interface GateCall {
  readonly method: string
  /** Below the API's base path, without the query. */
  readonly path: string
  readonly body: string
}

/** What XPay answered. */
export interface GateAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

/** A call that stands at the gate: it goes on, or not, as the test decides. */
export class Stopped {
  /** Whether XPay has carried it out. */
  isExecuted = false

  constructor(
    readonly call: GateCall,
    private readonly response: ServerResponse,
    private readonly forward: () => Promise<GateAnswer>
  ) {}

  /** Lets it through to XPay; the answer stays here. */
  async execute(): Promise<GateAnswer> {
    const answer = await this.forward()
    this.isExecuted = true
    return answer
  }

  /** Hands an answer to the store. */
  async answer({ status, headers, body }: GateAnswer): Promise<void> {
    this.response.writeHead(status, { ...headers, "content-length": body.length })
    await this.until((done) => this.response.end(body, done))
  }

  /** Hands over the first half of an answer that says it is longer; the connection stays open. */
  async answerHalf({ status, headers, body }: GateAnswer): Promise<void> {
    this.response.writeHead(status, { ...headers, "content-length": body.length })
    await this.until((done) => this.response.write(body.subarray(0, Math.ceil(body.length / 2)), done))
  }

  /** Breaks the connection. */
  reset(): void {
    this.response.socket?.resetAndDestroy()
  }

  /** Ends when it is written, or when nobody waits for it any more: a store that has lost patience has gone. */
  private async until(write: (done: () => void) => void): Promise<void> {
    await new Promise<void>((resolve) => {
      this.response.once("close", resolve)
      if (this.response.closed || this.response.destroyed) {
        resolve()
      } else {
        write(resolve)
      }
    })
  }
}

type Fits = (call: GateCall) => boolean

/**
 * A gate between the store and XPay, over HTTP. Everything passes, but for calls that a test waits for: those stand still
 * until the test says what becomes of them. It is told from XPay's side alone; nothing in the store knows of it.
 */
export class Gate {
  readonly calls: GateCall[] = []
  private readonly server = http.createServer((request, response) => void this.pass(request, response))
  private readonly waiting: { fits: Fits; stop: (stopped: Stopped) => void }[] = []

  /** @param target base URL of XPay's API. */
  constructor(private readonly target: string) {}

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve))
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  /** Base URL of the API on this side. */
  get url(): string {
    const { pathname } = new URL(this.target)
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${pathname}`
  }

  /** Stops the next call that fits. */
  async next(fits: Fits): Promise<Stopped> {
    return await new Promise((resolve) => this.waiting.push({ fits, stop: resolve }))
  }

  /** Waits for nothing any more. */
  forget(): void {
    this.waiting.length = 0
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) {
      chunks.push(chunk as Buffer)
    }
    const body = Buffer.concat(chunks)
    const url = request.url ?? ""
    const call = {
      method: request.method ?? "",
      path: (url.split("?")[0] ?? "").slice(new URL(this.target).pathname.length),
      body: body.toString("utf8"),
    }
    this.calls.push(call)
    const stopped = new Stopped(call, response, () => this.forward(request, body))
    const index = this.waiting.findIndex(({ fits }) => fits(call))
    if (index >= 0) {
      this.waiting.splice(index, 1)[0]?.stop(stopped)
      return
    }
    try {
      await stopped.answer(await stopped.execute())
    } catch {
      response.destroy()
    }
  }

  private async forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<GateAnswer> {
    const { origin } = new URL(this.target)
    return await new Promise((resolve, reject) => {
      const onward = http.request(`${origin}${url ?? ""}`, { method, headers, agent: false }, (answer) => {
        const chunks: Buffer[] = []
        answer.on("data", (chunk: Buffer) => chunks.push(chunk))
        answer.on("error", reject)
        answer.on("end", () => {
          const { "transfer-encoding": _, connection: __, ...kept } = answer.headers
          resolve({ status: answer.statusCode ?? 0, headers: kept, body: Buffer.concat(chunks) })
        })
      })
      onward.on("error", reject)
      onward.end(body)
    })
  }
}
