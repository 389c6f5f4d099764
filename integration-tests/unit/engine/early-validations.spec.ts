import { EarlyValidations, type Validated } from "../../../src/engine/terminal/early-validations"
import { asAttemptId } from "../../../src/domain/ids"

const outcome = Promise.resolve({ kind: "unreachable" }) as unknown as Validated
const ATTEMPT = asAttemptId("xpatt_1")

describe("validations that run ahead", () => {
  afterEach(() => jest.useRealTimers())

  it("are taken once", () => {
    const validations = new EarlyValidations()
    validations.keep(ATTEMPT, "PaRes", outcome)
    expect(validations.take(asAttemptId("xpatt_2"), "PaRes")).toBeUndefined()
    expect(validations.take(ATTEMPT, "PaRes")).toBe(outcome)
    expect(validations.take(ATTEMPT, "PaRes")).toBeUndefined()
  })

  it("are not taken for another answer of the issuer's page", () => {
    const validations = new EarlyValidations()
    validations.keep(ATTEMPT, "PaRes", outcome)
    expect(validations.take(ATTEMPT, "another")).toBeUndefined()
  })

  it("are forgotten when the order takes too long", () => {
    jest.useFakeTimers()
    const validations = new EarlyValidations()
    validations.keep(ATTEMPT, "PaRes", outcome)
    jest.advanceTimersByTime(60_000)
    expect(validations.take(ATTEMPT, "PaRes")).toBeUndefined()
  })

  it("that fail and that nobody takes harm nobody", async () => {
    const validations = new EarlyValidations()
    const failed = Promise.reject(new Error("no connection")) as Validated
    validations.keep(ATTEMPT, "PaRes", failed)
    await new Promise((resolve) => setImmediate(resolve))
    await expect(validations.take(ATTEMPT, "PaRes")).rejects.toThrow("no connection")
  })
})
