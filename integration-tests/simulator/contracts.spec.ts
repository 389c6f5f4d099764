import { codeOf, type ApiResponse } from "./support/api-client"
import { openPage, payOnPage } from "./support/payer"
import { declinedVisa, mastercard, Shop } from "./support/shop"

const dayMs = 86_400_000

describe("a contract", () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await Shop.open()
  })
  beforeEach(() => shop.reset())
  afterAll(() => shop.close())

  const contract = (contractType: string, more: object = {}): object => ({
    action: "CONTRACT_CREATION",
    contractId: "c0ffee00c0ffee00cd",
    contractType,
    ...more,
  })
  const create = (contractType: string, more: object = {}, init: object = {}): Promise<unknown> =>
    shop.payByCard(
      shop.explicit,
      {},
      {
        order: shop.order({ customerId: "cust0001" }),
        recurrence: contract(contractType, more),
        ...init,
      }
    )
  const charge = (contractId = "c0ffee00c0ffee00cd"): Promise<ApiResponse> =>
    shop.explicit.postOnce("/orders/mit", { order: shop.order(), contractId, captureType: "IMPLICIT" })
  const list = (): Promise<ApiResponse> => shop.explicit.get("/contracts/customers/cust0001")

  it("is stored by a payment that goes well", async () => {
    await create("MIT_UNSCHEDULED")
    expect((await list()).body.contracts).toHaveLength(1)
  })

  it("is not stored by a declined one", async () => {
    await create("MIT_UNSCHEDULED", {}, { card: declinedVisa })
    expect((await list()).status).toBe(404)
  })

  it("is stored by a verification without a charge", async () => {
    await create(
      "CIT",
      {},
      { order: shop.order({ amount: "0", customerId: "cust0001" }), actionType: "VERIFY" }
    )
    expect((await list()).body.contracts).toHaveLength(1)
  })

  it("cannot be created twice under one id, or takes the other's place by a switch", async () => {
    await create("CIT")
    const body = { order: shop.order(), paymentSession: shop.session({ recurrence: contract("CIT") }) }
    expect(codeOf(await shop.explicit.post("/orders/hpp", body))).toBe("PS0017")
    await shop.control.setSwitches({ usedContractId: "replaces" })
    await create("CIT", {}, { card: mastercard })
    const { contracts } = (await list()).body
    expect(contracts).toMatchObject([{ paymentInstrumentInfo: `***${mastercard.pan.slice(-4)}` }])
  })

  it("of an MIT type is nothing for the payer to pay with, or is by a switch", async () => {
    await create("MIT_UNSCHEDULED")
    const recurrence = { action: "SUBSEQUENT_PAYMENT", contractId: "c0ffee00c0ffee00cd" }
    const open = () => {
      const body = { order: shop.order(), paymentSession: shop.session({ recurrence }) }
      return shop.explicit.post("/orders/hpp", body)
    }
    expect(codeOf(await open())).toBe("PS0017")
    await shop.control.setSwitches({ subsequentPaymentType: "any" })
    expect((await open()).status).toBe(200)
  })

  it("is the last of its customer: then the list is empty, or the customer is unknown by a switch", async () => {
    await create("CIT")
    await create("CIT", { contractId: "c0ffee0001" })
    const deactivate = (id: string) => shop.explicit.post(`/contracts/${id}/deactivation`, [])
    await deactivate("c0ffee0001")
    await shop.control.setSwitches({ customerWithoutContracts: "unknown" })
    expect((await list()).body.contracts).toHaveLength(1)
    await deactivate("c0ffee00c0ffee00cd")
    expect((await list()).status).toBe(404)
    await shop.control.setSwitches({ customerWithoutContracts: "empty-list" })
    expect((await list()).body.contracts).toEqual([])
  })

  it("of an MIT type is charged without the payer", async () => {
    await create("MIT_UNSCHEDULED")
    const answer = await charge()
    expect(answer.body.operation).toMatchObject({ channel: "BACKOFFICE", operationResult: "EXECUTED" })
    expect(answer.body.operation.paymentInstrumentInfo).toBe("***4549")
  })

  // SPEC 6.7: held in the sandbox (hyperswitch issue 9644), charged at once in production (dr7).
  it.each([
    ["as-asked", "AUTHORIZED"],
    ["at-once", "EXECUTED"],
  ] as const)("is held where it is asked for, or taken at once by a switch", async (mitCapture, result) => {
    await shop.control.setSwitches({ mitCapture })
    await create("MIT_UNSCHEDULED")
    const body = { order: shop.order(), contractId: "c0ffee00c0ffee00cd", captureType: "EXPLICIT" }
    const answer = await shop.explicit.postOnce("/orders/mit", body)
    expect(answer.body.operation.operationResult).toBe(result)
  })

  // SPEC 6.7: seen in production (dr7). It is captured later, within 27 days, or not at all.
  it("is only pre-authorized where the charge carries a recurrence", async () => {
    await create("MIT_UNSCHEDULED")
    const body = {
      order: shop.order(),
      contractId: "c0ffee00c0ffee00cd",
      captureType: "IMPLICIT",
      recurrence: { action: "SUBSEQUENT_PAYMENT", contractId: "c0ffee00c0ffee00cd" },
    }
    const { operation } = (await shop.explicit.postOnce("/orders/mit", body)).body as {
      operation: { orderId: string; operationId: string; operationResult: string }
    }
    expect(operation.operationResult).toBe("AUTHORIZED")
    const { totals } = await shop.control.order(operation.orderId)
    expect(totals).toMatchObject({ authorized: 3545, captured: 0 })
    await shop.control.advanceClock(20 * 86_400_000)
    const captured = await shop.explicit.postOnce(`/operations/${operation.operationId}/captures`, {})
    expect(captured.status).toBe(200)
  })

  // SPEC 8.5: `{}` (the WooCommerce plugin throws on an empty body), or nothing as documented.
  it.each([
    ["object", "{}"],
    ["nothing", ""],
  ] as const)(
    "is deactivated with an empty object, or nothing by a switch (%s)",
    async (deactivationAnswers, text) => {
      await shop.control.setSwitches({ deactivationAnswers })
      await create("CIT")
      const answer = await shop.explicit.post("/contracts/c0ffee00c0ffee00cd/deactivation", [])
      expect([answer.status, answer.text]).toEqual([200, text])
    }
  )

  it("is declined when the issuer says so", async () => {
    await create("MIT_UNSCHEDULED")
    await shop.control.addOutcome({ moment: "mit", result: "DECLINED", declineCode: "116" })
    const answer = await charge()
    expect([answer.status, answer.body.operation.operationResult]).toEqual([200, "DECLINED"])
  })

  it("of the payer's type is not charged without the payer", async () => {
    await create("CIT")
    expect(codeOf(await charge())).toBe("PS0043")
  })

  it("that is unknown or deactivated is not charged", async () => {
    expect(codeOf(await charge("unknown"))).toBe("PS0017")
    await create("MIT_UNSCHEDULED")
    const path = "/contracts/c0ffee00c0ffee00cd/deactivation"
    const gone = await shop.explicit.post(path)
    // SPEC 8.5
    expect([gone.status, gone.text]).toEqual([200, "{}"])
    expect(codeOf(await charge())).toBe("PS0017")
    expect(codeOf(await shop.explicit.post(path))).toBe("PS0017")
    expect((await list()).body.contracts).toEqual([])
  })

  it("with a schedule is charged neither too soon nor after its end", async () => {
    await shop.control.changeClock({ now: "2026-03-01T10:00:00Z" })
    await create("MIT_SCHEDULED", { contractFrequency: "30", contractExpiryDate: "2026-05-15" })
    await shop.control.advanceClock(29 * dayMs)
    expect(codeOf(await charge())).toBe("PS0043")
    await shop.control.advanceClock(dayMs)
    expect((await charge()).status).toBe(200)
    expect(codeOf(await charge())).toBe("PS0043")
    await shop.control.changeClock({ now: "2026-05-16T10:00:00Z" })
    expect(codeOf(await charge())).toBe("PS0043")
  })

  it("of the payer's type is paid with on the hosted page, by the card that is stored", async () => {
    await create("CIT")
    const recurrence = { action: "SUBSEQUENT_PAYMENT", contractId: "c0ffee00c0ffee00cd", contractType: "CIT" }
    const { orderId, hostedPage } = await shop.openHosted(shop.explicit, { recurrence })
    const { html } = await openPage(hostedPage)
    expect(html).toContain("Saved card: Visa ···· 4549")
    await payOnPage(hostedPage, { pan: mastercard.pan, expiry: "12/26", cvv: "123" })
    expect((await shop.control.order(orderId)).operations[0]).toMatchObject({
      result: "AUTHORIZED",
      maskedPan: "434994******4549",
    })
  })

  it("gets another card by a substitution", async () => {
    await create("CIT")
    await create("CIT", { action: "CARD_SUBSTITUTION" }, { card: mastercard })
    expect((await list()).body.contracts[0].paymentInstrumentInfo).toBe("***5008")
  })

  it("belongs to its terminal", async () => {
    await create("MIT_UNSCHEDULED")
    expect((await shop.implicit.get("/contracts/customers/cust0001")).status).toBe(404)
    const body = { order: shop.order(), contractId: "c0ffee00c0ffee00cd" }
    expect(codeOf(await shop.implicit.postOnce("/orders/mit", body))).toBe("PS0017")
  })
})
