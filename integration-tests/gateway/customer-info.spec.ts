import fc from "fast-check"
import { countryToWire, readCountry } from "../../src/gateway/wire/country"
import { customerInfoToWire, type Customer } from "../../src/gateway/wire/customer-info"
import { freeText } from "../../src/gateway/wire/free-text"
import { languageToWire } from "../../src/gateway/wire/language"
import { orderToWire } from "../../src/gateway/wire/order"
import { asXPayOrderId } from "../../src/domain/ids"

const billing = (address: Customer["billingAddress"]) =>
  customerInfoToWire({ billingAddress: address })?.billingAddress

describe("an address", () => {
  test("is cut to XPay's lengths", () => {
    const long = "x".repeat(300)
    const address = { name: long, street: long, additionalInfo: long, city: long, postCode: long }
    const lengths = Object.fromEntries(
      Object.entries(billing(address) ?? {}).map(([key, text]) => [key, text.length])
    )
    expect(lengths).toEqual({ name: 50, street: 50, additionalInfo: 50, city: 40, postCode: 16 })
  })

  test.each([
    ["MI", "MI"],
    ["mi", "MI"],
    ["it-mi", "MI"],
    ["US-CA", "CA"],
    ["fr-75", "75"],
    ["Milano", undefined],
    ["gb-eng", undefined],
    ["", undefined],
    [" rm ", "RM"],
  ])("has province %j as %j", (province, expected) => {
    expect(billing({ city: "X", province })?.province).toBe(expected)
  })

  test.each([
    ["it", "ITA"],
    ["IT", "ITA"],
    ["ITA", "ITA"],
    ["gb", "GBR"],
    ["gr", "GRC"],
    // Not ROM, which it was until 2002 and which Medusa's own table still contains.
    ["ro", "ROU"],
    ["bv", "BVT"],
    ["ch", "CHE"],
    ["zz", undefined],
    ["Italy", undefined],
    ["", undefined],
  ])("has country %j as %j", (country, expected) => {
    expect(billing({ city: "X", country })?.country).toBe(expected)
  })

  test("of which nothing is left is left out, and so is a payer of whom nothing is left", () => {
    expect(
      customerInfoToWire({ name: " \u0000 ", billingAddress: { city: "", country: "Narnia" } })
    ).toBeUndefined()
    expect(customerInfoToWire(undefined)).toBeUndefined()
    expect(orderToWire({ orderId: asXPayOrderId("A"), amount: "1", currency: "EUR", customer: {} })).toEqual({
      orderId: "A",
      amount: "1",
      currency: "EUR",
    })
  })
})

describe("countries", () => {
  test("are the 249 of ISO 3166-1, each known by its three codes", () => {
    const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" })
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    const known = letters
      .flatMap((a) => letters.map((b) => a + b))
      .filter((code) => countryToWire(code) !== undefined)
    expect(known).toHaveLength(249)
    expect(known.filter((code) => names.of(code) === undefined)).toEqual([])
    expect(new Set(known.map((code) => countryToWire(code))).size).toBe(249)
    expect(known.filter((code) => readCountry(countryToWire(code)) !== code)).toEqual([])
  })

  test("have their numbers", () => {
    expect(["380", "056", "56", "4", "004", "840"].map((number) => readCountry(number))).toEqual([
      "IT",
      "BE",
      "BE",
      "AF",
      "AF",
      "US",
    ])
  })
})

