import { poll } from "../../../src/engine/inquiry/polling"

describe("asking what happened", () => {
  async function questions(pauses: readonly number[], longestMs: number, answerMs: number): Promise<number> {
    let asked = 0
    for await (const _ of poll(pauses, longestMs)) {
      asked++
      await new Promise((resolve) => setTimeout(resolve, answerMs))
    }
    return asked
  }

  it("asks after every pause while XPay answers", async () => {
    expect(await questions([0, 5, 10], 1_000, 0)).toBe(3)
  })

  it("begins no new question when the answers take too long, so that a cart's lock outlives it", async () => {
    expect(await questions([0, 5, 10, 15], 60, 80)).toBe(1)
  })
})
