import { MathBN } from "@medusajs/framework/utils"
import "./money.spec"

// The library that Medusa's next versions use. It throws where the previous one returned NaN.
jest.mock("bignumber.js", () => jest.requireActual("bignumber-11"))

describe("money, over the next bignumber.js", () => {
  it("is counted with it", () => {
    expect(() => MathBN.convert("abc")).toThrow("Not a number")
  })
})