describe("a mobile number", () => {
  test.each([
    ["+39 320 000 0000", { mobilePhoneCountryCode: "+39", mobilePhone: "3200000000" }],
    ["0039 320-000.0000", { mobilePhoneCountryCode: "+39", mobilePhone: "3200000000" }],
    ["+1 (212) 555-0100", { mobilePhoneCountryCode: "+1", mobilePhone: "2125550100" }],
    ["+44 (0)7700 900123", { mobilePhoneCountryCode: "+44", mobilePhone: "7700900123" }],
    ["+420 601 123 456", { mobilePhoneCountryCode: "+420", mobilePhone: "601123456" }],
    ["+7 912 345 67 89", { mobilePhoneCountryCode: "+7", mobilePhone: "9123456789" }],
    ["+378 66 661212", { mobilePhoneCountryCode: "+378", mobilePhone: "66661212" }],
    ["320 000 0000", { mobilePhone: "3200000000" }],
    ["+39 02 1234567 ext. 12", { mobilePhoneCountryCode: "+39", mobilePhone: "021234567" }],
    ["02 1234567 int. 5", { mobilePhone: "021234567" }],
    ["02 1234567, interno 5", { mobilePhone: "021234567" }],
    ["02 1234567x12", { mobilePhone: "021234567" }],
    ["02 1234567 #7", { mobilePhone: "021234567" }],
    ["＋39 ３２０ 000 0000", { mobilePhoneCountryCode: "+39", mobilePhone: "3200000000" }],
    ["(0)320/0000000", { mobilePhone: "03200000000" }],
    ["123", {}],
    ["+39", {}],
    ["1234567890123456", {}],
    ["call me", {}],
    ["", {}],
  ])("%j", (mobilePhone, expected) => {
    expect(customerInfoToWire({ name: "A", mobilePhone })).toEqual({ cardHolderName: "A", ...expected })
  })

  test("of a fixed line keeps its plus", () => {
    const customer = { homePhone: "+39 (0)2 1234 5678", workPhone: "02 1234 5678 9012 3456 7890" }
    expect(customerInfoToWire(customer)).toEqual({ homePhone: "+39212345678" })
  })
})

describe("an e-mail address", () => {
  test.each([
    [" mario.rossi@example.com ", "mario.rossi@example.com"],
    ["mario", undefined],
    ["a@b@c", undefined],
    ["<script>@example.com", undefined],
    ["mario rossi@example.com", undefined],
    [`${"x".repeat(250)}@example.com`, undefined],
  ])("%j is sent as %j", (email, expected) => {
    expect(customerInfoToWire({ email })?.cardHolderEmail).toBe(expected)
  })
})

describe("what raises the chance of no challenge", () => {
  const now = new Date("2026-03-15T12:00:00Z")
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const account = (history: Customer["account"]) =>
    customerInfoToWire({ account: history }, now)?.cardHolderAcctInfo

  test.each([
    [0, "02", "01"],
    [0.9, "02", "01"],
    [1, "03", "02"],
    [29.9, "03", "02"],
    [30, "04", "03"],
    [60, "04", "03"],
    [60.1, "05", "04"],
    [5000, "05", "04"],
    [-1, "02", "01"],
  ])("an account opened and changed %p days ago is %s and %s", (days, opened, changed) => {
    expect(account({ openedAt: daysAgo(days), changedAt: daysAgo(days) })).toMatchObject({
      chAccAgeIndicator: opened,
      chAccChangeIndicator: changed,
    })
  })

  test("dates, indicators and counts of an account", () => {
    const history = {
      openedAt: daysAgo(400),
      passwordChangedAt: "never",
      shippingAddressFirstUsedAt: daysAgo(40),
      cardSavedAt: "guest",
      purchasesInSixMonths: 3,
      attemptsInOneDay: 1,
      attemptsInOneYear: 1_000_000,
      cardsAddedInOneDay: -1,
      isShippedToOwnName: true,
      isSuspicious: false,
    } as const
    expect(account(history)).toEqual({
      chAccDate: "2025-02-08",
      chAccAgeIndicator: "05",
      chAccPwChangeIndicator: "01",
      destinationAddressUsageDate: "2026-02-03",
      destinationAddressUsageIndicator: "03",
      destinationNameIndicator: "01",
      paymentAccIndicator: "01",
      nbPurchaseAccount: 3,
      txnActivityDay: 1,
      txnActivityYear: 9999,
      suspiciousAccActivity: "01",
    })
  })

  test("an account of which nothing is known is left out", () => {
    expect(customerInfoToWire({ name: "A", account: { openedAt: new Date(NaN) }, purchase: {} })).toEqual({
      cardHolderName: "A",
    })
  })

  test("the purchase", () => {
    const purchase = {
      deliveryEmail: "gift@example.com",
      delivery: "digital",
      shipping: "store_pickup",
      isReorder: true,
      preOrderedFor: new Date("2026-05-01T00:00:00Z"),
      giftCardCount: 120,
    } as const
    expect(customerInfoToWire({ purchase })?.merchantRiskIndicator).toEqual({
      deliveryEmail: "gift@example.com",
      deliveryTimeframe: "01",
      shipIndicator: "04",
      reorderItemsIndicator: "02",
      preOrderDate: "2026-05-01",
      preOrderPurchaseIndicator: "02",
      giftCardCount: 99,
    })
  })
})

