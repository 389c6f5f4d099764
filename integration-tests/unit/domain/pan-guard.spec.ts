import { containsPan, findPan } from "../../../src/domain/pan-guard"

describe("the guard against card numbers in the wrong place", () => {
  it.each([
    "4509034543615006",
    "card: 4509 0345 4361 5006",
    "4509-0345-4361-5006",
    "4509 0345 4361 5006 10/28 298",
    "4509034543615006 1028 298",
    "please charge 378282246310005 thanks",
  ])("finds one in %p", (text) => {
    expect(containsPan(text)).toBe(true)
  })

  it.each([
    "4509034543615007",
    "cart_01HZX5Q9V8Y7W6T5R4E3W2Q1",
    "1700000000000",
    "+39 333 1234567",
    "8001234567890",
    "Order 2026-11-23, 12 items, EUR 24.99",
    "",
  ])("leaves %p alone", (text) => {
    expect(containsPan(text)).toBe(false)
  })

  it("says where it is, at any depth, also as a number or a key", () => {
    expect(findPan({ a: [{ note: "4509034543615006" }] })).toBe("a[0].note")
    expect(findPan({ number: 4509034543615006 })).toBe("number")
    expect(findPan({ x: { "4509034543615006": true } })).toBe("x")
    expect(findPan({ a: 1, b: null, c: ["x"], d: undefined })).toBeUndefined()
  })
})
