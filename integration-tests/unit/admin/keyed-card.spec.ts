import en from "../../../src/admin/i18n/en"
import it_ from "../../../src/admin/i18n/it"
import { inspectKeyedCard, problemWhileTyping } from "../../../src/admin/moto/keyed-card"
import type { CardInput } from "../../../src/storefront/card/inspect-card"

const NOW = Date.UTC(2026, 10, 23)
const CARD: CardInput = { number: "4509 0345 4361 5006", expiry: "10/28", cvv: "298", holder: "Maria Rossi" }

const inspect = (change: Partial<CardInput>) => inspectKeyedCard({ ...CARD, ...change }, NOW).fields

describe("a card that a clerk types", () => {
  it("is right, with its circuit; the security code may be missing", () => {
    const { circuit, fields } = inspectKeyedCard({ ...CARD, cvv: "" }, NOW)
    expect(circuit).toBe("VISA")
    expect(Object.values(fields).map(({ problem }) => problem)).toEqual(Array(4).fill(undefined))
  })

  it("is right with the digits of another script, too", () => {
    const { circuit, fields } = inspectKeyedCard(
      { ...CARD, number: "۴۵۰۹ ۰۳۴۵ ۴۳۶۱ ۵۰۰۶", expiry: "१०/२८", cvv: "２９８" },
      NOW
    )
    expect(circuit).toBe("VISA")
    expect(Object.values(fields).map(({ problem }) => problem)).toEqual(Array(4).fill(undefined))
  })

  it.each([
    ["number", "", "number_missing"],
    ["number", "4509 0345 4361", "number_incomplete"],
    ["number", "4509 0345 4361 5007", "number_invalid"],
    ["expiry", "", "expiry"],
    ["expiry", "1", "expiry"],
    ["expiry", "10/2", "expiry"],
    ["expiry", "ottobre", "expiry"],
    ["expiry", "13/28", "expiry_month"],
    ["expiry", "00/28", "expiry_month"],
    ["expiry", "10/26", "expiry_expired"],
    ["expiry", "10/47", "expiry_far"],
    ["cvv", "29", "cvv"],
    ["holder", "", "holder"],
  ] as const)("has in its %s, “%s”, the problem %s", (field, typed, problem) => {
    expect(inspect({ [field]: typed })[field].problem).toBe(problem)
    expect(new Set([en, it_].map(({ moto }) => moto.wrong[problem])).size).toBe(2)
  })

  it.each([
    ["number", "4509 0345 4361 5007"],
    ["expiry", "13/2"],
    ["expiry", "10/25"],
    ["expiry", "10/47"],
    ["cvv", "2981"],
  ] as const)("is complained of while its %s, “%s”, is typed: more typing does not help", (field, typed) => {
    const found = inspect({ [field]: typed })[field]
    expect(problemWhileTyping(found, undefined)).toBe(found.problem)
    expect(found.problem).toBeDefined()
  })

  it.each([
    ["number", "4509 0345"],
    ["expiry", "1"],
    ["expiry", "10/2"],
    ["cvv", "2"],
  ] as const)(
    "is not complained of while its %s, “%s”, is half typed, unless it was before",
    (field, typed) => {
      const found = inspect({ [field]: typed })[field]
      expect(problemWhileTyping(found, undefined)).toBeUndefined()
      expect(problemWhileTyping(found, "expiry_expired")).toBe(found.problem)
    }
  )

  it("is complained of no more once a field is empty or right", () => {
    expect(problemWhileTyping(inspect({ number: "" }).number, "number_invalid")).toBeUndefined()
    expect(problemWhileTyping(inspect({}).number, "number_invalid")).toBeUndefined()
  })
})
