import { createServer, type RequestListener, type Server } from "node:http"
import { type AddressInfo, type Socket } from "node:net"

import { apiBasePath } from "./api/base-paths"
import { createApp, createFramesApp } from "./app"
import { SimulatorControl } from "./control/control-client"
import { type SimulatorOptions } from "./simulator-options"
import { World } from "./world"

/** A running simulator. */
export interface Simulator {
  /** URL of the back office and root of all other URLs, e.g. `http://127.0.0.1:4780`. */
  readonly url: string
  readonly port: number
  /** Base URL for an API client. */
  readonly apiUrl: string
  /** URL of the frames of XPay Build, with a separate origin. */
  readonly framesUrl: string
  readonly control: SimulatorControl
  /** Closes all connections, including stalled ones, and clears all state. */
  stop(): Promise<void>
}

/**
 * Starts XPay on this machine: the payment API, the 3-D Secure and hosted pages, a back office and a control API for
 * tests. It keeps everything in memory, and only masked card data. Rejects with the system error if the port is in use
 * (`EADDRINUSE`).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1"
  const world = new World(options)
  const main = new Listener(createApp(world))
  const frames = new Listener(createFramesApp(world))
  const port = await main.listen(options.port ?? 0, host)
  const framesPort = await frames.listen(options.framesPort ?? 0, host).catch(async (error: unknown) => {
    await main.close()
    throw error
  })
  const address = (listening: number): string =>
    `http://${host.includes(":") ? `[${host}]` : host}:${listening}`
  const url = address(port)
  world.publicUrl = withoutSlash(options.publicUrl ?? url)
  world.framesUrl = withoutSlash(options.framesUrl ?? address(framesPort))

  return {
    url,
    port,
    apiUrl: `${url}${apiBasePath}`,
    framesUrl: world.framesUrl,
    control: new SimulatorControl(url),
    stop: async () => {
      world.reset()
      await Promise.all([main.close(), frames.close()])
    },
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "")
}

/** A server that can be closed while connections are open. */
class Listener {
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  constructor(app: RequestListener) {
    this.server = createServer(app)
    this.server.on("connection", (socket) => {
      this.sockets.add(socket)
      socket.once("close", () => this.sockets.delete(socket))
    })
    // Longer than any client keeps an idle connection, so that only a fault closes one early.
    this.server.keepAliveTimeout = 120_000
  }

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject)
      this.server.listen(port, host, resolve)
    })
    return (this.server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()))
    for (const socket of this.sockets) socket.destroy()
    await closed
  }
}
