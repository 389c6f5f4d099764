import { inspect, format } from "node:util"
import { Card, type CardInput } from "../../../src/domain/card"

const NOW = Date.UTC(2026, 10, 23)
const good: CardInput = {
  number: "4509 0345 4361 5006",
  expiryMonth: "10",
  expiryYear: "28",
  cvv: "298",
  holder: "Maria Rossi",
}

function parse(change: Partial<CardInput> = {}, rules = {}) {
  return Card.parse({ ...good, ...change }, { now: NOW, ...rules })
}

function card(change: Partial<CardInput> = {}): Card {
  const result = parse(change)
  if ("problems" in result) {
    throw new Error(JSON.stringify(result.problems))
  }
  return result.card
}

describe("a card", () => {
  it("gives its digits to whoever asks for them, as XPay wants them", () => {
    expect(card().reveal()).toEqual({ pan: "4509034543615006", expiryDate: "1028", cvv: "298" })
  })

  it.each([
    ["4509034543615006", "298", "VISA"],
    ["5186151650005008", "123", "MC"],
    ["378282246310005", "1234", "AMEX"],
    ["3530111333300000", "123", "JCB"],
    ["36148900647913", "123", "DINERS"],
    ["6240008631401148", "123", "UPI"],
    ["6759649826438453", "123", "MAE"],
  ])("knows the circuit of %s", (number, cvv, circuit) => {
    expect(card({ number, cvv }).masked.circuit).toBe(circuit)
  })

  it.each<[string, Partial<CardInput>]>([
    ["Arabic", { number: "٤٥٠٩ ٠٣٤٥ ٤٣٦١ ٥٠٠٦", expiryMonth: "١٠", expiryYear: "٢٠٢٨", cvv: "٢٩٨" }],
    ["Persian", { number: "۴۵۰۹۰۳۴۵۴۳۶۱۵۰۰۶", expiryMonth: "۱۰", expiryYear: "۲۸", cvv: "۲۹۸" }],
    ["Devanagari", { number: "४५०९-०३४५-४३६१-५००६", expiryMonth: "१०", expiryYear: "२८", cvv: "२९८" }],
    [
      "full-width",
      { number: "４５０９０３４５４３６１５００６", expiryMonth: "１０", expiryYear: "２８", cvv: "２９８" },
    ],
  ])("may be typed with %s digits", (_script, change) => {
    expect(card(change).reveal()).toEqual({ pan: "4509034543615006", expiryDate: "1028", cvv: "298" })
    expect(parse({ ...change, cvv: "٢٩" })).toEqual({ problems: [{ field: "cvv", code: "invalid" }] })
  })

  it.each<[Partial<CardInput>, object[]]>([
    [{ number: "4509034543615007" }, [{ field: "number", code: "invalid" }]],
    [{ number: "" }, [{ field: "number", code: "missing" }]],
    [{ number: "4509 0345 4361 500x" }, [{ field: "number", code: "invalid" }]],
    [{ number: "450903454361500" }, [{ field: "number", code: "invalid" }]],
    [{ expiryMonth: "13" }, [{ field: "expiry", code: "invalid" }]],
    [{ expiryMonth: "" }, [{ field: "expiry", code: "missing" }]],
    [{ expiryYear: "1028" }, [{ field: "expiry", code: "invalid" }]],
    [{ expiryMonth: "10", expiryYear: "2026" }, [{ field: "expiry", code: "expired" }]],
    [{ expiryYear: "2060" }, [{ field: "expiry", code: "expired" }]],
    [{ cvv: "" }, [{ field: "cvv", code: "missing" }]],
    [{ cvv: "29" }, [{ field: "cvv", code: "invalid" }]],
    [{ cvv: "2981" }, [{ field: "cvv", code: "invalid" }]],
    [{ cvv: "29a" }, [{ field: "cvv", code: "invalid" }]],
    [{ number: "378282246310005", cvv: "123" }, [{ field: "cvv", code: "invalid" }]],
    [{ holder: "  " }, [{ field: "holder", code: "missing" }]],
    [{ holder: "4509034543615006" }, [{ field: "holder", code: "invalid" }]],
    [
      { number: "1", cvv: "", holder: "" },
      [
        { field: "number", code: "invalid" },
        { field: "cvv", code: "missing" },
        { field: "holder", code: "missing" },
      ],
    ],
  ])("is refused with every problem named, never its digits: %p", (change, problems) => {
    expect(parse(change)).toEqual({ problems })
  })

  it("is good until its month is over everywhere on earth", () => {
    const lastHour = Date.UTC(2026, 11, 1, 11, 59)
    expect(parse({ expiryMonth: "11", expiryYear: "26" }, { now: lastHour })).toHaveProperty("card")
    expect(parse({ expiryMonth: "11", expiryYear: "26" }, { now: lastHour + 60_000 })).toHaveProperty(
      "problems"
    )
  })

  it("may come without a security code only where that is allowed", () => {
    expect(parse({ cvv: "" }, { cvvRequired: false })).toHaveProperty("card")
  })

  it.each<[string, (one: Card) => unknown]>([
    ["a template string", (one) => `${String(one)}`],
    ["concatenation", (one) => "" + (one as unknown as string)],
    ["JSON", (one) => JSON.stringify({ one })],
    ["inspect, hidden fields included", (one) => inspect({ one }, { showHidden: true, depth: 9 })],
    ["format", (one) => format("%o %O %s %j", one, one, one, one)],
    ["an error's cause", (one) => inspect(new Error("no", { cause: one }), { showHidden: true })],
    ["structuredClone", (one) => inspect(structuredClone({ ...one }))],
    ["its keys", (one) => JSON.stringify(Object.entries(one))],
  ])("does not show its digits through %s", (_way, print) => {
    const printed = String(print(card({ number: "378282246310005", cvv: "7391" })))
    expect(printed).not.toContain("37828224")
    expect(printed).not.toContain("7391")
  })

  it("prints as its mask", () => {
    expect(String(card())).toBe("VISA •••• 5006")
  })

  it("gives nothing more once it is wiped", () => {
    const one = card()
    one.wipe()
    one.wipe()
    expect(() => one.reveal()).toThrow(/wiped/)
    expect(() => one.seal()).toThrow(/wiped/)
  })

  it("comes back whole from its sealed form, whose bytes are overwritten", () => {
    const sealed = card().seal()
    const back = Card.unseal(sealed)
    expect(back.reveal()).toEqual(card().reveal())
    expect(back.holder).toBe("Maria Rossi")
    expect(sealed.every((byte) => byte === 0)).toBe(true)
  })
})
