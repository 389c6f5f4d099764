import { codeOf, type ApiResponse } from "./support/api-client"
import { cancelOnPage, openPage, payOnPage } from "./support/payer"
import { Shop } from "./support/shop"

const dayMs = 86_400_000

describe("a payment link", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(async () => {
    await shop.reset()
    await shop.control.changeClock({ now: "2026-03-10T10:00:00Z" })
  })
  afterAll(() => shop.close())

  interface Link {
    readonly orderId: string
    readonly linkId: string
    readonly link: string
  }

  const request = (expirationDate: unknown, order: object = {}, session: object = {}): Promise<ApiResponse> =>
    shop.explicit.post("/orders/paybylink", {
      order: shop.order({ ...order }),
      paymentSession: shop.session({ resultUrl: undefined, cancelUrl: undefined, ...session }),
      expirationDate,
    })

  async function create(): Promise<Link> {
    const order = shop.order()
    const answer = await shop.explicit.post("/orders/paybylink", {
      order,
      paymentSession: shop.session({ resultUrl: undefined, cancelUrl: undefined }),
      expirationDate: "2026-03-12",
    })
    return { orderId: order.orderId, ...answer.body.paymentLink }
  }

  it.each([
    ["missing", undefined],
    ["not a date", "12/03/2026"],
    ["not in the calendar", "2026-02-30"],
    ["past", "2026-03-09"],
    ["more than 90 days ahead", "2026-06-09"],
  ])("is refused with PS0042 when its expiry is %s", async (_case, expirationDate) => {
    const answer = await request(expirationDate)
    expect([answer.status, codeOf(answer)]).toEqual([400, "PS0042"])
  })

  it("may expire today or in 90 days", async () => {
    expect([(await request("2026-03-10")).status, (await request("2026-06-08")).status]).toEqual([200, 200])
  })

  it("keeps the codes that say more", async () => {
    expect(codeOf(await request("2026-03-12", { amount: "x" }))).toBe("PS0036")
    expect(codeOf(await request("2026-03-12", {}, { amount: "3546" }))).toBe("PS0007")
    expect(codeOf(await request("2026-03-12", { orderId: "A B" }))).toBe("PS0042")
  })

  it("is paid without an address to return to, and the order tells by what", async () => {
    const { orderId, linkId, link } = await create()
    const page = await payOnPage(link)
    expect([page.status, page.location]).toEqual([200, null])
    expect(page.html).toContain("Payment completed")
    const { paymentLinks, operations } = (await shop.explicit.get(`/orders/${orderId}`)).body
    expect(paymentLinks).toEqual([
      expect.objectContaining({ linkId, paidByOperationId: operations[0].operationId }),
    ])
    expect(operations[0].paymentLinkId).toBe(linkId)
    expect((await openPage(link)).html).toContain("Already paid")
  })

  it("stays payable after a decline and after the payer gave up", async () => {
    const { orderId, link } = await create()
    await payOnPage(link, { outcome: "decline" })
    await cancelOnPage(link)
    await payOnPage(link)
    const { operations } = await shop.control.order(orderId)
    expect(operations.map(({ result }) => result)).toEqual(["DECLINED", "CANCELED", "AUTHORIZED"])
  })

  it("says in plain words that it has expired, and is revived by a renewal", async () => {
    const { link, linkId } = await create()
    await shop.control.changeClock({ now: "2026-03-12T22:30:00Z" })
    expect((await openPage(link)).status).toBe(200)
    await shop.control.changeClock({ now: "2026-03-12T23:30:00Z" })
    expect((await openPage(link)).html).toContain("This page has expired")
    const renewed = await shop.explicit.post(`/paybylink/${linkId}/renewals`)
    expect(renewed.body.paymentLink.expirationDate).toBe("2026-03-15")
    expect((await openPage(link)).status).toBe(200)
  })

  it("is cancelled once, and then says so", async () => {
    const { link, linkId } = await create()
    const cancelled = await shop.explicit.post(`/paybylink/${linkId}/cancels`)
    expect([cancelled.status, cancelled.text]).toEqual([200, ""])
    expect((await openPage(link)).html).toContain("This link was withdrawn")
    expect((await payOnPage(link)).status).toBe(410)
    expect(codeOf(await shop.explicit.post(`/paybylink/${linkId}/cancels`))).toBe("PS0044")
    expect(codeOf(await shop.explicit.post(`/paybylink/${linkId}/renewals`))).toBe("PS0044")
  })

  it("cannot be cancelled when it is paid", async () => {
    const { link, linkId } = await create()
    await payOnPage(link)
    expect(codeOf(await shop.explicit.post(`/paybylink/${linkId}/cancels`))).toBe("PS0045")
  })

  it("is unknown to another terminal", async () => {
    const { linkId } = await create()
    const answer = await shop.implicit.post(`/paybylink/${linkId}/cancels`)
    expect([answer.status, answer.text]).toEqual([404, ""])
  })

  it("does not end with the hosted page's lifetime", async () => {
    const { link } = await create()
    await shop.control.advanceClock(dayMs)
    expect((await openPage(link)).status).toBe(200)
  })

  it("may be named otherwise in the order", async () => {
    await shop.control.setSwitches({ paymentLinksName: "links" })
    const { orderId } = await create()
    const { body } = await shop.explicit.get(`/orders/${orderId}`)
    expect([body.links.length, body.paymentLinks]).toEqual([1, undefined])
  })
})
