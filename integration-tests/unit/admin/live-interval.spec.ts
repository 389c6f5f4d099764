import { pauseAfter } from "../../../src/admin/lib/live-interval"

describe("the dashboard looks again", () => {
  it("often at first, and ever more rarely while nothing happens", () => {
    expect([0, 59_000, 60_000, 299_000, 300_000, 86_400_000].map(pauseAfter)).toEqual([
      4_000, 4_000, 15_000, 15_000, 60_000, 60_000,
    ])
  })
})
