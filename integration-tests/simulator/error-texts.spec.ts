import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { ApiClient, type ApiResponse } from "./support/api-client"
import { payOnPage } from "./support/payer"
import { Shop, terminals, visa } from "./support/shop"

const PLUGIN_KEY = "cccccccc-0000-4000-8000-000000000003"

/** SPEC 2.5: the texts of the documentation's code page, developer.nexi.it/it/altro-/codifiche/codici-errore. */
describe("a refusal has the official text of its code", () => {
  let shop: Shop

  beforeAll(async () => {
    const [explicit, implicit] = terminals
    const plugin = { ...explicit!, apiKey: PLUGIN_KEY, alias: "plugin", keyKind: "plugin" as const }
    shop = await Shop.open({ terminals: [explicit!, implicit!, plugin] })
  })
  beforeEach(async () => {
    await shop.reset()
    await shop.control.changeClock({ now: "2026-03-10T10:00:00Z" })
  })
  afterAll(() => shop.close())

  const init = (order: object) =>
    shop.explicit.post("/orders/3steps/init", { order: shop.order({ ...order }), card: visa })
  const search = (query: string) => shop.explicit.get(`/orders?${query}`)
  const act = (verb: string, id: string, amount?: string) =>
    shop.explicit.postOnce(`/operations/${id}/${verb}`, amount ? { amount, currency: "EUR" } : {})
  const done = async (verb: string, id: string, amount?: string): Promise<string> =>
    (await act(verb, id, amount)).body.operationId as string
  const held = async () => (await shop.payByCard(shop.explicit, { captureType: "EXPLICIT" })).operationId
  const taken = async () => (await shop.payByCard(shop.explicit, { captureType: "IMPLICIT" })).operationId
  const link = (expirationDate: string | undefined) =>
    shop.explicit.post("/orders/paybylink", {
      order: shop.order(),
      paymentSession: shop.session(),
      expirationDate,
    })
  const cancelLink = (id: string) => shop.explicit.post(`/paybylink/${id}/cancels`)
  const contract = (contractType: string) => ({
    action: "CONTRACT_CREATION",
    contractId: "c0ffee",
    contractType,
  })

  type Case = readonly [code: string, text: string, ask: () => Promise<ApiResponse>]
  const cases: readonly Case[] = [
    [
      "PS0000",
      "Generic API error",
      () => shop.implicit.post("/orders/moto", { order: shop.order(), card: visa }),
    ],
    [
      "PS0001",
      "Cancel Operation not allowed for PAYPAL APM",
      async () => {
        await shop.control.setSwitches({ cancelledOperations: "all" })
        const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { paymentService: "PAYPAL" })
        await payOnPage(hostedPage, { method: "PAYPAL" })
        const { operations } = (await shop.explicit.get(`/orders/${orderId}`)).body
        return act("cancels", operations[0].operationId as string)
      },
    ],
    [
      "PS0002",
      "Can cancel the operation only in the same day it's performed",
      async () => {
        const capture = await done("captures", await held())
        await shop.control.changeClock({ now: "2026-03-11T10:00:00Z" })
        return act("cancels", capture)
      },
    ],
    [
      "PS0005",
      "Invalid installment amount. The sum must be lower or equals to order amount",
      () => init({ installments: [{ date: "2099-01-01", amount: "3546" }] }),
    ],
    [
      "PS0006",
      "Invalid installment date. The date must be in ISO8601 format and should not be on the past",
      () => init({ installments: [{ date: "2020-01-01", amount: "1" }] }),
    ],
    [
      "PS0007",
      "PaymentSession amount must be lower or equal to order amount",
      () =>
        shop.explicit.post("/orders/hpp", {
          order: shop.order(),
          paymentSession: shop.session({ amount: "3546" }),
        }),
    ],
    [
      "PS0008",
      "Invalid requested fromTime date. The date must be in ISO8601 format",
      () => search("fromTime=yesterday"),
    ],
    ["PS0009", "Invalid requested currency", () => init({ currency: "EURO" })],
    [
      "PS0012",
      "Invalid provided time. Dates from/to are incorrect.",
      () => search("fromTime=2026-03-10T09:00:00Z&toTime=2026-03-10T08:00:00Z"),
    ],
    [
      "PS0013",
      "Invalid provided date fromTime. Dates from/to are incorrect.",
      () => search("fromTime=2026-01-01T00:00:00Z"),
    ],
    ["PS0017", "Invalid contractid", () => shop.explicit.post("/contracts/unknown1/deactivation")],
    [
      "PS0022",
      "An already voided operation can't be captured",
      async () => {
        const id = await held()
        await act("refunds", id)
        return act("captures", id)
      },
    ],
    [
      "PS0023",
      "An already executed operation can't be captured - <mark>",
      async () => act("captures", await taken()),
    ],
    [
      "PS0024",
      "An already refunded operation can't be captured",
      async () => {
        const id = await held()
        await act("refunds", await done("captures", id))
        return act("captures", id)
      },
    ],
    [
      "PS0025",
      "The idempotency key is wrong or missing in the request.",
      async () => {
        const id = await held()
        await shop.explicit.postOnce(`/operations/${id}/captures`, {}, "one-key")
        return shop.explicit.postOnce(`/operations/${id}/refunds`, {}, "one-key")
      },
    ],
    ["PS0026", "Invalid maxRecords parameter", () => search("maxRecords=501")],
    [
      "PS0027",
      "Operation already refunded",
      async () => {
        const id = await taken()
        await act("refunds", id)
        return act("refunds", id)
      },
    ],
    [
      "PS0028",
      "Operation already voided",
      async () => {
        const id = await held()
        await act("refunds", id)
        return act("refunds", id)
      },
    ],
    [
      "PS0029",
      "The refundable amount must be equal or lower than the captured amount",
      async () => act("refunds", await taken(), "3546"),
    ],
    ["PS0035", "Generic Json Processing Error", () => shop.explicit.post("/orders/hpp", '{"order":')],
    ["PS0036", "Invalid provided order amount. It must be numeric", () => init({ amount: "35.45" })],
    ["PS0041", "Embedded javascript is forbidden!", () => init({ description: "<script>alert(1)</script>" })],
    ["PS0042", "Error during paybylink validation", () => link(undefined)],
    [
      "PS0043",
      "Error occurred during MIT invocation",
      async () => {
        await shop.payByCard(shop.explicit, {}, { recurrence: contract("CIT") })
        return shop.explicit.postOnce("/orders/mit", { order: shop.order(), contractId: "c0ffee" })
      },
    ],
    [
      "PS0044",
      "Error while the link is being deleted",
      async () => {
        const { linkId } = (await link("2026-03-12")).body.paymentLink as { linkId: string }
        await cancelLink(linkId)
        return cancelLink(linkId)
      },
    ],
    [
      "PS0045",
      "PaymentLink cannot be deleted because it has already been used",
      async () => {
        const made = (await link("2026-03-12")).body.paymentLink as { linkId: string; link: string }
        await payOnPage(made.link)
        return cancelLink(made.linkId)
      },
    ],
    [
      "PS0057",
      "Forbidden - headers error",
      () => new ApiClient(shop.simulator.apiUrl, PLUGIN_KEY).get("/payment_methods"),
    ],
    [
      "PS0074",
      "Missing Idempotency header",
      async () => shop.explicit.post(`/operations/${await held()}/captures`, {}),
    ],
  ]

  it.each(cases)("%s: %s", async (code, text, ask) => {
    const [error] = (await ask()).body.errors as { code: string; description: string }[]
    expect(error).toEqual({ code, description: expect.any(String) })
    expect(error!.description.replace(/ - [0-9a-f]{8}$/, " - <mark>")).toBe(text)
  })

  it("is tried for each code that the simulator refuses with", () => {
    const used = sources().flatMap((text) =>
      [...text.matchAll(/\brefuse(?:Somehow)?\(\s*"(PS\d{4})"/g)].map(([, code]) => code)
    )
    const tried = cases.map(([code]) => code)
    expect(used.length).toBeGreaterThan(30)
    expect([...new Set(used)].filter((code) => !tried.includes(code ?? ""))).toEqual([])
  })
})

function sources(): string[] {
  const folder = path.join(__dirname, "../../src/simulator")
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
}
