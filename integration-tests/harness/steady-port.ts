import getPort from "get-port"

/** Below the range that systems use for outgoing connections. */
const LOWEST = 20_000
const COUNT = 10_000

/**
 * A free port that stays free while its server is down. A port from the range of outgoing connections could be taken
 * meanwhile, even by the client that tries to reach the server.
 */
export async function steadyPort(): Promise<number> {
  const first = LOWEST + Math.floor(Math.random() * COUNT)
  return await getPort({ port: getPort.makeRange(first, first + 500) })
}
