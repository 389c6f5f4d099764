import https from "node:https"
import net, { type AddressInfo, type Socket } from "node:net"
import type { TLSSocket } from "node:tls"
import { XPayClient } from "../../src/gateway/client"
import { Http } from "../../src/gateway/transport/http"
import { openAgent, SocketPool } from "../../src/gateway/transport/sockets"
import { selfSignedCertificate } from "./support/certificate"
import { API_KEY, CALLS } from "./support/client"
import { errorOf } from "./support/outcome"
import { payInOwnProcess } from "./support/own-process"

const certificate = selfSignedCertificate()
const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) {
    await close()
  }
})

/** A TLS server; counts handshakes and requests, and responds with `behaviour`. */
async function startTls(
  behaviour: (socket: TLSSocket) => string | undefined,
  options: https.ServerOptions = {}
) {
  const seen = { requests: 0, bytes: 0 }
  const server = https.createServer({ ...certificate, ...options }, (message, response) => {
    seen.requests++
    message.resume()
    const body = behaviour(message.socket as TLSSocket)
    if (body !== undefined) {
      response.end(body)
    }
  })
  server.on("secureConnection", (socket) => socket.on("data", (chunk) => (seen.bytes += chunk.length)))
  await new Promise<void>((resolve) => server.listen(0, resolve))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { seen, url: `https://localhost:${(server.address() as AddressInfo).port}` }
}

function clientOf(baseUrl: string, timeout = 5000): XPayClient {
  const client = new XPayClient({ apiKey: API_KEY, baseUrl, timeouts: { payThreeSteps: timeout } })
  closing.push(() => client.close())
  return client
}

/** The client's HTTP layer, with one more trusted authority. */
function trusting(baseUrl: string): Http {
  const agent = new https.Agent({ keepAlive: true, ca: certificate.cert })
  closing.push(() => agent.destroy())
  return new Http(baseUrl, API_KEY, new SocketPool(agent, () => performance.now()))
}

const REQUEST = {
  method: "POST",
  path: "/orders/moto",
  headers: {},
  body: () => "{}",
  timeoutMs: 5000,
} as const

