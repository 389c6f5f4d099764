import { asValue, createContainer } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { closeTerminals } from "../../../src/engine/terminal/terminal"
import { allEngines, engineFor, hasTerminal } from "../../../src/use-cases/engine-for"

const OURS = {
  apiKey: "the-key-of-the-terminal",
  backendUrl: "https://api.example",
  storefrontUrls: ["https://shop.example"],
}
const STRIPE = { resolve: "@medusajs/medusa/payment-stripe", id: "main", options: { apiKey: "sk_test_1" } }

/** An application with these payment providers. */
function container(...providers: object[]): MedusaContainer {
  const nobody = asValue({})
  return createContainer().register({
    [ContainerRegistrationKeys.CONFIG_MODULE]: asValue({
      modules: { [Modules.PAYMENT]: { options: { providers } } },
    }),
    [ContainerRegistrationKeys.PG_CONNECTION]: nobody,
    [ContainerRegistrationKeys.LOGGER]: nobody,
    [Modules.EVENT_BUS]: nobody,
  }) as unknown as MedusaContainer
}

describe("the terminals of a configuration", () => {
  afterAll(closeTerminals)

  it.each<[string, unknown]>([
    ["the package", "medusa-payment-nexi-xpay/providers/xpay"],
    ["a path of Windows", ".\\.medusa\\server\\src\\providers\\xpay"],
    ["a file of the shop's that exports our provider", "./src/my-xpay"],
    ["a module that was imported", { services: [] }],
  ])("are found when they resolve to %s", (_what, resolve) => {
    const store = container({ resolve, id: "main", options: OURS })
    expect(allEngines(store).map(({ id }) => id)).toEqual(["main"])
    expect(hasTerminal(store, "pp_xpay_main")).toBe(true)
  })

  it("are not mixed up with another provider's entry of the same id", () => {
    const store = container(STRIPE, { resolve: "./src/my-xpay", id: "main", options: OURS })
    expect(allEngines(store).map(({ id }) => id)).toEqual(["main"])
    expect(engineFor(store, "pp_xpay_main").terminal.settings.backendUrl).toBe(OURS.backendUrl)
    expect(hasTerminal(container(STRIPE, { resolve: "./src/other" }), "pp_xpay_main")).toBe(false)
  })
})
