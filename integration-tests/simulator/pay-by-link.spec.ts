import { ApiClient, codeOf, type ApiResponse } from "./support/api-client"
import { cancelOnPage, openPage, payOnPage } from "./support/payer"
import { Shop, terminals } from "./support/shop"

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
    const renewed = await renew(linkId)
    expect(renewed.body.paymentLink).toMatchObject({ expirationDate: "2026-03-15", status: "ACTIVE" })
    expect((await openPage(link)).status).toBe(200)
  })

  const renew = (linkId: string, body?: object): Promise<ApiResponse> =>
    shop.explicit.post(`/orders/paybylink/${linkId}/renewals`, body)

  // SPEC 6.2
  it("is renewed with a new address and a new token; the old address leads to the same payment", async () => {
    const { orderId, linkId, link } = await create()
    const { paymentLink, securityToken } = (await renew(linkId, { expirationDate: "2026-04-01" })).body
    expect(paymentLink).toMatchObject({ linkId, expirationDate: "2026-04-01", status: "ACTIVE" })
    expect(paymentLink.link).not.toBe(link)
    expect((await shop.explicit.get(`/orders/paybylink/${linkId}`)).body).toEqual({
      paymentLink,
      securityToken,
    })
    await payOnPage(link)
    expect((await shop.control.order(orderId)).operations).toHaveLength(1)
    expect((await openPage(paymentLink.link)).html).toContain("Already paid")
  })

  it("notifies with the token of the address at which it was paid", async () => {
    for (const which of ["old", "new"]) {
      shop.inbox.empty()
      const made = (await request("2026-03-12")).body
      const renewed = (await renew(made.paymentLink.linkId)).body
      const at = which === "old" ? made : renewed
      await payOnPage(at.paymentLink.link)
      const [notification] = await shop.inbox.until(1)
      expect((notification?.body as { securityToken: string }).securityToken).toBe(at.securityToken)
    }
  })

  it.each([
    ["new", true, true],
    ["new-if-expired", false, true],
    ["same", false, false],
  ] as const)(
    "is renewed with a new address always, once it has expired, or never, by a switch (%s)",
    async (renewalGives, whenActive, whenExpired) => {
      await shop.control.setSwitches({ renewalGives })
      const made = (await request("2026-03-12")).body
      const { linkId } = made.paymentLink as Link
      const extended = (await renew(linkId)).body
      expect([
        extended.paymentLink.link !== made.paymentLink.link,
        extended.securityToken !== made.securityToken,
      ]).toEqual([whenActive, whenActive])
      await shop.control.changeClock({ now: "2026-03-20T10:00:00Z" })
      const revived = (await renew(linkId)).body
      expect(revived.paymentLink).toMatchObject({ status: "ACTIVE", expirationDate: "2026-03-22" })
      expect(revived.paymentLink.link !== extended.paymentLink.link).toBe(whenExpired)
    }
  )

  it("keeps its token beside a new address by a switch", async () => {
    await shop.control.setSwitches({ renewalToken: "same" })
    const made = (await request("2026-03-12")).body
    const renewed = (await renew(made.paymentLink.linkId as string)).body
    expect(renewed.paymentLink.link).not.toBe(made.paymentLink.link)
    expect(renewed.securityToken).toBe(made.securityToken)
    await payOnPage(renewed.paymentLink.link as string)
    const [notification] = await shop.inbox.until(1)
    expect(notification?.body).toMatchObject({ securityToken: made.securityToken })
  })

  it("loses its old address in a renewal by a switch: the new one alone is paid", async () => {
    await shop.control.setSwitches({ renewalKeepsOld: false })
    const { orderId, link, linkId } = await create()
    const renewed = (await renew(linkId)).body.paymentLink as Link
    const [old, payment] = [await openPage(link), await payOnPage(link)]
    expect([old.status, payment.status]).toEqual([404, 404])
    expect((await shop.control.order(orderId)).operations).toEqual([])
    await payOnPage(renewed.link)
    expect((await shop.control.order(orderId)).operations).toMatchObject([{ result: "AUTHORIZED" }])
  })

  it("is not renewed when it was cancelled, or by a switch can be paid again", async () => {
    const { orderId, linkId } = await create()
    await shop.explicit.post(`/paybylink/${linkId}/cancels`)
    expect(codeOf(await renew(linkId))).toBe("PS0044")
    await shop.control.setSwitches({ renewalOfCancelledLink: "revives" })
    const { paymentLink } = (await renew(linkId)).body
    expect(paymentLink.status).toBe("ACTIVE")
    await payOnPage(paymentLink.link as string)
    expect((await shop.control.order(orderId)).operations).toHaveLength(1)
  })

  it("is not renewed when it was paid, or by a switch only in words: nobody can pay it again", async () => {
    const { orderId, link, linkId } = await create()
    await payOnPage(link)
    expect(codeOf(await renew(linkId))).toBe("PS0044")
    await shop.control.setSwitches({ renewalOfPaidLink: "answered" })
    const { paymentLink } = (await renew(linkId)).body
    expect(paymentLink.status).toBe("INACTIVE")
    expect((await openPage(paymentLink.link as string)).html).toContain("Already paid")
    await payOnPage(paymentLink.link as string)
    expect((await shop.control.order(orderId)).operations).toHaveLength(1)
  })

  it("is renewed to no day later than 90 days after it was made, and to none that is past; without a day as if made anew", async () => {
    const { linkId } = await create()
    expect((await renew(linkId, { expirationDate: "2026-06-08" })).status).toBe(200)
    for (const expirationDate of ["2026-06-09", "2026-03-09"])
      expect(codeOf(await renew(linkId, { expirationDate }))).toBe("PS0042")
    await shop.control.changeClock({ now: "2026-06-08T10:00:00Z" })
    expect((await renew(linkId)).body.paymentLink).toMatchObject({ expirationDate: "2026-06-10" })
  })

  // SPEC 6.2
  it("is not renewed where there is none: 404", async () => {
    const answer = await renew("00000000", { expirationDate: "2026-03-12" })
    expect([answer.status, answer.text]).toEqual([404, ""])
  })

  it("is not renewed on the path of an older description", async () => {
    const { linkId } = await create()
    expect((await shop.explicit.post(`/paybylink/${linkId}/renewals`)).status).toBe(404)
  })

  it.each([
    ["either", ["taken", "taken", "PS0042"]],
    ["top", ["taken", "PS0042", "PS0042"]],
    ["session", ["PS0042", "taken", "PS0042"]],
  ] as const)(
    "has its date read from %s, and is refused with PS0042 without it",
    async (expirationDatePlace, said) => {
      await shop.control.setSwitches({ expirationDatePlace })
      const inSession = { expirationDate: "2026-03-12" }
      const answers = [
        await request("2026-03-12"),
        await request(undefined, {}, inSession),
        await request(undefined),
      ]
      expect(answers.map((answer) => codeOf(answer) ?? "taken")).toEqual(said)
      expect(answers.map(({ status }) => status)).toEqual(said.map((one) => (one === "taken" ? 200 : 400)))
    }
  )

  it("is made by the newer version too", async () => {
    const { apiUrl } = shop.simulator
    const v2 = new ApiClient(apiUrl.replace(/v1$/, "v2"), terminals[0]!.apiKey)
    const paymentSession = shop.session({ expirationDate: "2026-03-12" })
    expect((await v2.post("/orders/paybylink", { order: shop.order(), paymentSession })).status).toBe(200)
  })

  // SPEC 5 and 6.2
  it("is listed, newest first and without tokens, by time and status", async () => {
    const first = await create()
    const second = await create()
    await shop.explicit.post(`/paybylink/${second.linkId}/cancels`)
    const list = async (query = "") => (await shop.explicit.get(`/orders/paybylink${query}`)).body
    const ids = (body: { paymentLinks: { linkId: string }[] }) =>
      body.paymentLinks.map(({ linkId }) => linkId)
    expect(ids(await list())).toEqual([second.linkId, first.linkId])
    expect(ids(await list("?status=ACTIVE"))).toEqual([first.linkId])
    expect(ids(await list("?status=DELETED&maxRecords=5"))).toEqual([second.linkId])
    expect(ids(await list("?toTime=2026-03-01T00:00:00Z"))).toEqual([])
    expect(JSON.stringify(await list())).not.toContain("securityToken")
    expect((await shop.explicit.get("/orders/paybylink?status=OPEN")).status).toBe(400)
  })

  it("says where it stands", async () => {
    const status = async (linkId: string) =>
      (await shop.explicit.get(`/orders/paybylink/${linkId}`)).body.paymentLink.status
    const { link, linkId } = await create()
    expect(await status(linkId)).toBe("ACTIVE")
    await payOnPage(link)
    expect(await status(linkId)).toBe("INACTIVE")
    const other = await create()
    await shop.control.changeClock({ now: "2026-03-12T23:30:00Z" })
    expect(await status(other.linkId)).toBe("EXPIRED")
    expect((await shop.explicit.get("/orders/paybylink/00000000")).status).toBe(404)
  })

  it("is cancelled once, and then says so", async () => {
    const { link, linkId } = await create()
    const cancelled = await shop.explicit.post(`/paybylink/${linkId}/cancels`)
    expect([cancelled.status, cancelled.text]).toEqual([200, ""])
    expect((await openPage(link)).html).toContain("This link was withdrawn")
    expect((await payOnPage(link)).status).toBe(410)
    expect(codeOf(await shop.explicit.post(`/paybylink/${linkId}/cancels`))).toBe("PS0044")
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
