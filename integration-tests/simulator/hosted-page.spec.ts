import { cancelOnPage, formIn, openPage, payOnPage } from "./support/payer"
import { Shop } from "./support/shop"

describe("the hosted page", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const firstResult = async (orderId: string): Promise<string | undefined> =>
    (await shop.control.order(orderId)).operations[0]?.result

  it("lists the terminal's methods that can take the payment", async () => {
    const { hostedPage } = await shop.openHosted(shop.explicit)
    const { html } = await openPage(hostedPage)
    for (const name of ["Payment card", "Google Pay", "PayPal", "MyBank", "Klarna"])
      expect(html).toContain(name)
    expect(html).not.toContain("Bancontact")
  })

  it.each([
    ["below Klarna's minimum", { amount: "3499" }, { amount: "3499" }, "Klarna"],
    ["in a currency that only cards take", {}, { currency: "USD" }, "PayPal"],
    ["as a card check", { actionType: "VERIFY", amount: "0" }, { amount: "0" }, "MyBank"],
    ["with a contract for the merchant", { recurrence: contract("MIT_UNSCHEDULED") }, {}, "Bancomat Pay"],
  ])("leaves a method out %s", async (_case, session, order, name) => {
    await shop.control.setSwitches({ foreignCurrency: "fails" })
    const { hostedPage } = await shop.openHosted(shop.explicit, session, order)
    expect((await openPage(hostedPage)).html).not.toContain(name)
  })

  it("shows only the method asked for", async () => {
    const { hostedPage } = await shop.openHosted(shop.explicit, { paymentService: "PAYPAL" })
    const { html } = await openPage(hostedPage)
    expect(html).toContain("Pay with PayPal")
    expect(html).not.toContain("Payment card")
  })

  it("offers a method that insists on a country to payers from there", async () => {
    const customerInfo = { billingAddress: { country: "BEL" } }
    const { hostedPage } = await shop.openHosted(
      shop.explicit,
      { paymentService: "BANCONTACT" },
      { customerInfo }
    )
    expect((await openPage(hostedPage)).html).toContain("Pay with Bancontact")
  })

  it.each([
    ["ita", 'lang="it"', "Pagamento sicuro"],
    ["ITA", 'lang="it"', "35,45"],
    ["eng", 'lang="en"', "Secure payment"],
    ["FRA", 'lang="en"', "€35.45"],
    ["xxx", 'lang="it"', "Pagamento sicuro"],
  ])("speaks the session's language %s as well as it can", async (language, lang, text) => {
    const { html } = await openPage((await shop.openHosted(shop.explicit, { language })).hostedPage)
    expect(html).toContain(lang)
    expect(html).toContain(text)
  })

  it.each([
    ["pay", "AUTHORIZED"],
    ["decline", "DECLINED"],
    ["deny", "DENIED_BY_RISK"],
    ["fail-authentication", "THREEDS_FAILED"],
    ["leave-pending", "PENDING"],
    ["fail", "FAILED"],
  ])("ends with %s as %s and returns to the result URL", async (outcome, result) => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    const page = await payOnPage(hostedPage, { outcome })
    expect([page.status, page.location]).toEqual([303, "https://shop.example/return/abc123"])
    expect(await firstResult(orderId)).toBe(result)
  })

  it.each([
    ["a documented card that is declined", { testcard: "2" }, "DECLINED"],
    [
      "a typed card that is declined",
      { pan: "4349 9401 9999 7007", expiry: "12/28", cvv: "829" },
      "DECLINED",
    ],
    ["any other valid card", { pan: "4111 1111 1111 1111", expiry: "12/30", cvv: "123" }, "AUTHORIZED"],
  ])("pays with %s", async (_case, card, result) => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage, card)
    expect(await firstResult(orderId)).toBe(result)
  })

  it("asks again for a card that cannot be, without an attempt and without repeating the number", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    const page = await payOnPage(hostedPage, { pan: "4111111111111112", expiry: "12/30", cvv: "123" })
    expect(page.status).toBe(422)
    expect(page.html).toContain("Check the card number")
    expect(page.html).not.toContain("4111111111111112")
    expect(await firstResult(orderId)).toBeUndefined()
  })

  it("returns to the cancel URL when the payer gives up, with a CANCELED operation", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    expect((await cancelOnPage(hostedPage)).location).toBe("https://shop.example/cancel/abc123")
    expect(await firstResult(orderId)).toBe("CANCELED")
  })

  it("leaves nothing at all when the payer gives up, where the switch says so", async () => {
    await shop.control.setSwitches({ cancelLeavesOperation: false })
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await cancelOnPage(hostedPage)
    expect(await firstResult(orderId)).toBeUndefined()
    await payOnPage(hostedPage)
    expect(await firstResult(orderId)).toBeUndefined()
  })

  it.each(["pay", "decline", "leave-pending"])(
    "allows one attempt where the switch says so: after %s it is closed",
    async (outcome) => {
      await shop.control.setSwitches({ declinedPage: "closes" })
      const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
      await payOnPage(hostedPage, { outcome })
      const again = await payOnPage(hostedPage)
      expect([again.status, again.location]).toEqual([200, null])
      expect((await openPage(hostedPage)).html).not.toContain("<form")
      expect((await shop.control.order(orderId)).operations).toHaveLength(1)
    }
  )

  // SPEC 6.1 does not mention a second attempt on the same page.
  it("stays open for another card after a decline, and both notifications leave", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await payOnPage(hostedPage, { outcome: "decline" })
    await payOnPage(hostedPage)
    const { operations } = await shop.control.order(orderId)
    expect(operations.map(({ result }) => result)).toEqual(["DECLINED", "AUTHORIZED"])
    expect(await shop.inbox.until(2)).toHaveLength(2)
    expect((await openPage(hostedPage)).html).not.toContain("<form")
  })

  it.each([
    [
      "a refused try",
      { declineIsNotified: false },
      (page: string) => payOnPage(page, { outcome: "decline" }),
    ],
    ["a payer who gives up", { givingUpIsNotified: false }, cancelOnPage],
  ] as const)("notifies %s, or not by a switch", async (_what, changes, act) => {
    const notified = async (): Promise<number> => {
      const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
      await act(hostedPage)
      return (await shop.control.notifications(orderId)).length
    }
    expect(await notified()).toBe(1)
    await shop.control.setSwitches(changes)
    expect(await notified()).toBe(0)
  })

  it("returns by form POST, and with the undocumented paymentid, where the switches say so", async () => {
    await shop.control.setSwitches({ hostedReturnMethod: "POST", hostedReturnPaymentId: true })
    const { hostedPage } = await shop.openHosted(shop.explicit)
    const paymentid = new URL(hostedPage).searchParams.get("paymentid")
    expect(formIn(await payOnPage(hostedPage))).toEqual({
      action: "https://shop.example/return/abc123",
      fields: { paymentid },
    })
  })

  it("has no operation before the payer acts, or a pending one by a switch", async () => {
    const first = await shop.openHosted(shop.explicit)
    await openPage(first.hostedPage)
    expect(await firstResult(first.orderId)).toBeUndefined()
    await shop.control.setSwitches({ pendingOperationAtOpening: true })
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await openPage(hostedPage)
    expect(await firstResult(orderId)).toBe("PENDING")
    await payOnPage(hostedPage)
    const { operations } = await shop.control.order(orderId)
    expect(operations.map(({ result }) => result)).toEqual(["AUTHORIZED"])
  })

  it("expires by the simulated clock", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit)
    await shop.control.advanceClock(61 * 60_000)
    const page = await openPage(hostedPage)
    expect(page.status).toBe(410)
    expect(page.html).toContain("This page has expired")
    await payOnPage(hostedPage)
    expect(await firstResult(orderId)).toBeUndefined()
  })

  it("does not exist at another address", async () => {
    const { hostedPage } = await shop.openHosted(shop.explicit)
    expect((await openPage(hostedPage.replace(/\d$/, "0"))).status).toBe(404)
  })

  it("can be resolved later when the payment was left pending", async () => {
    const { orderId, hostedPage } = await shop.openHosted(shop.implicit)
    await payOnPage(hostedPage, { method: "PAYPAL", outcome: "leave-pending" })
    expect((await openPage(hostedPage)).html).toContain("Payment in progress")
    await shop.control.conclude({ orderId })
    expect(await firstResult(orderId)).toBe("EXECUTED")
    expect((await shop.control.order(orderId)).totals.captured).toBe(3545)
    await expect(shop.control.conclude({ orderId })).rejects.toThrow("404")
  })

  function contract(contractType: string): object {
    return { action: "CONTRACT_CREATION", contractId: "c0ffee", contractType }
  }
})
