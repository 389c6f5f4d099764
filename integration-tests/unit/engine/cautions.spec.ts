import { cautions } from "../../../src/engine/terminal/cautions"
import { serverPort } from "../../../src/medusa/server-port"
import { lockingProvider, signOfSeveral } from "../../../src/medusa/several-processes"
import { lookAtConfig } from "../../../src/providers/xpay/look-at-config"

const good = {
  apiKey: "00000000-0000-4000-8000-000000000000",
  backendUrl: "http://localhost:9000",
}

describe("what is probably wrong with the options", () => {
  it("is nothing with a usual key and the port of the server", () => {
    expect(cautions(good, { port: 9000 })).toEqual([])
    expect(cautions({ ...good, backendUrl: "http://localhost" }, { port: 80 })).toEqual([])
    expect(cautions(undefined, { port: 9000 })).toEqual([])
  })

  it.each(["SG8MIL5B7V8K8KLZPZ2J", "my-password-for-nexi", "0000000000004000800000000000000"])(
    "is a key that is made in another way, which is not shown: %s",
    (apiKey) => {
      const [caution = "", ...more] = cautions({ ...good, apiKey }, { port: 9000 })
      expect(caution).toMatch(/`apiKey` does not look like an API key of XPay.* doctor` tries it/)
      expect(caution).not.toContain(apiKey)
      expect(more).toEqual([])
    }
  )

  it.each(["http://localhost:9000", "http://127.0.0.1:9000/", "http://[::1]:9000", "http://shop.localhost"])(
    "is %s on a server that listens at port 9001",
    (backendUrl) => {
      expect(cautions({ ...good, backendUrl }, { port: 9001 })).toEqual([
        expect.stringMatching(
          /`backendUrl` leads to port \d+ of this machine, and this server listens at port 9001/
        ),
      ])
    }
  )

  it.each([
    ["the port is not known", "http://localhost:9000", undefined],
    ["there is a proxy for TLS", "https://localhost:9443", 9001],
    ["it is another machine", "http://medusa:9000", 9001],
    ["it is a public address", "https://api.shop.example", 9001],
    ["it is no address", "localhost", 9001],
  ])("is no port where %s", (_why, backendUrl, port) => {
    expect(cautions({ ...good, backendUrl }, { port })).toEqual([])
  })

  it("is a vault and a lock in memory where there are several processes", () => {
    const around = { port: 9000, severalProcesses: "there are two" }
    const vault = expect.stringMatching(/^`vault\.redisUrl` is missing, but there are two\./) as string
    const lock = expect.stringMatching(
      /^Medusa's lock is in the memory of this process, but there are two\./
    ) as string
    const shared = { ...good, vault: { redisUrl: "redis://localhost" } }
    expect(cautions(good, around)).toEqual([vault, lock])
    expect(cautions(good, { ...around, isLockShared: true })).toEqual([vault])
    expect(cautions(shared, around)).toEqual([lock])
    expect(cautions(shared, { ...around, isLockShared: true })).toEqual([])
    expect(cautions(good, { port: 9000, isLockShared: false })).toEqual([])
  })

  it("is logged once when Medusa starts, with the name of the terminal", async () => {
    const warn = jest.fn()
    const options = { ...good, apiKey: "the-key-of-something" }
    const providers = [{ resolve: "medusa-payment-nexi-xpay/providers/xpay", id: "milano", options }]
    const config = { modules: { xpay: {}, payment: { options: { providers } } } }
    const loader = { container: { resolve: () => config }, logger: { warn }, options } as never
    await lookAtConfig(loader)
    await lookAtConfig(loader)
    expect(warn.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Terminal "milano" of medusa-payment-nexi-xpay in medusa-config\.ts: `apiKey` does not/
        ),
      ],
    ])
  })
})

describe("a caution about the port", () => {
  const words = process.argv
  beforeEach(() => (process.argv = ["node", "cli.js", "start", "--port", "9001"]))
  afterEach(() => (process.argv = words))

  it.each([
    ["worker", []],
    ["server", ["port 9001"]],
    ["shared", ["port 9001"]],
  ])("is for a process that takes requests: workerMode %s", async (workerMode, warned) => {
    const warn = jest.fn<undefined, [string]>()
    const vault = { redisUrl: "redis://127.0.0.1" }
    const options = { ...good, backendUrl: "http://localhost:9000", vault }
    const providers = [
      { resolve: "medusa-payment-nexi-xpay/providers/xpay", id: `port-${workerMode}`, options },
    ]
    const locking = {
      options: { providers: [{ resolve: "@medusajs/medusa/locking-postgres", id: "postgres" }] },
    }
    const config = {
      projectConfig: { workerMode },
      modules: { xpay: {}, payment: { options: { providers } }, locking },
    }
    await lookAtConfig({ container: { resolve: () => config }, logger: { warn }, options } as never)
    expect(warn.mock.calls.map(([text]) => /port 9001|port NaN/.exec(text)?.[0])).toEqual(warned)
  })
})

describe("a sign of several processes", () => {
  const redis = { resolve: "@medusajs/medusa/event-bus-redis" }
  const locking = {
    options: { providers: [{ resolve: "@medusajs/medusa/locking-postgres", id: "postgres" }] },
  }
  const config = (workerMode: string | undefined, modules = {}) =>
    ({ projectConfig: { workerMode }, modules }) as unknown as Parameters<typeof signOfSeveral>[0]

  it.each<[string, ReturnType<typeof config>, Parameters<typeof signOfSeveral>[1], string | undefined]>([
    ["a process of its own", config(undefined), { isServer: true, isInCluster: false }, undefined],
    ["a process of a cluster", config("shared"), { isServer: true, isInCluster: true }, "cluster"],
    [
      "a process with half of the work",
      config("worker"),
      { isServer: true, isInCluster: false },
      "split_by_mode",
    ],
    [
      "a process with shared events",
      config(undefined, { event_bus: redis }),
      { isServer: true, isInCluster: false },
      "events_are_shared",
    ],
    ["a program beside the server", config("worker"), { isServer: false, isInCluster: true }, undefined],
  ])("of %s", (_what, configuration, self, sign) => {
    expect(signOfSeveral(configuration, self)).toBe(sign)
  })

  it("needs no lock beside a shared one", () => {
    expect(lockingProvider(config(undefined, { locking }))).toBe("@medusajs/medusa/locking-postgres")
    expect(lockingProvider(config(undefined))).toBeUndefined()
  })
})

describe("the port of the server", () => {
  const port = (words: string, environment = {}) =>
    serverPort(["node", "cli.js", ...words.split(" ")], environment)

  it.each<[string, object, number | undefined]>([
    ["start", {}, 9000],
    ["start", { PORT: "7001" }, 7001],
    ["start", { PORT: "" }, 9000],
    ["start --port 9001", { PORT: "7001" }, 9001],
    ["start --port=9001 --host 127.0.0.1", {}, 9001],
    ["start -p 9001", {}, 9001],
    ["start", { PORT: "abc" }, undefined],
    ["start", { PORT: "0" }, undefined],
    ["start --port abc", { PORT: "7001" }, undefined],
    ["exec ./seed.ts -p 1", { PORT: "7001" }, undefined],
    ["db:migrate", { PORT: "7001" }, undefined],
  ])("of `medusa %s` with %j is %s", (words, environment, expected) => {
    expect(port(words, environment)).toBe(expected)
  })
})
