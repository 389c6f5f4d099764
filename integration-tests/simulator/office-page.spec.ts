import { openPage, payOnPage, postForm, type Page } from "./support/payer"
import { Shop } from "./support/shop"

const hostile = `"><img src=x>&'`

describe("the back-office pages", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const at = (path: string): string => `${shop.simulator.url}${path}`
  const orderPath = (orderId: string): string => `/office/orders/${encodeURIComponent(orderId)}`
  const press = async (orderId: string, fields: Record<string, string>): Promise<Page> => {
    const { operations } = await shop.control.order(orderId)
    return postForm(at(orderPath(orderId)), { operationId: operations.at(-1)?.id ?? "", ...fields })
  }

  it("list orders, requests, notifications and switches", async () => {
    const { orderId } = await shop.payByCard(shop.explicit)
    const { hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    const { html } = await openPage(at("/"))
    for (const text of [orderId, "/orders/3steps/payment", "Answered", "Card form of the shop (3 steps)"])
      expect(html).toContain(text)
    expect((await openPage(at("/office/settings"))).html).toContain("idempotencyMemory")
  })

  it("change switches, and set them all back", async () => {
    const set = async (fields: Record<string, string>) => await postForm(at("/office/switches"), fields)
    expect((await set({ multipleCaptures: "true" })).location).toBe("/office/settings")
    await set({ orderIdMaxLength: "18" })
    await set({ captureLimitDays: "7" })
    await set({ operationOrder: "oldest-first" })
    expect(await shop.control.switches()).toMatchObject({
      multipleCaptures: true,
      orderIdMaxLength: 18,
      captureLimitDays: 7,
      operationOrder: "oldest-first",
    })
    expect((await openPage(at("/"))).html).toContain("Switches that were changed: 4")
    for (const [name, text] of [
      ["captureLimitDays", "many"],
      ["operationOrder", "sideways"],
      ["noSuchSwitch", "1"],
      ["__proto__", "1"],
    ] as const) {
      expect(await set({ [name]: text })).toMatchObject({ status: 400, html: expect.stringContaining(name) })
    }
    const twice = await fetch(at("/office/switches"), {
      method: "POST",
      body: new URLSearchParams("captureLimitDays=1&captureLimitDays=9"),
      redirect: "manual",
    })
    expect([twice.status, (await shop.control.switches()).captureLimitDays]).toEqual([303, 9])
    await postForm(at("/office/switches/reset"), {})
    expect(await shop.control.switches()).toMatchObject({
      multipleCaptures: false,
      captureLimitDays: 4,
    })
  })

  it("let calls go wrong, and take that back", async () => {
    const add = async (fields: Record<string, string>) => await postForm(at("/office/faults"), fields)
    await add({ kind: "status", path: "/orders/moto", times: "always", ms: "" })
    await add({ kind: "delay", path: "", times: "1", ms: "20" })
    const faults = await shop.control.faults()
    expect(faults).toMatchObject([
      { kind: "status", path: "/orders/moto", remaining: "always" },
      { kind: "delay", remaining: 1, ms: 20 },
    ])
    expect((await openPage(at("/office/settings"))).html).toContain("It answers late")
    await postForm(at(`/office/faults/${faults[0]?.id}/remove`), {})
    expect(await shop.control.faults()).toMatchObject([{ kind: "delay" }])
    expect(await add({ kind: "explode", times: "1" })).toMatchObject({
      status: 400,
      html: expect.stringContaining("kind"),
    })
  })

  it("show the control API to a browser as a page, and to a program as JSON", async () => {
    const ask = async (accept: string) => await fetch(at("/_control"), { headers: { Accept: accept } })
    expect((await ask("text/html,application/xhtml+xml,*/*;q=0.8")).headers.get("content-type")).toMatch(
      /^text\/html/
    )
    expect(await (await ask("application/json")).json()).toHaveProperty("GET /switches")
  })

  it("have a picture for the browser's tab", async () => {
    const { html } = await openPage(at("/"))
    const [, picture = ""] = /<link rel="icon" href="([^"]+)"/.exec(html) ?? []
    expect((await fetch(at(picture))).headers.get("content-type")).toMatch(/^image\/svg/)
  })

  it("capture, refund and void with amounts as people write them", async () => {
    const { orderId } = await shop.payByCard(shop.explicit)
    expect((await press(orderId, { verb: "capture", amount: "30,00" })).location).toBe(orderPath(orderId))
    await press(orderId, { verb: "refund", amount: "5.5" })
    expect((await shop.control.order(orderId)).totals).toMatchObject({ captured: 3000, refunded: 550 })
    const other = await shop.payByCard(shop.explicit)
    await press(other.orderId, { verb: "void", amount: "" })
    expect((await shop.control.order(other.orderId)).totals.voided).toBe(3545)
  })

  it("say why something is refused", async () => {
    const { orderId } = await shop.payByCard(shop.explicit)
    const page = await press(orderId, { verb: "capture", amount: "35.46" })
    expect([page.status, page.html]).toEqual([409, expect.stringContaining("(PS0026)")])
    expect((await press(orderId, { verb: "capture", amount: "ten" })).html).toContain(
      "Amount is not a number"
    )
  })

  it("conclude a pending payment, whose notification then goes out", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage, { outcome: "leave-pending" })
    await press(orderId, { verb: "conclude", result: "DECLINED" })
    const received = await shop.inbox.until(2)
    expect(received[1]?.body.operation.operationResult).toBe("DECLINED")
  })

  it("send a notification again", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage)
    const [notification] = await shop.control.notifications(orderId)
    await postForm(at(`/office/notifications/${notification?.eventId}`), {})
    expect(await shop.inbox.until(2)).toHaveLength(2)
  })

  it.each(["https://evil.example", "null"])("obey no button pressed on another site (%s)", async (origin) => {
    const { orderId, operationId } = await shop.payByCard(shop.explicit)
    const body = new URLSearchParams({ operationId, verb: "void" })
    const answer = await fetch(at(orderPath(orderId)), { method: "POST", body, headers: { Origin: origin } })
    expect(answer.status).toBe(403)
    expect((await shop.control.order(orderId)).totals.voided).toBe(0)
    for (const path of [
      "/office/switches",
      "/office/switches/reset",
      "/office/faults",
      "/office/faults/1/remove",
    ]) {
      expect((await fetch(at(path), { method: "POST", headers: { Origin: origin } })).status).toBe(403)
    }
  })

  it("print what strangers wrote as text only, on every page", async () => {
    const order = { description: hostile, customField: hostile }
    const { orderId, hostedPage } = await shop.openHosted(
      shop.explicit,
      { resultUrl: "https://shop.example/?a=1&b='" },
      order
    )
    await shop.control.forgeNotification({ url: shop.inbox.url, body: hostile })
    const pages = [at("/"), at(orderPath(orderId)), hostedPage, `${hostedPage}&method=%22%3E%3Cimg`]
    for (const page of pages) expect((await openPage(page)).html).not.toContain("<img src=x")
    expect((await openPage(hostedPage)).html).toContain("&quot;&gt;&lt;img src=x")
  })

  it("state their language and label every field", async () => {
    const { orderId } = await shop.payByCard(shop.explicit)
    const { hostedPage } = await shop.openHosted(shop.explicit, { paymentService: "CARDS" })
    for (const url of [at("/"), at("/office/settings"), at(orderPath(orderId)), hostedPage]) {
      const { html } = await openPage(url)
      expect(html).toMatch(/<html lang="(?:en|it)">/)
      const fields = [...html.matchAll(/<(?:input|select)(?![^>]*type="hidden")[^>]*>/g)].map(
        ([field]) => field
      )
      const ids = fields.map((field) => /id="([^"]+)"/.exec(field)?.[1])
      for (const id of ids) expect(html).toContain(`<label for="${id}"`)
    }
  })

  it("may load nothing from elsewhere and run no script but their own", async () => {
    const { headers } = await fetch(at("/"))
    expect(headers.get("content-security-policy")).toContain("default-src 'none'")
    expect(headers.get("cache-control")).toBe("no-store")
  })
})
