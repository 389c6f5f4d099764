import net from "node:net"

/** A proxy between the store and XPay. Closed, it refuses connections, as when the gateway is down. */
export class Door {
  #server: net.Server | undefined
  readonly #sockets = new Set<net.Socket>()

  constructor(
    readonly port: number,
    private readonly target: number
  ) {}

  async open(): Promise<void> {
    const server = net.createServer((socket) => {
      const onward = net.connect(this.target, "127.0.0.1")
      for (const [one, other] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        this.#sockets.add(one)
        one.pipe(other)
        one.on("error", () => other.destroy())
        one.on("close", () => {
          this.#sockets.delete(one)
          other.destroy()
        })
      }
    })
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject)
      server.listen(this.port, "127.0.0.1", resolve)
    })
    this.#server = server
  }

  async shut(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    this.#sockets.forEach((socket) => socket.destroy())
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
  }
}
