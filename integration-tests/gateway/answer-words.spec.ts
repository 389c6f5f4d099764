import { asOperationId } from "../../src/domain/ids"
import { CALLS, connect } from "./support/client"
import { valueOf } from "./support/outcome"
import { answer } from "./support/xpay-double"

describe("words of XPay's", () => {
  const operationWith = async (fields: object) => {
    const { double, client } = await connect()
    double.will(answer(200, { operationId: "1", ...fields }))
    return valueOf(await client.getOperation(asOperationId("1")))
  }

  test.each([
    ["3DS_FAILED", "THREEDS_FAILED"],
    ["CANCELLED", "CANCELED"],
    ["DENIED", "DECLINED"],
    ["executed", "EXECUTED"],
    ["EXPIRED", "EXPIRED"],
  ])("%s means %s", async (word, result) => {
    expect((await operationWith({ operationResult: word })).result).toBe(result)
  })

  test("a word that is new is kept as unrecognised", async () => {
    const operation = await operationWith({
      operationType: "TELEPORT",
      operationResult: "MAYBE",
      channel: "MARS",
    })
    expect(operation).toMatchObject({
      type: { unrecognised: "TELEPORT" },
      result: { unrecognised: "MAYBE" },
      channel: { unrecognised: "MARS" },
    })
  })

  test("a type or result that was not said is unrecognised, not absent", async () => {
    expect(await operationWith({ operationType: null })).toMatchObject({
      type: { unrecognised: "" },
      result: { unrecognised: "" },
    })
  })

  test.each([
    ["978", "EUR"],
    [978, "EUR"],
    ["36", "AUD"],
    ["eur", "EUR"],
    ["999", "999"],
    ["XXQ", "XXQ"],
    [null, undefined],
  ])("currency %p is %p", async (withoutUndefined, currency) => {
    expect((await operationWith({ operationCurrency: withoutUndefined })).currency).toBe(currency)
  })

  test.each([
    ["3545", "3545"],
    [3545, "3545"],
    ["0003545", "3545"],
    ["0", "0"],
    ["35.45", undefined],
    [35.45, undefined],
    [-1, undefined],
    ["1e3", undefined],
    [1e21, undefined],
    ["", undefined],
  ])("amount %p is %p", async (withoutUndefined, amount) => {
    expect((await operationWith({ operationAmount: withoutUndefined })).amount).toBe(amount)
  })

  test.each([
    ["380", "IT"],
    [56, "BE"],
    ["ITA", "IT"],
    ["it", "IT"],
    ["Italy", undefined],
  ])("a card from %p is from %p", async (withoutUndefined, country) => {
    expect((await operationWith({ additionalData: { cardCountry: withoutUndefined } })).card.country).toBe(
      country
    )
  })

  test.each([
    ["4349940199004549"],
    ["4349 9401 9900 4549"],
    ["4349-9401-9900-4549"],
    ["4349_9401_9900_4549"],
    ["4349 - 9401 - 9900 - 4549"],
    ["4349\u200b9401\u200b9900\u200b4549"],
    ["４３４９９４０１９９００４５４９"],
  ])("a card number that XPay forgot to mask (%s) is masked", async (number) => {
    const operation = await operationWith({
      paymentInstrumentInfo: number,
      additionalData: { maskedPan: number },
    })
    expect(operation).toMatchObject({
      instrument: "434994******4549",
      card: { masked: "434994******4549", last4: "4549" },
    })
  })

  test.each([
    ["NDM0OTk0MDE5OTAwNDU0OQ=="],
    ["4349940199004549396"],
    ["4349 9401 9900 4549 396"],
    ["٤٣٤٩٩٤٠١٩٩٠٠٤٥٤٩"],
    ["434994019900454"],
  ])("of one that is spelled otherwise (%s) no more than ten digits are kept", async (number) => {
    const { card, instrument } = await operationWith({
      paymentInstrumentInfo: number,
      additionalData: { maskedPan: number },
    })
    expect(card.masked).toMatch(/^\d{0,6}\*{4,}\d{0,4}$/)
    expect(card.last4).not.toBe("4396")
    expect(card.last4).not.toBe("9396")
    expect(instrument).toBe(card.masked)
  })

  test("the digest of the card number is not passed on", async () => {
    const digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
    const operation = await operationWith({ additionalData: { cardId: digest, cardId4: digest } })
    expect(JSON.stringify(operation)).not.toContain(digest)
  })

  test("an id that lost digits in JSON is not taken for one", async () => {
    const { double, client } = await connect()
    double.will(answer(200, '{"operation":{"operationId":696995050267340689}}'))
    expect(await CALLS.payThreeSteps(client)).toMatchObject({ kind: "unknown" })
  })
})
