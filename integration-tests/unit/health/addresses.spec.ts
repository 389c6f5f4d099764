import { parseOptions } from "../../../src/engine/terminal/options"
import { tryBackendUrl } from "../../../src/use-cases/health/try-addresses"

const settings = (backendUrl: string, more: object = {}) =>
  parseOptions({
    apiKey: "not-a-real-key",
    environment: "production",
    backendUrl,
    storefrontUrls: ["https://shop.example"],
    ...more,
  })

/** Responds in place of the network: a test must not call public hosts. */
function answering(answer: () => Promise<Response>): jest.SpyInstance {
  return jest.spyOn(globalThis, "fetch").mockImplementation(answer)
}

describe("the address that XPay is given for this server", () => {
  afterEach(() => jest.restoreAllMocks())

  it.each([
    "https://localhost",
    "https://10.1.2.3",
    "https://192.168.1.20",
    "https://172.20.0.4",
    "https://100.64.0.1",
    "https://[fd00::1]",
    "https://shop.internal",
  ])("%s cannot be reached from the internet", async (url) => {
    expect(await tryBackendUrl(settings(url))).toMatchObject({ kind: "notifications_private" })
  })

  it("must have one of the two ports that XPay delivers to", async () => {
    expect(await tryBackendUrl(settings("https://shop.example:9000"))).toMatchObject({
      kind: "notifications_port",
    })
  })

  it("on this machine must have the port of the server, where that is known", async () => {
    const local = settings("http://localhost:9000", {
      environment: "sandbox",
      baseUrl: "http://127.0.0.1:4780/psp/api/v1",
    })
    expect(await tryBackendUrl(local, 9001)).toEqual({
      kind: "notifications_other_port",
      facts: { url: "http://localhost:9000/xpay/notifications", port: "9001" },
    })
    expect(await tryBackendUrl(local, 9000)).toMatchObject({ kind: "notifications_simulated" })
    expect(await tryBackendUrl(local)).toMatchObject({ kind: "notifications_simulated" })
  })

  it("is fine when this Medusa answers there", async () => {
    const fetched = answering(() => Promise.resolve(new Response("OK")))
    expect(await tryBackendUrl(settings("https://api.shop.example"))).toEqual({
      kind: "notifications_fine",
      facts: { url: "https://api.shop.example/xpay/notifications" },
    })
    expect(fetched).toHaveBeenCalledWith("https://api.shop.example/health", expect.anything())
  })

  it("is wrong when something else answers, and doubtful when nothing does", async () => {
    answering(() => Promise.resolve(new Response("", { status: 404 })))
    expect(await tryBackendUrl(settings("https://api.shop.example"))).toMatchObject({
      kind: "notifications_stranger",
      facts: { answer: "HTTP 404" },
    })
    answering(() =>
      Promise.reject(Object.assign(new TypeError("fetch failed"), { cause: { code: "CERT_HAS_EXPIRED" } }))
    )
    expect(await tryBackendUrl(settings("https://api.shop.example"))).toMatchObject({
      kind: "notifications_silent",
      facts: { answer: "CERT_HAS_EXPIRED" },
    })
  })
})