describe("free text", () => {
  test.each([
    ["<script>alert(1)</script>", "script alert(1) /script"],
    ["one\r\ntwo\tthree", "one two three"],
    ["a\u0000b", "a b"],
    ["zero\u200bwidth", "zerowidth"],
    ["  Città  di   Castello ", "Città di Castello"],
    ["\ud83d", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j becomes %j", (text, expected) => {
    expect(freeText(text, 50)).toBe(expected)
  })

  test("is never longer than asked for, never holds what XPay refuses, never half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 60 }), (text, longest) => {
        const clean = freeText(text, longest) ?? "x"
        expect(clean.length).toBeLessThanOrEqual(longest)
        expect(clean.trim()).toBe(clean)
        expect(clean).not.toMatch(/[<>\p{Cc}\p{Cs}]/u)
        expect(freeText(clean, longest)).toBe(clean)
      })
    )
  })

  test("is cut before a character that does not fit", () => {
    expect(freeText("JavaScript : The Good Parts", 50)).toBe("JavaScript The Good Parts")
    expect(freeText("ab🧾", 3)).toBe("ab")
    expect(freeText("ab🧾", 4)).toBe("ab🧾")
  })
})

test("a payer of any kind makes a body within XPay's lengths, and never fails", () => {
  const text = fc.option(fc.string({ unit: "binary", maxLength: 400 }), { nil: undefined })
  const address = fc.record({
    name: text,
    street: text,
    additionalInfo: text,
    city: text,
    postCode: text,
    province: text,
    country: text,
  })
  const customer = fc.record({
    name: text,
    email: text,
    billingAddress: fc.option(address, { nil: undefined }),
    shippingAddress: fc.option(address, { nil: undefined }),
    mobilePhone: text,
    homePhone: text,
    workPhone: text,
    account: fc.record({ openedAt: fc.date(), changedAt: fc.date(), purchasesInSixMonths: fc.double() }),
  })
  const longest: Record<string, number> = {
    cardHolderName: 255,
    cardHolderEmail: 255,
    name: 50,
    street: 50,
    additionalInfo: 50,
    city: 40,
    postCode: 16,
    province: 2,
    country: 3,
    mobilePhoneCountryCode: 4,
    mobilePhone: 15,
    homePhone: 18,
    workPhone: 18,
  }
  fc.assert(
    fc.property(customer, (payer) => {
      JSON.stringify(customerInfoToWire(payer) ?? {}, (key, value: unknown) => {
        expect(value).not.toBe("")
        expect(value).not.toBeNull()
        expect(typeof value === "string" ? value.length : 0).toBeLessThanOrEqual(longest[key] ?? 10)
        return value
      })
    })
  )
})

describe("a language", () => {
  test.each([
    ["it", "ita"],
    ["it-IT", "ita"],
    ["pt_BR", "por"],
    ["ITA", "ita"],
    ["ger", "deu"],
    ["zh-Hans-CN", "chi"],
    ["cs", "cze"],
    ["tlh", "eng"],
    ["", "eng"],
    [undefined, "eng"],
  ])("%j is %j", (tag, code) => {
    expect(languageToWire(tag)).toBe(code)
  })

  test("that XPay has no page for becomes the shop's own", () => {
    expect(languageToWire("tlh", "ita")).toBe("ita")
  })
})
