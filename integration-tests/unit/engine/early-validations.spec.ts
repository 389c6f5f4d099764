import { EarlyValidations, type Validated } from "../../../src/engine/terminal/early-validations"

const outcome = Promise.resolve({ kind: "unreachable" }) as unknown as Validated

describe("validations that run ahead", () => {
  afterEach(() => jest.useRealTimers())

  it("are taken once", () => {
    const validations = new EarlyValidations()
    validations.keep("xpatt_1", "PaRes", outcome)
    expect(validations.take("xpatt_2", "PaRes")).toBeUndefined()
    expect(validations.take("xpatt_1", "PaRes")).toBe(outcome)
    expect(validations.take("xpatt_1", "PaRes")).toBeUndefined()
  })

  it("are not taken for another answer of the issuer's page", () => {
    const validations = new EarlyValidations()
    validations.keep("xpatt_1", "PaRes", outcome)
    expect(validations.take("xpatt_1", "another")).toBeUndefined()
  })

  it("are forgotten when the order takes too long", () => {
    jest.useFakeTimers()
    const validations = new EarlyValidations()
    validations.keep("xpatt_1", "PaRes", outcome)
    jest.advanceTimersByTime(60_000)
    expect(validations.take("xpatt_1", "PaRes")).toBeUndefined()
  })

  it("that fail and that nobody takes harm nobody", async () => {
    const validations = new EarlyValidations()
    const failed = Promise.reject(new Error("no connection")) as Validated
    validations.keep("xpatt_1", "PaRes", failed)
    await new Promise((resolve) => setImmediate(resolve))
    await expect(validations.take("xpatt_1", "PaRes")).rejects.toThrow("no connection")
  })
})
