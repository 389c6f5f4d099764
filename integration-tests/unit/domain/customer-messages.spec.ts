import { readAddress } from "../../../src/domain/customer-messages"

describe("an address", () => {
  it.each([
    ["email", " anna@example.com ", "anna@example.com"],
    ["email", "anna", undefined],
    ["email", "anna@localhost", undefined],
    ["email", "anna@example.com, bob@example.com", undefined],
    ["sms", "+39 333 123 4567", "+393331234567"],
    ["sms", "0039 333-123.4567", "+393331234567"],
    ["sms", "+39 (0)2 1234567", "+3921234567"],
    ["sms", "＋39 333 123 4567", "+393331234567"],
    ["sms", "333 123 4567", undefined],
    ["sms", "+39 333 123 4567 ext. 5", undefined],
    ["sms", "+0393331234567", undefined],
    ["whatsapp", "+393331234567", "+393331234567"],
    ["slack", "#orders", "#orders"],
    ["slack", "#orders\u0000", undefined],
    ["slack", " ", undefined],
    ["slack", "x".repeat(256), undefined],
  ])("of %s: %j", (channel, typed, read) => {
    expect(readAddress(channel, typed)).toBe(read)
  })
})
