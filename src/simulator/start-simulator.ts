import { createServer } from "node:http"
import { type AddressInfo, type Socket } from "node:net"

import { apiBasePath } from "./api/endpoints"
import { createApp } from "./app"
import { SimulatorControl } from "./control/control-client"
import { type SimulatorOptions } from "./simulator-options"
import { World } from "./world"

/** A simulator that is listening. */
export interface Simulator {
  /** Back-office page and root of everything, e.g. `http://127.0.0.1:4780`. */
  readonly url: string
  readonly port: number
  /** Base URL for an API client. */
  readonly apiUrl: string
  readonly control: SimulatorControl
  /** Closes every connection, the stalled ones too, and forgets everything. */
  stop(): Promise<void>
}

/**
 * Starts XPay on this machine: the payment API, the 3-D Secure and hosted pages, a back office and a control API for
 * tests. It keeps everything in memory and only masked card data. Rejects with the system's error when the port is
 * taken (`EADDRINUSE`).
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1"
  const world = new World(options)
  const server = createServer(createApp(world))
  const sockets = new Set<Socket>()
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  // Longer than any client keeps an idle connection, so that only a fault closes one early.
  server.keepAliveTimeout = 120_000

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`
  world.publicUrl = (options.publicUrl ?? url).replace(/\/+$/, "")

  return {
    url,
    port,
    apiUrl: `${url}${apiBasePath}`,
    control: new SimulatorControl(url),
    stop: async () => {
      world.reset()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