describe("TLS", () => {
  test("a certificate that nobody vouches for: unreachable, and not a byte of the card was sent", async () => {
    const { seen, url } = await startTls(() => "{}")
    const outcome = await CALLS.payThreeSteps(clientOf(url))
    expect(outcome.kind).toBe("unreachable")
    expect(errorOf(outcome).cause).toEqual({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(seen).toEqual({ requests: 0, bytes: 0 })
  })

  test("is checked also where the environment says not to", async () => {
    const { seen, url } = await startTls(() => "{}")
    const payment = { baseUrl: url, apiKey: API_KEY, pan: "5186151650005008", cvv: "9871" }
    const output = await payInOwnProcess(payment, { NODE_TLS_REJECT_UNAUTHORIZED: "0" })
    expect(output).toContain("outcome: unreachable")
    expect(seen).toEqual({ requests: 0, bytes: 0 })
  }, 30_000)

  test("of a version below 1.2 is not spoken", async () => {
    const { url } = await startTls(() => "{}", { maxVersion: "TLSv1.1", minVersion: "TLSv1" })
    expect((await CALLS.payThreeSteps(clientOf(url))).kind).toBe("unreachable")
    expect(openAgent(true)).toMatchObject({ options: { minVersion: "TLSv1.2" } })
  })

  test.each([
    ["when the time of the verb is up", 80, 80],
    ["after five seconds at the latest", 30_000, 5000],
  ])(
    "a server that never shakes hands: unreachable %s",
    async (_, timeout, expected) => {
      const sockets: Socket[] = []
      const server = net.createServer((socket) => sockets.push(socket))
      await new Promise<void>((resolve) => server.listen(0, resolve))
      closing.push(() => {
        sockets.forEach((socket) => socket.destroy())
        server.close()
      })
      const url = `https://localhost:${(server.address() as AddressInfo).port}`
      const start = performance.now()
      const outcome = await CALLS.payThreeSteps(clientOf(url, timeout))
      expect(outcome.kind).toBe("unreachable")
      expect(errorOf(outcome).cause).toEqual({ code: "ETIMEDOUT" })
      expect(performance.now() - start).toBeGreaterThanOrEqual(expected - 5)
    },
    15_000
  )

  test("a server that does not speak it: unreachable", async () => {
    const server = net.createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"))
    await new Promise<void>((resolve) => server.listen(0, resolve))
    closing.push(() => server.close())
    const url = `https://localhost:${(server.address() as AddressInfo).port}`
    expect((await CALLS.payThreeSteps(clientOf(url))).kind).toBe("unreachable")
  })

  test("a connection reset in the handshake: unreachable", async () => {
    const server = net.createServer((socket) => socket.once("data", () => socket.resetAndDestroy()))
    await new Promise<void>((resolve) => server.listen(0, resolve))
    closing.push(() => server.close())
    const url = `https://localhost:${(server.address() as AddressInfo).port}`
    const outcome = await CALLS.payThreeSteps(clientOf(url))
    expect(outcome.kind).toBe("unreachable")
    expect(errorOf(outcome).cause).toEqual({ code: "ECONNRESET" })
  })

  test("a reset after the handshake: the request can have left", async () => {
    const { seen, url } = await startTls((socket) => void socket.destroy())
    expect(await trusting(url).send(REQUEST)).toEqual({
      kind: "failed",
      canHaveLeft: true,
      code: "ECONNRESET",
    })
    expect(seen.requests).toBe(1)
  })

  test("no answer after the handshake: the request can have left", async () => {
    const { url } = await startTls(() => undefined)
    expect(await trusting(url).send({ ...REQUEST, timeoutMs: 80 })).toMatchObject({
      canHaveLeft: true,
      code: "ETIMEDOUT",
    })
  })

  test("an answer is an answer, over one connection for all", async () => {
    const ports = new Set<number | undefined>()
    const { url } = await startTls((socket) => {
      ports.add(socket.remotePort)
      return "{}"
    })
    const http = trusting(url)
    for (let call = 0; call < 5; call++) {
      expect(await http.send({ ...REQUEST, freshWithinMs: 1000 })).toMatchObject({
        kind: "answered",
        text: "{}",
      })
    }
    expect(ports.size).toBe(1)
  })

  test("a reset over a connection that was used before: the request can have left", async () => {
    let isFirst = true
    const { url } = await startTls((socket) => {
      if (isFirst) {
        isFirst = false
        return "{}"
      }
      socket.destroy()
      return undefined
    })
    const http = trusting(url)
    await http.send(REQUEST)
    expect(await http.send(REQUEST)).toMatchObject({ kind: "failed", canHaveLeft: true })
  })
})

describe("a proxy from the environment", () => {
  /** A proxy that responds to CONNECT with `reply`, or opens the tunnel. */
  async function startProxy(reply?: string) {
    const connects: string[] = []
    const server = net.createServer((socket) => {
      socket.on("error", () => socket.destroy())
      socket.once("data", (chunk) => {
        const target = /^CONNECT (\S+):(\d+)/.exec(chunk.toString())
        connects.push(target?.[0] ?? "")
        if (reply !== undefined) {
          socket.end(reply)
          return
        }
        const onward = net.connect(Number(target?.[2]), "localhost", () => {
          socket.write("HTTP/1.1 200 OK\r\n\r\n")
          socket.pipe(onward).pipe(socket)
        })
        onward.on("error", () => socket.destroy())
      })
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    closing.push(
      () => delete process.env.HTTPS_PROXY,
      () => server.close()
    )
    return connects
  }

  test.each([
    ["asks for a password", "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"],
    ["forbids the host", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"],
    ["finds no way", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\nOops"],
  ])("that %s: unreachable, because XPay has not heard of it", async (_, reply) => {
    const connects = await startProxy(reply)
    const outcome = await CALLS.payThreeSteps(clientOf("https://xpay.invalid/api"))
    expect(connects).toEqual(["CONNECT xpay.invalid:443"])
    expect(outcome.kind).toBe("unreachable")
    expect(errorOf(outcome).cause).toEqual({ code: "EPROXYREFUSED" })
  })

  test("that opens the tunnel: XPay's own word, end to end encrypted", async () => {
    const { url } = await startTls(() => '{"from":"XPay"}')
    const target = url.replace("localhost", "xpay.localhost")
    const connects = await startProxy()
    const agent = new https.Agent({ keepAlive: true, ca: certificate.cert, servername: "localhost" })
    closing.push(() => agent.destroy())
    const http = new Http(target, API_KEY, new SocketPool(agent, () => performance.now()))
    expect(await http.send(REQUEST)).toMatchObject({ kind: "answered", text: '{"from":"XPay"}' })
    expect(connects).toHaveLength(1)
  })

  test("that dies inside the tunnel: the request can have left", async () => {
    const { url } = await startTls((socket) => void socket.destroy())
    await startProxy()
    const agent = new https.Agent({ keepAlive: true, ca: certificate.cert, servername: "localhost" })
    closing.push(() => agent.destroy())
    const http = new Http(
      url.replace("localhost", "xpay.localhost"),
      API_KEY,
      new SocketPool(agent, () => performance.now())
    )
    expect(await http.send(REQUEST)).toMatchObject({ kind: "failed", canHaveLeft: true })
  })
})
