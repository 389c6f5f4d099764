import { generateEntityId } from "@medusajs/framework/utils"
import { newOrderId, ulidTime } from "../../../src/domain/order-id"

describe("an XPay order id", () => {
  it("has 18 letters and digits, is never the same, and sorts by time", () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => newOrderId(1_800_000_000_000 + index))
    expect(ids.every((id) => /^M[0-9A-HJKMNP-TV-Z]{17}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(1_000)
    expect([...ids].sort()).toEqual(ids)
    expect(newOrderId(1)).not.toBe(newOrderId(1))
  })
})

describe("the time of Medusa's ids", () => {
  it("is between a moment before and a moment after they were made", () => {
    const id = generateEntityId(undefined, "ref")
    expect(`ref_${ulidTime(Date.now() - 1_000)}` < id).toBe(true)
    expect(`ref_${ulidTime(Date.now() + 1_000)}` > id).toBe(true)
  })
})
