import { MathBN } from "@medusajs/framework/utils"
import "./money.spec"

// What Medusa counts with in its next versions. It throws where the one before gave no number.
jest.mock("bignumber.js", () => jest.requireActual("bignumber-11"))

describe("money, over the next bignumber.js", () => {
  it("is counted with it", () => {
    expect(() => MathBN.convert("abc")).toThrow("Not a number")
  })
})
