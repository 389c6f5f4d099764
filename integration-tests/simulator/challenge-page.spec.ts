import { answerChallenge, formIn, openPage, postForm, type Page } from "./support/payer"
import { Shop, visa } from "./support/shop"

const returnUrl = "https://shop.example/return/abc?cart=1"

describe("the 3-D Secure page", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  async function begin(): Promise<{ orderId: string; operationId: string; url: string }> {
    const order = shop.order()
    const init = await shop.explicit.post("/orders/3steps/init", { order, card: visa })
    return {
      orderId: order.orderId,
      operationId: init.body.operation.operationId,
      url: init.body.threeDSAuthUrl,
    }
  }

  const open = (url: string, fields: Record<string, string>): Promise<Page> => postForm(url, fields)
  const challengeOf = async (orderId: string): Promise<unknown> =>
    (await shop.control.order(orderId)).operations[0]?.challenge

  it("shows shop, amount and masked card, and the three ways it can end", async () => {
    const { url, operationId } = await begin()
    const page = await open(url, {
      ThreeDsRequest: "notneeded",
      ReturnUrl: returnUrl,
      transactionId: operationId,
    })
    expect(page.status).toBe(200)
    for (const text of ["shop.example", "€35.45", "···· 4549", "succeeds", "fails", "Give up"]) {
      expect(page.html).toContain(text)
    }
  })

  it("sends the browser back by form POST with PaRes and paymentId", async () => {
    const { url, operationId } = await begin()
    const page = await answerChallenge(url, operationId, "succeeds", returnUrl)
    expect(page.html).toContain('method="post"')
    expect(page.html).toContain("document.forms[0].submit()")
    expect(formIn(page)).toEqual({
      action: returnUrl,
      fields: { PaRes: "notneeded", paymentId: operationId },
    })
  })

  it("brings nothing back when the payer gives up", async () => {
    const { orderId, url, operationId } = await begin()
    const page = await answerChallenge(url, operationId, "abandoned", returnUrl)
    expect(formIn(page)).toEqual({ action: returnUrl, fields: {} })
    expect(await challengeOf(orderId)).toBe("abandoned")
  })

  it("returns by GET, with its parameters in the query, where the switch says so", async () => {
    await shop.control.setSwitches({ challengeReturnMethod: "GET" })
    const { url, operationId } = await begin()
    const page = await answerChallenge(url, operationId, "fails", returnUrl)
    expect(page.status).toBe(303)
    expect(page.location).toBe(`${returnUrl}&PaRes=notneeded&paymentId=${operationId}`)
  })

  it("hands out an opaque PaRes where the switch says so, which validation then wants", async () => {
    await shop.control.setSwitches({ paResForm: "opaque" })
    const { url, operationId } = await begin()
    const { PaRes } = formIn(await answerChallenge(url, operationId, "succeeds")).fields
    expect(PaRes).toHaveLength(128)
    const validate = (threeDSAuthResponse?: string): Promise<{ status: number }> =>
      shop.explicit.post("/orders/3steps/validation", { operationId, threeDSAuthResponse })
    expect([(await validate("notneeded")).status, (await validate(PaRes)).status]).toEqual([400, 200])
  })

  it.each([
    ["a field is missing", { ThreeDsRequest: undefined }],
    ["a field is spelled otherwise", { ReturnUrl: undefined, returnUrl }],
    ["there is one field more", { extra: "1" }],
    ["the transaction is unknown", { transactionId: "123456789012340779" }],
    ["the request is not the one handed out", { ThreeDsRequest: "other" }],
    ["the return address is no web address", { ReturnUrl: "javascript:alert(1)" }],
  ])("refuses with an error page when %s", async (_case, change) => {
    const { orderId, url, operationId } = await begin()
    const fields = {
      ThreeDsRequest: "notneeded",
      ReturnUrl: returnUrl,
      transactionId: operationId,
      ...change,
    }
    const page = await open(url, JSON.parse(JSON.stringify(fields)) as Record<string, string>)
    expect(page.status).toBe(400)
    expect(page.html).toContain("could not be opened")
    expect(await challengeOf(orderId)).toBe("awaited")
  })

  it("does not open by GET", async () => {
    const { url } = await begin()
    expect((await openPage(url)).status).toBe(404)
  })

  it("can be reloaded before the answer, and not opened or answered again after it", async () => {
    const { orderId, url, operationId } = await begin()
    const fields = { ThreeDsRequest: "notneeded", ReturnUrl: returnUrl, transactionId: operationId }
    await open(url, fields)
    const { action, fields: own } = formIn(await open(url, fields))
    const answer = (outcome: string): Promise<Page> =>
      postForm(new URL(action, url).href, { ...own, outcome })
    expect((await answer("fails")).status).toBe(200)
    expect([(await answer("succeeds")).status, (await open(url, fields)).status]).toEqual([400, 400])
    expect(await challengeOf(orderId)).toBe("failed")
  })

  it("cannot be answered with the transaction's id, which the shop knows", async () => {
    const { orderId, url, operationId } = await begin()
    await open(url, { ThreeDsRequest: "notneeded", ReturnUrl: returnUrl, transactionId: operationId })
    const page = await postForm(new URL("/monetaweb/acs/answer", url).href, {
      challenge: operationId,
      outcome: "succeeds",
    })
    expect(page.status).toBe(400)
    expect(await challengeOf(orderId)).toBe("open")
  })
})
