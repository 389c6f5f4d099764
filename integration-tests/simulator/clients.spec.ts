import { readdirSync } from "node:fs"
import path from "node:path"
import { foreignClients } from "./clients"
import { whyRefused, type Scene } from "./clients/foreign-client"
import { endpoints } from "../../src/simulator/api/endpoints"
import { codeOf } from "./support/api-client"
import { Shop } from "./support/shop"

const known = new Set(endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, "{id}")}`))

describe("what the simulator has nothing of", () => {
  const unknown = foreignClients
    .flatMap(({ usages }) => usages)
    .filter(({ call }) => !known.has(call) && !call.includes("/v2/"))

  it.each(unknown.map((usage) => [usage.call, usage] as const))(
    "%s is called not simulated, and no contradiction of a client's",
    (_call, usage) => {
      expect(usage).toMatchObject({ answer: "404", notSimulated: expect.any(String) })
      expect([usage.contradiction, usage.expected]).toEqual([undefined, undefined])
    }
  )

  it("is nothing that it has", () => {
    const named = foreignClients.flatMap(({ usages }) => usages).filter(({ notSimulated }) => notSimulated)
    const ofOtherVersions = named.filter((usage) => !unknown.includes(usage))
    expect(ofOtherVersions.map(({ call, notSimulated }) => `${call}, ${notSimulated}`)).toEqual([
      "POST /orders/build, version 1 of Build",
      "POST /orders/build, version 2 of Build",
      "POST /build/confirm_payment, version 2 of Build",
    ])
    expect(unknown.length).toBeGreaterThan(3)
  })
})

it("has a file for each client", () => {
  const files = readdirSync(path.join(__dirname, "clients"))
  const helpers = ["build-request.ts", "foreign-client.ts", "index.ts", "newer-link.ts"]
  expect(files.filter((file) => !helpers.includes(file))).toHaveLength(foreignClients.length)
})

/** The simulator must accept what other public clients of this API send: their users' terminals accept it. */
describe.each(foreignClients.map((client) => [client.name, client] as const))("%s", (_name, client) => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const scene = (): Scene => ({
    shop,
    send: (method, path, headers, body) => shop.explicit.send(method, path, body, headers),
  })

  it.each(client.usages.map((usage) => [usage.does, usage.call, usage] as const))(
    "%s (%s)",
    async (_does, _call, usage) => {
      const answer = await usage.run(scene())
      const got = [answer.status, answer.status === 400 ? codeOf(answer) : undefined]
        .filter(Boolean)
        .join(" ")
      expect(got).toBe(usage.answer ?? "200")
      // Every refusal has a recorded reason.
      expect(whyRefused(usage) !== undefined).toBe(answer.status !== 200)
    }
  )
})
