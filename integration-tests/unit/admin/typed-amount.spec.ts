import fc from "fast-check"
import {
  amountStyle,
  objectionTo,
  readAmount,
  writeAmount,
  type AmountProblem,
  type AmountStyle,
} from "../../../src/admin/lib/typed-amount"
import { XPAY_CURRENCY_DECIMALS, type XPayCurrency } from "../../../src/domain/currencies"

const EURO: AmountStyle = { decimals: 2, sign: "," }
const YEN: AmountStyle = { decimals: 0, sign: "," }
const DINAR_IN_ITALIAN: AmountStyle = { decimals: 3, sign: "," }
const DINAR_IN_ENGLISH: AmountStyle = { decimals: 3, sign: "." }

const anyStyle = fc.record({ decimals: fc.constantFrom(0, 2, 3), sign: fc.constantFrom(".", ",") })

describe("an amount that is typed", () => {
  it.each([
    ["15.50", EURO, 15.5],
    ["15,50", EURO, 15.5],
    ["10,5", EURO, 10.5],
    ["10.", EURO, 10],
    [",5", EURO, 0.5],
    [".05", EURO, 0.05],
    ["0,01", EURO, 0.01],
    ["2045,90", EURO, 2045.9],
    ["2045", EURO, 2045],
    [" 2045,90 ", EURO, 2045.9],
    ["1.550,00", EURO, 1550],
    ["1,550.00", EURO, 1550],
    ["1.550,5", EURO, 1550.5],
    ["1.550.000", EURO, 1_550_000],
    ["1,550,000.5", EURO, 1_550_000.5],
    ["1 550,00", EURO, 1550],
    ["1\u00a0550", EURO, 1550],
    ["1\u202f550,25", EURO, 1550.25],
    ["1'550.25", EURO, 1550.25],
    ["١٥٫٥٠", EURO, 15.5],
    ["١٬٥٥٠٫٠٠", EURO, 1550],
    ["١٬٥٥٠", EURO, 1550],
    ["۱۵,۵۰", EURO, 15.5],
    ["१५.५०", EURO, 15.5],
    ["１５．５０", EURO, 15.5],
    ["１，５５０．００", EURO, 1550],
    ["٧٫١٢٥", DINAR_IN_ENGLISH, 7.125],
    ["٧٫١٢٥", DINAR_IN_ITALIAN, 7.125],
    ["500", YEN, 500],
    ["1.550.000", YEN, 1_550_000],
    ["7,125", DINAR_IN_ITALIAN, 7.125],
    ["7.125", DINAR_IN_ENGLISH, 7.125],
    ["0.125", DINAR_IN_ITALIAN, 0.125],
    ["7.1", DINAR_IN_ITALIAN, 7.1],
    ["1.007,125", DINAR_IN_ITALIAN, 1007.125],
  ])("%j with %j is %d", (typed, style, amount) => {
    expect(readAmount(typed, style)).toEqual({ amount })
  })

  it.each<[string, AmountStyle, AmountProblem]>([
    ["", EURO, "empty"],
    ["  ", EURO, "empty"],
    ["1.550", EURO, "ambiguous"],
    ["1,550", EURO, "ambiguous"],
    ["15.500", EURO, "ambiguous"],
    ["١.٥٥٠", EURO, "ambiguous"],
    ["15²", EURO, "not_a_number"],
    ["15½", EURO, "not_a_number"],
    ["1.550", YEN, "ambiguous"],
    ["7.125", DINAR_IN_ITALIAN, "ambiguous"],
    ["7,125", DINAR_IN_ENGLISH, "ambiguous"],
    ["0.125", EURO, "too_many_decimals"],
    ["1550.125", EURO, "too_many_decimals"],
    ["1.550,125", EURO, "too_many_decimals"],
    ["15.5", YEN, "too_many_decimals"],
    ["7.1255", DINAR_IN_ITALIAN, "too_many_decimals"],
    ["1.550.00", EURO, "not_a_number"],
    ["1.55.00", EURO, "not_a_number"],
    ["15,50,00", EURO, "not_a_number"],
    ["1.50,00", EURO, "not_a_number"],
    ["15 50", EURO, "not_a_number"],
    [".", EURO, "not_a_number"],
    ["-15.50", EURO, "not_a_number"],
    ["€15.50", EURO, "not_a_number"],
    ["1e3", EURO, "not_a_number"],
    ["15.5k", EURO, "not_a_number"],
    ["0x10", EURO, "not_a_number"],
    ["NaN", EURO, "not_a_number"],
  ])("%j with %j is refused: %s", (typed, style, problem) => {
    expect(readAmount(typed, style)).toEqual({ problem })
  })

  it.each([
    ["39,90", undefined],
    ["0.01", undefined],
    ["39,91", "too_much"],
    ["0", "zero"],
    ["0,00", "zero"],
    ["", "empty"],
    ["1.550", "ambiguous"],
  ])("%j of 39.90 that there are: %s", (typed, objection) => {
    expect(objectionTo(readAmount(typed, EURO), 39.9)).toBe(objection)
  })

  it("is what was meant, with either sign, in every currency", () => {
    const cases = fc.record({ style: anyStyle, minor: fc.nat(10 ** 9), sign: fc.constantFrom(".", ",") })
    fc.assert(
      fc.property(cases, ({ style, minor, sign }) => {
        const amount = minor / 10 ** style.decimals
        const read = readAmount(amount.toFixed(style.decimals).replace(".", sign), style)
        // Three decimals with the sign that groups thousands in this language are rejected as ambiguous.
        expect(read.problem === "ambiguous" || read.amount === amount).toBe(true)
        expect(read.problem === "ambiguous" && (style.decimals !== 3 || sign === style.sign)).toBe(false)
      })
    )
  })

  it("is what was meant with grouped thousands, or is refused", () => {
    const cases = fc.record({
      style: anyStyle,
      minor: fc.nat(10 ** 9),
      locale: fc.constantFrom("it", "en", "fr", "de-CH"),
    })
    fc.assert(
      fc.property(cases, ({ style, minor, locale }) => {
        const amount = minor / 10 ** style.decimals
        const typed = amount.toLocaleString(locale, {
          minimumFractionDigits: style.decimals,
          useGrouping: true,
        })
        const read = readAmount(typed, style)
        expect(read.problem === "ambiguous" || read.amount === amount).toBe(true)
      })
    )
  })

  it("is never two amounts: who would have read another one is refused", () => {
    const text = fc.string({ unit: fc.constantFrom(..."0123456789.,"), minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(text, anyStyle, (typed, style) => {
        const { amount } = readAmount(typed, style)
        const readings = new Set([".", ","].flatMap((sign) => readAs(typed, sign)))
        fc.pre(amount !== undefined)
        const isInLanguage = style.decimals === 3 && readAs(typed, style.sign).includes(amount)
        expect(readings).toContain(amount)
        expect(readings.size === 1 || isInLanguage).toBe(true)
      }),
      { numRuns: 2000 }
    )
  })

  it("stands in the field at first as it is read", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(XPAY_CURRENCY_DECIMALS) as XPayCurrency[])),
        fc.nat(10 ** 9),
        fc.constantFrom("it", "en"),
        (currency, minor, language) => {
          const style = amountStyle(currency.toLowerCase(), language)
          expect(style.decimals).toBe(XPAY_CURRENCY_DECIMALS[currency])
          const amount = minor / 10 ** style.decimals
          expect(readAmount(writeAmount(amount, style), style)).toEqual({ amount })
        }
      )
    )
    expect(writeAmount(2045.9, amountStyle("eur", "it"))).toBe("2045,90")
    expect(writeAmount(2045.9, amountStyle("eur", "en"))).toBe("2045.90")
    expect(writeAmount(1234.5, amountStyle("huf", "it"))).toBe("1234,50")
  })
})

/** The amounts as read by a person for whom `sign` marks decimals and the other one groups thousands. */
function readAs(typed: string, sign: string): number[] {
  const group = sign === "." ? "," : "."
  const [whole = "", decimals, ...more] = typed.split(sign)
  const groups = whole.split(group)
  const isGrouped =
    groups.length === 1 ||
    (/^[1-9]\d{0,2}$/.test(groups[0] ?? "") && groups.slice(1).every((one) => /^\d{3}$/.test(one)))
  return isGrouped && more.length === 0 && /^\d*$/.test(decimals ?? "") && /\d/.test(typed)
    ? [Number(`${groups.join("") || "0"}.${decimals || "0"}`)]
    : []
}
