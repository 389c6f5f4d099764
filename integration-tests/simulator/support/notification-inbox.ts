import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import { type AddressInfo } from "node:net"

/** A webhook as the shop received it. */
export class ReceivedNotification {
  constructor(
    readonly headers: IncomingHttpHeaders,
    readonly at: number,
    private readonly text: string
  ) {}

  get body() {
    return JSON.parse(this.text)
  }
}

/** The shop's notification endpoint. */
export class NotificationInbox {
  readonly received: ReceivedNotification[] = []
  private readonly server: Server
  private readonly waiting: (() => void)[] = []
  /** The shop's response status. */
  status = 200

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8")
        this.received.push(new ReceivedNotification(request.headers, Date.now(), text))
        response.writeHead(this.status, { "Content-Type": "application/json" }).end('{"outcome":"OK"}')
        for (const wake of this.waiting.splice(0)) wake()
      })
    })
  }

  static async open(): Promise<NotificationInbox> {
    const inbox = new NotificationInbox()
    await new Promise<void>((resolve) => inbox.server.listen(0, "127.0.0.1", resolve))
    return inbox
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/notify/abc123`
  }

  /** Waits until this many have arrived. */
  async until(count: number): Promise<readonly ReceivedNotification[]> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve))
    return this.received
  }

  empty(): void {
    this.received.length = 0
    this.status = 200
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
