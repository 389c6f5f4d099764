import fc from "fast-check"
import { plainDigits as plainDigitsOfServer } from "../../../src/domain/card-numbers/read-digits"
import { digitsOf, formatCardNumber, formatExpiry, plainDigits } from "../../../src/storefront/card/format"
import { SCRIPTS } from "../digits"

describe("a card number that is typed", () => {
  it.each([
    ["4509034543615006", "4509 0345 4361 5006"],
    ["4509-0345-4361", "4509 0345 4361"],
    ["45090", "4509 0"],
    ["4509 ", "4509"],
    ["378282246310005", "3782 822463 10005"],
    ["36148900647913", "3614 890064 7913"],
    ["6240008631401148123", "6240 0086 3140 1148 123"],
    ["", ""],
    ["abc", ""],
    ["٤٥٠٩ ٠٣٤٥", "4509 0345"],
    ["４５０９０３４５", "4509 0345"],
    ["۴۵۰۹-۰۳۴۵", "4509 0345"],
    ["४५०९ ०३४५", "4509 0345"],
  ])("of '%s' becomes '%s'", (typed, formatted) => {
    expect(formatCardNumber(typed)).toBe(formatted)
  })

  it("takes no more digits than its circuit has", () => {
    expect(formatCardNumber("37828224631000599")).toBe("3782 822463 10005")
    expect(formatCardNumber("51009908178960041")).toBe("5100 9908 1789 6004")
  })

  it("stays the same when it is formatted again, and loses no digit", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 -]{0,19}$/), (typed) => {
        const once = formatCardNumber(typed)
        expect(formatCardNumber(once)).toBe(once)
        expect(digitsOf(typed)).toContain(digitsOf(once))
      })
    )
  })
})

describe("the digits of every script", () => {
  it.each(SCRIPTS)("are read as ours, by the browser and by the server: %s", (_name, ten) => {
    expect([ten, plainDigits(ten), plainDigitsOfServer(ten)]).toEqual([ten, "0123456789", "0123456789"])
  })

  it("are all that is changed", () => {
    const other = "Ⅷ ½ x² ③ 一 a/-"
    expect([plainDigits(other), plainDigitsOfServer(other)]).toEqual([other, other])
  })
})

describe("an expiry date that is typed", () => {
  it("ends the same whether the year has two digits or four, one key after the other", () => {
    const typeKeys = (keys: string) => [...keys].reduce((shown, key) => formatExpiry(shown + key), "")
    expect(["0829", "08/29", "082029", "08/2029", "8/2029", "8/29"].map(typeKeys)).toEqual(
      Array(6).fill("08/29")
    )
  })

  it.each([
    ["1", "1"],
    ["8", "08"],
    ["08", "08"],
    ["08/", "08/"],
    ["1/", "01/"],
    ["082", "08/2"],
    ["0829", "08/29"],
    ["8/29", "08/29"],
    ["08 / 2029", "08/29"],
    ["082029", "08/29"],
    ["08/20", "08/20"],
    ["08/202", "08/202"],
    ["08/2029", "08/29"],
    ["8-29", "08/29"],
    ["2029-08", "08/29"],
    ["2029/8", "08/29"],
    ["٠٨/٢٩", "08/29"],
    ["०८/२९", "08/29"],
    ["２０２９-０８", "08/29"],
    ["12", "12"],
    ["", ""],
  ])("of '%s' becomes '%s'", (typed, formatted) => {
    expect(formatExpiry(typed)).toBe(formatted)
  })
})
