import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { asCartId } from "../../../src/domain/ids"
import { money } from "../../../src/domain/money"
import type { XPayExtensions, XPayPaymentFacts, XPayRisk } from "../../../src/engine/terminal/extensions"
import type { Engine } from "../../../src/engine/engine"
import { assessRisk } from "../../../src/use-cases/extensions/assess-risk"
import { callExtension } from "../../../src/use-cases/extensions/call-extension"
import { describePayment } from "../../../src/use-cases/extensions/describe-payment"
import { offeredProviders } from "../../../src/use-cases/extensions/offer-method"

const CART = {
  id: "cart_1",
  region_id: "reg_it",
  sales_channel_id: "sc_1",
  customer_id: "cus_1",
  billing_address: { country_code: "it" },
  shipping_address: null,
  items: [{ product_id: "prod_1", variant_id: "variant_1", variant_sku: "CAFFE", quantity: 2 }],
  shipping_methods: [{ shipping_option_id: "so_1" }],
}
const CUSTOMER = { id: "cus_1", has_account: true, groups: [{ id: "cusgroup_1", name: "B2B", metadata: {} }] }

/** A store whose terminal `xpay` has these functions. */
function storeWith(extensions: XPayExtensions) {
  const errors: string[] = []
  const reads: string[] = []
  const rows: Record<string, object> = { cart: CART, customer: CUSTOMER }
  const things: Record<string, unknown> = {
    [ContainerRegistrationKeys.LOGGER]: { error: (line: string) => errors.push(line) },
    [ContainerRegistrationKeys.QUERY]: {
      graph: ({ entity }: { entity: string }) => {
        reads.push(entity)
        return Promise.resolve({ data: [rows[entity]] })
      },
    },
    [ContainerRegistrationKeys.CONFIG_MODULE]: {
      modules: {
        [Modules.PAYMENT]: {
          options: { providers: [{ resolve: "./src/providers/xpay", id: "xpay", options: { extensions } }] },
        },
      },
    },
  }
  return { container: { resolve: (key: string) => things[key] } as unknown as MedusaContainer, errors, reads }
}

const CARD = "pp_xpay_xpay"
const PAYPAL = "pp_xpay-paypal_xpay"
const cart = { cartId: asCartId("cart_1"), amount: money(1880n, "EUR") }

describe("offerMethod", () => {
  const offered = async (offerMethod: XPayExtensions["offerMethod"]) => {
    const store = storeWith({ offerMethod })
    return { ...store, ids: await offeredProviders(store.container, [CARD, PAYPAL], cart) }
  }

  it("hides what it answers no to, and receives method, cart and customer", async () => {
    const asked: unknown[] = []
    const { ids, errors, reads } = await offered((method, facts, { container }) => {
      asked.push([method, facts, typeof container.resolve])
      return method === "card"
    })
    expect(ids).toEqual([CARD])
    expect(errors).toEqual([])
    expect(reads).toEqual(["cart", "customer"])
    const facts = {
      cartId: "cart_1",
      amount: { minor: 1880, currency: "EUR" },
      regionId: "reg_it",
      salesChannelId: "sc_1",
      customer: { id: "cus_1", hasAccount: true, groups: [{ id: "cusgroup_1", name: "B2B" }] },
      items: [{ productId: "prod_1", variantId: "variant_1", sku: "CAFFE", quantity: 2 }],
      shippingOptionIds: ["so_1"],
      billingCountry: "it",
      shippingCountry: null,
    }
    expect(asked).toEqual([
      ["card", { ...facts, providerId: CARD }, "function"],
      ["PAYPAL", { ...facts, providerId: PAYPAL }, "function"],
    ])
  })

  it.each<[string, string, () => boolean | Promise<boolean>]>([
    [
      "throws",
      "no rules today",
      () => {
        throw new Error("no rules today")
      },
    ],
    ["rejects", "no rules today", () => Promise.reject(new Error("no rules today"))],
    ["answers something else", "true or false", () => "yes" as unknown as boolean],
  ])("that %s offers nothing, and the log says why", async (_what, why, offerMethod) => {
    const { ids, errors } = await offered(offerMethod)
    expect(ids).toEqual([])
    expect(errors).toEqual([
      expect.stringContaining(`${CARD}: \`extensions.offerMethod\` failed: `),
      expect.stringContaining(why),
    ])
  })

  it("cannot change the facts of another call", async () => {
    const { ids, errors } = await offered((_method, facts) => {
      const items = facts.items as unknown as { quantity: number }[]
      items[0]!.quantity = 0
      return true
    })
    expect(ids).toEqual([])
    expect(errors).toEqual([
      expect.stringContaining("read only property"),
      expect.stringContaining("read only property"),
    ])
  })

  it("costs nothing where there is none", async () => {
    const { container, reads } = storeWith({})
    expect(await offeredProviders(container, [CARD, PAYPAL], cart)).toEqual([CARD, PAYPAL])
    expect(reads).toEqual([])
  })
})

