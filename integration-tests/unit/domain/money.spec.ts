import fc from "fast-check"
import type { BigNumberInput } from "@medusajs/framework/types"
import { BigNumber } from "@medusajs/framework/utils"
import { XPAY_CURRENCY_DECIMALS, type XPayCurrency } from "../../../src/domain/currencies"
import {
  formatMoney,
  isExact,
  isSameMoney,
  money,
  toMajor,
  toMajorString,
  toMinor,
} from "../../../src/domain/money"
import { MoneyError } from "../../../src/domain/money-error"

const currencies = Object.keys(XPAY_CURRENCY_DECIMALS) as XPayCurrency[]
const anyCurrency = fc.constantFrom(...currencies)

describe("money", () => {
  it("knows the 56 currencies that XPay takes, with XPay's decimals", () => {
    expect(currencies).toHaveLength(56)
    expect(currencies.filter((code) => XPAY_CURRENCY_DECIMALS[code] === 0)).toEqual([
      "BYR",
      "CLP",
      "ISK",
      "JPY",
      "KRW",
      "VND",
    ])
    expect(currencies.filter((code) => XPAY_CURRENCY_DECIMALS[code] === 3)).toEqual(["BHD", "JOD", "KWD"])
  })

  it.each([
    ["24.99", "eur", 2499n],
    ["0.29", "EUR", 29n],
    ["1.005", "eur", 101n],
    ["2.675", "eur", 268n],
    ["2.674999", "eur", 267n],
    ["500", "jpy", 500n],
    ["500.5", "jpy", 501n],
    ["7.125", "kwd", 7125n],
    ["1234", "huf", 123400n],
    ["0", "eur", 0n],
    ["999999999999.99", "eur", 99999999999999n],
  ])("turns %s %s into %s minor units", (amount, currency, minor) => {
    expect(toMinor(amount, currency).minor).toBe(minor)
  })

  it("reads every spelling that Medusa has for an amount", () => {
    for (const amount of [24.99, "24.99", new BigNumber("24.99"), { value: "24.99", precision: 20 }]) {
      expect(toMinor(amount as BigNumberInput, "eur")).toEqual({ minor: 2499n, currency: "EUR" })
    }
  })

  it("returns what it was given, in every currency", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), anyCurrency, (minor, currency) => {
        const amount = money(minor, currency)
        expect(isSameMoney(toMinor(toMajorString(amount), currency), amount)).toBe(true)
        expect(isSameMoney(toMinor(toMajor(amount) as unknown as BigNumberInput, currency), amount)).toBe(
          true
        )
      })
    )
  })

  it("never loses or makes more than half a minor unit by rounding", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 999 }),
        anyCurrency,
        (minor, more, currency) => {
          const exact = `${toMajorString(money(minor, currency))}${XPAY_CURRENCY_DECIMALS[currency] === 0 ? "." : ""}${String(more).padStart(3, "0")}`
          const rounded = toMinor(exact, currency).minor
          expect(rounded).toBe(more >= 500 ? minor + 1n : minor)
        }
      )
    )
  })

  it.each(["xyz", "", "toString", "__proto__"])("refuses %p as a currency", (currency) => {
    expect(() => toMinor("1", currency)).toThrow(MoneyError)
  })

  it.each([
    "-0.01",
    "NaN",
    "Infinity",
    "abc",
    "",
    " ",
    null,
    undefined,
    {},
    [],
    { value: "abc" },
    { value: null },
  ])("refuses %p as an amount", (amount) => {
    expect(() => toMinor(amount as BigNumberInput, "eur")).toThrow(MoneyError)
  })

  it.each([
    ["24.99", true],
    ["24.999", false],
    ["abc", false],
    ["", false],
    [null, false],
    ["Infinity", false],
  ])("says of %p whether nothing would be rounded away: %p", (amount, exact) => {
    expect(isExact(amount as BigNumberInput, "EUR")).toBe(exact)
  })

  it("writes amounts for people, with the currency's own decimals", () => {
    expect(formatMoney(money(2499n, "EUR"), "it")).toBe("24,99\u00a0€")
    expect(formatMoney(money(500n, "JPY"), "en")).toBe("¥500")
    expect(formatMoney(money(7125n, "KWD"), "en")).toBe("KWD\u00a07.125")
  })
})
