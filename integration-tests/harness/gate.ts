import http, { type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A call from the store to XPay. */
export interface GateCall {
  readonly method: string
  /** Below the API's base path, without the query. */
  readonly path: string
  readonly body: string
}

/** XPay's response. */
export interface GateAnswer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

/** A call stopped at the gate. The test decides whether it continues. */
export class Stopped {
  /** Whether XPay has executed it. */
  isExecuted = false

  constructor(
    readonly call: GateCall,
    private readonly response: ServerResponse,
    private readonly forward: () => Promise<GateAnswer>
  ) {}

  /** Forwards it to XPay; keeps the response here. */
  async execute(): Promise<GateAnswer> {
    const answer = await this.forward()
    this.isExecuted = true
    return answer
  }

  /** Sends a response to the store. */
  async answer({ status, headers, body }: GateAnswer): Promise<void> {
    this.response.writeHead(status, { ...headers, "content-length": body.length })
    await this.until((done) => this.response.end(body, done))
  }

  /** Sends the first half of a response whose declared length is greater; the connection stays open. */
  async answerHalf({ status, headers, body }: GateAnswer): Promise<void> {
    this.response.writeHead(status, { ...headers, "content-length": body.length })
    await this.until((done) => this.response.write(body.subarray(0, Math.ceil(body.length / 2)), done))
  }

  /** Breaks the connection. */
  reset(): void {
    this.response.socket?.resetAndDestroy()
  }

  /** Resolves when it is written, or when the store has closed the connection after a time-out. */
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
 * An HTTP gate between the store and XPay. It forwards everything except the calls that a test waits for: these stop
 * until the test decides. The store does not know about it.
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

  /** Base URL of the API on the store's side. */
  get url(): string {
    const { pathname } = new URL(this.target)
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${pathname}`
  }

  /** Stops the next matching call. */
  async next(fits: Fits): Promise<Stopped> {
    return await new Promise((resolve) => this.waiting.push({ fits, stop: resolve }))
  }

  /** Stops waiting for calls. */
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
