import { foreignClients } from "./clients"
import { type Scene } from "./clients/foreign-client"
import { codeOf } from "./support/api-client"
import { Shop } from "./support/shop"

/** What other public clients of this API send must be understood: their users' terminals understand it. */
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
      // Whatever is refused has its reason written down.
      expect(usage.contradiction !== undefined).toBe(answer.status !== 200)
    }
  )
})