describe("describe", () => {
  const FACTS = { cartId: "cart_1", channel: "card" } as XPayPaymentFacts
  const ABOUT = {
    description: "Bottega: caffè",
    customField: "cart_1",
    customer: { email: "maria@example.com", mobilePhone: "+39 333 1234567" },
  }
  const described = async (describe: unknown) => {
    const store = storeWith({ describe } as XPayExtensions)
    return {
      ...store,
      payment: await describePayment(store.container, ABOUT, CARD, () => Promise.resolve(FACTS)),
    }
  }

  it("changes what it names, and leaves the rest", async () => {
    const { payment, errors } = await described(() => ({
      customField: "ERP 4711",
      customer: { account: { openedAt: "guest" } },
      challenge: "requested",
    }))
    expect(payment).toEqual({
      about: {
        description: "Bottega: caffè",
        customField: "ERP 4711",
        customer: { ...ABOUT.customer, account: { openedAt: "guest" } },
      },
      exemptions: "CHALLENGE_REQUESTED",
    })
    expect(errors).toEqual([])
  })

  it("may have nothing to change", async () => {
    expect((await described(() => undefined)).payment).toEqual({ about: ABOUT, exemptions: undefined })
    expect((await described(undefined)).payment).toEqual({ about: ABOUT })
  })

  it.each([
    ["control characters", "Order\u0000 47\n11", "Order 47 11"],
    ["a long text", "x".repeat(100_000), "x".repeat(255)],
    [
      "a card number with invisible characters",
      "4111\u200b1111\u200b1111\u200b1111",
      /^(?!4111111111111111).*$/,
    ],
    ["nothing that can be shown", "\u0000", ABOUT.description],
  ])("keeps a description that fits: %s", async (_what, description, kept) => {
    const { payment } = await described(() => ({ description }))
    expect(payment.about.description).toEqual(typeof kept === "string" ? kept : expect.stringMatching(kept))
  })

  it("puts no card number where it is kept", async () => {
    const { payment } = await described(() => ({ description: "Card 4111 1111 1111 1111" }))
    expect(payment.about.description).not.toContain("4111 1111")
  })

  it.each<[string, unknown]>([
    [
      "throws",
      () => {
        throw new Error("the ERP is down")
      },
    ],
    ["rejects", () => Promise.reject(new Error("the ERP is down"))],
    ["answers a word that XPay does not know", () => ({ challenge: "exempt" })],
    ["answers a field that there is not", () => ({ note: "x" })],
    ["answers no text", () => ({ customField: 4711 })],
    ["answers a customer that cannot be sent", () => ({ customer: { email: {}, name: 7 } })],
    ["answers no object", () => "ERP 4711"],
  ])("that %s changes nothing, and the log says so", async (_what, describe) => {
    const { payment, errors } = await described(describe)
    expect(payment).toEqual({ about: ABOUT })
    expect(errors).toEqual([expect.stringMatching(/`extensions.describe` failed: .+ goes on/)])
  })
})

