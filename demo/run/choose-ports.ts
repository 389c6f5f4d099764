import { createServer } from "node:net"
import { PORT_OPTIONS, USUAL_PORTS, type Service } from "./arguments"
import { DemoProblem } from "./demo-problem"

export type Ports = Readonly<Record<Service, number>>

const NAMES: Readonly<Record<Service, string>> = {
  shop: "the shop",
  store: "Medusa",
  simulator: "the XPay simulator",
  database: "PostgreSQL",
}

/**
 * Chooses a port for every service: the requested one, else the usual one, else the next free one.
 *
 * @param tell called for each port that is not the usual one.
 * @throws DemoProblem when a requested port is in use.
 */
export async function choosePorts(
  asked: Readonly<Partial<Record<Service, number>>>,
  tell: (notice: string) => void
): Promise<Ports> {
  const taken = new Set(Object.values(asked))
  const choose = async (service: Service): Promise<number> => {
    const wish = asked[service]
    if (wish !== undefined) {
      if (!(await isFree(wish))) {
        throw new DemoProblem(
          `Port ${wish} is in use by another program. Stop that program, or leave out --${PORT_OPTIONS[service]}: ` +
            `the demo then finds a free port for ${NAMES[service]}.`
        )
      }
      return wish
    }
    const usual = USUAL_PORTS[service]
    let port: number = usual
    while (taken.has(port) || !(await isFree(port))) {
      port++
    }
    taken.add(port)
    if (port !== usual) {
      tell(`Port ${usual} is in use: ${NAMES[service]} takes ${port}.`)
    }
    return port
  }
  return {
    shop: await choose("shop"),
    store: await choose("store"),
    simulator: await choose("simulator"),
    database: await choose("database"),
  }
}

/** True if the port is free on every address that `localhost` may resolve to. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1", "0.0.0.0", "::"]) {
    if (!(await canListen(port, host))) {
      return false
    }
  }
  return true
}

async function canListen(port: number, host: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once("error", (error: NodeJS.ErrnoException) =>
      // A machine without IPv6 has no such address, so there is no conflict.
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT")
    )
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
