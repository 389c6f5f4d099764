import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { refuseHiddenMethod } from "../../../src/api/guards/refuse-hidden-method"

const CARD = "pp_xpay_xpay"

/** A shopper's request for a session, for a cart of this total. */
function requestFor(total: number, currency: string) {
  const rows: Record<string, object> = {
    payment_collection: { cart: { id: "cart_1" } },
    cart: { id: "cart_1", total, currency_code: currency },
  }
  const options = { extensions: { offerMethod: () => false } }
  const things: Record<string, unknown> = {
    [ContainerRegistrationKeys.LOGGER]: { error: () => undefined },
    [ContainerRegistrationKeys.QUERY]: {
      graph: ({ entity }: { entity: string }) => Promise.resolve({ data: [rows[entity]] }),
    },
    [ContainerRegistrationKeys.CONFIG_MODULE]: {
      modules: {
        [Modules.PAYMENT]: {
          options: { providers: [{ resolve: "./src/providers/xpay", id: "xpay", options }] },
        },
      },
    },
  }
  return {
    body: { provider_id: CARD },
    params: { id: "paycol_1" },
    headers: {},
    query: {},
    scope: { resolve: (key: string) => things[key] },
  } as unknown as MedusaRequest
}

describe("a session of a cart that XPay cannot take", () => {
  it.each([
    ["a currency that XPay does not know", 10, "xyz"],
    ["an amount below zero", -10, "eur"],
    ["an amount that is no number", Number.NaN, "eur"],
  ])("is left to the provider, which says so: %s", async (_what, total, currency) => {
    const next = jest.fn()
    await refuseHiddenMethod(requestFor(total, currency), {} as MedusaResponse, next)
    expect(next).toHaveBeenCalledTimes(1)
  })
})
