import { fieldName, inOrder } from "../../../src/storefront/card-fields/card-fields-session"
import { fieldProblem } from "../../../src/storefront/card-fields/field-problem"

describe("card fields of XPay's", () => {
  it("come in the order of a card form, unknown ones last", () => {
    const ids = [
      "IBAN",
      "CARDHOLDER_EMAIL",
      "SECURITY_CODE",
      "PRIVACY_CONDITIONS",
      "CARD_NUMBER",
      "EXPIRATION_DATE",
    ]
    expect(inOrder(ids.map((id) => ({ id }))).map(({ id }) => fieldName(id))).toEqual([
      "number",
      "expiry",
      "cvv",
      "email",
      "privacy",
      "iban",
    ])
  })

  it.each([
    ["number", undefined, "missing", "Enter the card number."],
    ["number", "HF0001", "invalid", "This card number is not right. Check the digits."],
    ["number", "HF0004", "invalid", "This card number is not right. Check the digits."],
    ["number", "HF0005", "unsupported", "This shop does not take this card. Please use another one."],
    ["expiry", "HF0006", "expired", "This card has expired. Please use another one."],
    ["expiry", "HF0001", "invalid", "Enter the expiry date as 08/29."],
    ["cvv", undefined, "missing", "Enter the security code."],
    ["cvv", "HF0001", "invalid", "The security code has 3 digits (American Express: 4)."],
    ["holder", undefined, "missing", "Enter the name on the card."],
    ["privacy", undefined, "missing", "Confirm that you have read the privacy notice."],
    ["email", "HF0001", "invalid", "Check this field."],
    ["iban", "HF0042", "invalid", "Check this field."],
  ])("say of %s with %s: %s", (name, code, expected, message) => {
    expect(fieldProblem(name, code, "en")).toEqual({ code: expected, message })
  })

  it("speak Italian", () => {
    expect(fieldProblem("number", "HF0004", "it").message).toBe(
      "Il numero della carta non è corretto. Controlla le cifre."
    )
  })
})
