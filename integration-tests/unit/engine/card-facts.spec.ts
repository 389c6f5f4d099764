import { authorizationFacts } from "../../../src/engine/authorization/record-authorization"
import { toReportedOperation } from "../../../src/engine/inquiry/to-reported"
import { operation } from "../../../src/gateway/wire/operation"
import { cardTypeName, circuitName, countryName } from "../../../src/texts/card-words"
import { threeDsText } from "../../../src/texts/risk-words"

const factsOf = (additionalData: object, more: object = {}) =>
  authorizationFacts(toReportedOperation(operation.parse({ operationId: "1", additionalData, ...more })))

describe("what is kept of a card", () => {
  it("is the country it was issued in and XPay's word for its kind, besides circuit, last four and expiry", () => {
    const said = {
      cardCountry: "380",
      cardType: "MONETA",
      maskedPan: "434994******4549",
      cardExpiryDate: "203011",
    }
    expect(factsOf(said, { paymentMethod: "CARD", paymentCircuit: "VISA" })).toEqual({
      operation_id: "1",
      card_circuit: "VISA",
      card_last4: "4549",
      card_expiry: "203011",
      card_country: "IT",
      card_type: "MONETA",
    })
  })

  it.each([
    "4509034543615006",
    "VISA 4509034543615006",
    "CREDIT1",
    "-",
    "X".repeat(41),
    { pan: "4509034543615006" },
  ])("is no kind that could hold more than a word: %j", (cardType) => {
    expect(factsOf({ cardType })).toEqual({ operation_id: "1" })
  })

  it("is what XPay warns of, its first five warnings and no number in them", () => {
    const warnings = Array.from({ length: 7 }, (_, index) => ({
      code: `00${index}`,
      description: "address of 4509034543615006 ignored",
    }))
    const kept = factsOf({}, { warnings }).warnings ?? []
    expect(kept).toHaveLength(5)
    expect(JSON.stringify(kept)).not.toContain("4509034543615006")
  })
})

describe("what a clerk reads of a card", () => {
  it("is in words, in the clerk's language, where the word is known", () => {
    expect([countryName("FR", "en"), countryName("FR", "it")]).toEqual(["France", "Francia"])
    expect([cardTypeName("PREPAID", "en"), cardTypeName("PREPAID", "it")]).toEqual(["Prepaid", "Prepagata"])
    expect([cardTypeName("MONETA", "en"), cardTypeName("SOME_KIND", "it")]).toEqual(["Moneta", "Some kind"])
    expect([circuitName("MC"), circuitName("PAGOBANCOMAT")]).toEqual(["Mastercard", "PAGOBANCOMAT"])
  })

  it.each([
    [{ eci: "05" }, "Cardholder authenticated"],
    [{ eci: "2" }, "Cardholder authenticated"],
    [{ eci: "06", status: "VALIDATED" }, "Attempted: the issuer could not authenticate"],
    [{ eci: "07" }, "Cardholder not authenticated"],
    [{ status: "FULL_SECURE" }, "Cardholder authenticated"],
    [{ status: "VALIDATED" }, undefined],
    [{}, undefined],
  ])("is what 3-D Secure came to: %j", (facts, text) => {
    expect(threeDsText(facts, "en")).toBe(text)
  })
})