describe("assessRisk", () => {
  const assessed = async (answer: unknown, settings: object = {}, providerId = CARD) => {
    const store = storeWith({ assessRisk: () => answer as XPayRisk })
    const logger = { warn: (line: string) => store.errors.push(line) }
    const terminal = { settings: { accounting: "explicit", preauthorization: false, ...settings } }
    const payment = { engine: { logger, terminal } as unknown as Engine, providerId, locale: "en" }
    const work = assessRisk(store.container, payment, () => Promise.resolve({} as XPayPaymentFacts))
    return { ...store, result: await work.catch(({ code }: { code: string }) => code) }
  }

  it.each([
    ["proceed", {}],
    ["challenge", { exemptions: "CHALLENGE_REQUESTED" }],
    ["review", { review: "pending" }],
    ["refuse", "refused_by_shop"],
    ["maybe", "risk_not_assessed"],
    [undefined, "risk_not_assessed"],
  ])("that answers %s comes to %j", async (answer, result) => {
    expect((await assessed(answer)).result).toEqual(result)
  })

  it.each([
    ["on a terminal with implicit accounting", { accounting: "implicit" }, CARD],
    ["by PayPal, which takes the money at once", {}, PAYPAL],
  ])("wants a review that is not possible, so it is refused: %s", async (_where, settings, providerId) => {
    const { result, errors } = await assessed("review", settings, providerId)
    expect(result).toBe("refused_by_shop")
    expect(errors).toEqual([expect.stringContaining("cannot be held for a review")])
  })

  it.each([
    ["by PayPal with a pre-authorization", { preauthorization: true }, PAYPAL],
    ["by Apple Pay", {}, "pp_xpay-applepay_xpay"],
    ["on XPay's whole page, which offers cards only then", {}, "pp_xpay-hosted_xpay"],
  ])("wants a review that is possible: %s", async (_where, settings, providerId) => {
    expect((await assessed("review", settings, providerId)).result).toEqual({ review: "pending" })
  })
})

describe("functions as methods of an object of the shop's", () => {
  class Rules {
    readonly #blocked = "cart_2"
    describe = undefined
    offerMethod(_method: string, { cartId }: { cartId: string }) {
      return cartId !== this.#blocked
    }
    assessRisk({ cartId }: { cartId: string }) {
      return cartId === this.#blocked ? ("refuse" as const) : ("proceed" as const)
    }
  }

  it("are called with their object", async () => {
    const { container, errors } = storeWith(new Rules())
    expect(await offeredProviders(container, [CARD], cart)).toEqual([CARD])
    const payment = { engine: {} as Engine, providerId: CARD, locale: "en" }
    const facts = { cartId: "cart_1" } as XPayPaymentFacts
    expect(await assessRisk(container, payment, () => Promise.resolve(facts))).toEqual({})
    expect(errors).toEqual([])
  })
})

describe("a function of the shop's", () => {
  const call = { name: "describe", providerId: CARD, otherwise: "It goes on." } as const

  it.each([
    [
      "a database error, whose message quotes values",
      Object.assign(new Error("insert into x values ('maria@example.com')"), { code: "23505" }),
      "error 23505.",
    ],
    ["a card number", new Error("no rule for 4111 1111 1111 1111"), "no rule for ****."],
    ["a very long message", new Error("y".repeat(5_000)), `${"y".repeat(300)}.`],
    ["no error", undefined, "unknown cause."],
  ])("that fails with %s puts nothing private into the log", async (_what, error, line) => {
    const { container, errors } = storeWith({})
    await callExtension(container, call, () => Promise.reject(error as Error))
    expect(errors).toEqual([expect.stringContaining(`failed: ${line} `)])
    expect(errors[0]).not.toMatch(/maria|4111 1111/)
  })

  it("that hangs has failed after its time", async () => {
    const { container, errors } = storeWith({})
    const begun = Date.now()
    expect(await callExtension(container, call, () => new Promise(() => undefined), 30)).toBeUndefined()
    expect(Date.now() - begun).toBeLessThan(2_000)
    expect(errors).toEqual([`${CARD}: \`extensions.describe\` failed: no answer within 30 ms. It goes on.`])
  })

  it("that fails when nobody waits any more does no harm", async () => {
    const { container } = storeWith({})
    let fail: (error: Error) => void = () => undefined
    const work = new Promise((_, reject) => {
      fail = reject
    })
    expect(await callExtension(container, call, () => work, 10)).toBeUndefined()
    fail(new Error("too late"))
    await new Promise((resolve) => setImmediate(resolve))
  })

  it("has three seconds", async () => {
    jest.useFakeTimers()
    try {
      const { container } = storeWith({})
      const slow = callExtension(
        container,
        call,
        () => new Promise((resolve) => setTimeout(() => resolve(1), 2_900))
      )
      await jest.advanceTimersByTimeAsync(2_950)
      expect(await slow).toEqual({ answer: 1 })
    } finally {
      jest.useRealTimers()
    }
  })
})
