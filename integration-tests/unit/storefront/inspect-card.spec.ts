import fc from "fast-check"
import { Card } from "../../../src/domain/card"
import { inspectCard, readExpiry, type CardInput } from "../../../src/storefront/card/inspect-card"
import { isLuhnValid } from "../../../src/storefront/card/luhn"
import { SCRIPTS, typedIn } from "../digits"

const NOW = Date.UTC(2026, 10, 23)
const good: CardInput = { number: "4509 0345 4361 5006", expiry: "10/28", cvv: "298", holder: "Maria Rossi" }

const inspect = (change: Partial<CardInput> = {}, now = NOW) => inspectCard({ ...good, ...change }, "en", now)

describe("a card that is typed", () => {
  it("is valid when every field is", () => {
    const { isValid, fields, circuit } = inspect()
    expect(isValid).toBe(true)
    expect(circuit).toBe("VISA")
    expect(Object.values(fields).map(({ message }) => message)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each([
    ["4", "VISA"],
    ["51", "MC"],
    ["2720", "MC"],
    ["37", "AMEX"],
    ["36", "DINERS"],
    ["6011", "DINERS"],
    ["3528", "JCB"],
    ["620", "UPI"],
    ["6759", "MAE"],
    ["5", undefined],
    ["6", undefined],
    ["60", undefined],
    ["9", undefined],
  ])("shows of %s… the circuit %s", (number, circuit) => {
    expect(inspect({ number }).circuit).toBe(circuit)
  })

  it.each<[string, string]>([
    ["", "empty"],
    ["4509", "incomplete"],
    ["4509 0345 4361 500", "incomplete"],
    ["4509 0345 4361 5006", "valid"],
    ["4509 0345 4361 5007", "invalid"],
    ["3782 822463 10005", "valid"],
    ["3782 822463 10006", "invalid"],
    ["5100 9908 1789 6004 1", "invalid"],
  ])("finds the number '%s' %s", (number, state) => {
    expect(inspect({ number }).fields.number.state).toBe(state)
  })

  it.each<[string, string]>([
    ["", "empty"],
    ["1", "incomplete"],
    ["10", "incomplete"],
    ["10/", "incomplete"],
    ["10/2", "incomplete"],
    ["10/28", "valid"],
    ["10/2028", "valid"],
    ["1028", "valid"],
    ["10/202", "incomplete"],
    ["2028-10", "valid"],
    ["2028/1", "valid"],
    ["2028-13", "invalid"],
    ["١٠/٢٨", "valid"],
    ["1/29", "valid"],
    ["13/28", "invalid"],
    ["00/28", "invalid"],
    ["10/26", "invalid"],
    ["11/26", "valid"],
    ["10/60", "invalid"],
    ["soon", "invalid"],
  ])("finds the expiry '%s' %s", (expiry, state) => {
    expect(inspect({ expiry }).fields.expiry.state).toBe(state)
  })

  it("says how many digits a Maestro of 12 lacks to be taken", () => {
    expect(inspect({ number: "501800000009" }).fields.number).toEqual({
      state: "incomplete",
      message: "This card number is not complete: 13 digits at least.",
    })
  })

  it.each([
    ["298", "valid"],
    ["٢٩٨", "valid"],
    ["29a", "invalid"],
    ["abc", "invalid"],
    ["29", "incomplete"],
  ])("finds the security code '%s' %s", (cvv, state) => {
    expect(inspect({ cvv }).fields.cvv.state).toBe(state)
  })

  it("lets a card live until its month is over everywhere on earth", () => {
    const lastMoment = Date.UTC(2026, 10, 1, 11, 59)
    expect(inspect({ expiry: "10/26" }, lastMoment).fields.expiry.state).toBe("valid")
    expect(inspect({ expiry: "10/26" }, lastMoment + 60_000).fields.expiry).toEqual({
      state: "invalid",
      message: "This card has expired. Please use another one.",
    })
  })

  it.each<[string, string, string]>([
    ["4509 0345 4361 5006", "29", "incomplete"],
    ["4509 0345 4361 5006", "298", "valid"],
    ["4509 0345 4361 5006", "2981", "invalid"],
    ["4509 0345 4361 5006", "29a", "invalid"],
    ["3782 822463 10005", "298", "incomplete"],
    ["3782 822463 10005", "2981", "valid"],
    ["", "298", "valid"],
    ["", "2981", "valid"],
  ])("of number '%s' finds the security code '%s' %s", (number, cvv, state) => {
    expect(inspect({ number, cvv }).fields.cvv.state).toBe(state)
  })

  it("says where the security code of each circuit is", () => {
    expect(inspect({ cvv: "1" }).fields.cvv.message).toContain("3 digits, on the back")
    expect(inspect({ number: "37", cvv: "1" }).fields.cvv.message).toContain("4 digits, on the front")
  })

  it("refuses a card number where the name belongs", () => {
    expect(inspect({ holder: "4509 0345 4361 5006" }).fields.holder.state).toBe("invalid")
    expect(inspect({ holder: "Maria Rossi 2" }).fields.holder.state).toBe("valid")
  })

  it("speaks Italian", () => {
    const { fields } = inspectCard({ number: "", expiry: "", cvv: "", holder: "" }, "it", NOW)
    expect(Object.values(fields).map(({ message }) => message)).toEqual([
      "Inserisci il numero della carta.",
      "Inserisci la data di scadenza.",
      "Inserisci il codice di sicurezza.",
      "Inserisci il nome sulla carta.",
    ])
  })
})

describe("the server and the browser", () => {
  it("agree on every card that the server takes, its circuit included", () => {
    let taken = 0
    fc.assert(
      fc.property(cardNumber, fc.constantFrom("298", "2981"), (number, cvv) => {
        const parsed = Card.parse(
          { number, expiryMonth: "10", expiryYear: "28", cvv, holder: "Maria Rossi" },
          { now: NOW }
        )
        if ("card" in parsed) {
          taken++
          const { isValid, circuit } = inspect({ number, cvv })
          expect({ number, isValid }).toEqual({ number, isValid: true })
          expect(parsed.card.masked.circuit ?? circuit).toBe(circuit)
        }
      }),
      { numRuns: 3_000, seed: 1 }
    )
    expect(taken).toBeGreaterThan(500)
  })

  it("agree on a card that is typed with the digits of another script", () => {
    for (const [name, ten] of SCRIPTS) {
      const [number, cvv, month, year] = [good.number, good.cvv, "10", "28"].map((text) =>
        typedIn(ten, text)
      ) as [string, string, string, string]
      const parsed = Card.parse(
        { number, expiryMonth: month, expiryYear: year, cvv, holder: good.holder },
        { now: NOW }
      )
      expect([name, "card" in parsed && parsed.card.reveal()]).toEqual([
        name,
        { pan: "4509034543615006", expiryDate: "1028", cvv: "298" },
      ])
      expect([name, inspect({ number, cvv, expiry: `${month}/${year}` })]).toEqual([name, inspect()])
    }
    expect(SCRIPTS.length).toBeGreaterThan(50)
  })

  it("agree on every expiry date", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 20, max: 50 }), (month, year) => {
        const expiry = readExpiry(`${month}/${year}`)
        const parsed = Card.parse(
          {
            number: good.number,
            expiryMonth: expiry?.month ?? "",
            expiryYear: expiry?.year ?? "",
            cvv: "298",
            holder: "Maria Rossi",
          },
          { now: NOW }
        )
        expect(inspect({ expiry: `${month}/${year}` }).isValid).toBe("card" in parsed)
      })
    )
  })
})

/** Numbers with a correct check digit, most of them of known circuits. */
const cardNumber = fc
  .tuple(
    fc.constantFrom("4", "51", "55", "2221", "2720", "34", "37", "300", "36", "38", "6011", "65", "644"),
    fc.constantFrom(
      "",
      "3528",
      "3589",
      "2131",
      "62",
      "81",
      "5018",
      "56",
      "58",
      "6304",
      "6759",
      "6390",
      "2200"
    ),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 17 })
  )
  .map(([one, other, rest]) => {
    const body = `${other === "" ? one : other}${rest.join("")}`.slice(0, 18)
    return Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(isLuhnValid) ?? body
  })
