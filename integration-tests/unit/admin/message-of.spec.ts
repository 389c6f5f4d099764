import { hasAnswer, isUnconfirmed, messageOf } from "../../../src/admin/lib/message-of"

/** As Medusa's client throws it. */
const answered = (status: number) => Object.assign(new Error("The server's words."), { status })

describe("a call of the dashboard that failed", () => {
  it.each([400, 403, 404, 409, 422, 429])("and was refused with %d did nothing", (status) => {
    expect(isUnconfirmed(answered(status))).toBe(false)
  })

  it.each([500, 502, 503, 504])("with %d may have been done: nothing confirms that it was not", (status) => {
    expect(isUnconfirmed(answered(status))).toBe(true)
    expect(hasAnswer(answered(status))).toBe(true)
  })

  it("and got no answer may have been done, too, and has no words for a person", () => {
    const lost = new TypeError("Failed to fetch")
    expect({ isUnconfirmed: isUnconfirmed(lost), hasAnswer: hasAnswer(lost) }).toEqual({
      isUnconfirmed: true,
      hasAnswer: false,
    })
    expect(messageOf(answered(409))).toBe("The server's words.")
  })
})
