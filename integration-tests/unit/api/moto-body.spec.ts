import { readMotoBody } from "../../../src/api/requests/moto-body"
import { KO_CARD, OK_CARD } from "../../harness/cards"
import { typedIn } from "../digits"

const NOW = Date.UTC(2026, 10, 29)

const body = (change: object = {}) => ({
  request_key: "0b0d3c52-6cf8-4a4e-9d1d-0d3c2b1a4f6e",
  provider_id: "pp_xpay-moto_xpay",
  amount: 24.99,
  capture: "manual",
  card: {
    number: OK_CARD.number,
    expiry_month: "11",
    expiry_year: "28",
    cvv: OK_CARD.cvv,
    holder: "Maria Rossi",
  },
  ...change,
})

/** A number in two halves that looks like a note and an amount. */
const [half, otherHalf] = [OK_CARD.number.slice(0, 8), OK_CARD.number.slice(8)]
const spaced = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, "$1 ")

describe("the body of a card that staff enters", () => {
  it("is read", () => {
    const { reason, parsedCard } = readMotoBody(body({ reason: "Telephone order" }), "it", NOW)
    expect([reason, parsedCard.masked.last4]).toEqual(["Telephone order", OK_CARD.number.slice(-4)])
  })

  it("is read in the digits of another script", () => {
    const card = {
      ...body().card,
      number: typedIn("۰۱۲۳۴۵۶۷۸۹", OK_CARD.number),
      expiry_year: "２８",
      cvv: "२९८",
    }
    expect(readMotoBody(body({ card }), "it", NOW).parsedCard.reveal()).toEqual({
      pan: OK_CARD.number,
      expiryDate: "1128",
      cvv: "298",
    })
  })

  it.each<[string, object]>([
    ["in the reason", { reason: spaced(KO_CARD.number) }],
    ["in the terminal's name", { provider_id: KO_CARD.number }],
    ["over reason and amount", { reason: spaced(half), amount: Number(otherHalf) }],
    ["over amount and reason", { reason: spaced(otherHalf), amount: Number(half) }],
    ["over reason and language", { reason: spaced(half), locale: spaced(otherHalf) }],
  ])("is refused with a card number %s", (_where, change) => {
    expect(() => readMotoBody(body(change), "it", NOW)).toThrow(
      expect.objectContaining({ code: "card_in_wrong_field" })
    )
  })
})
