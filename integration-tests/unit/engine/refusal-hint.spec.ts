import { concludePayment } from "../../../src/engine/authorization/authorize-card"
import type { Engine } from "../../../src/engine/engine"
import type { Outcome } from "../../../src/gateway/outcome"
import type { Operation } from "../../../src/gateway/wire/operation"
import type { AttemptRecord } from "../../../src/modules/xpay/journal/records"

type Capture = AttemptRecord["capture"]

/** What is logged when XPay refuses a capture type. */
async function loggedFor(ofAttempt: Capture, ofTerminal: Capture): Promise<string> {
  const error = jest.fn<undefined, [string]>()
  const attempt = { id: "xpatt_1", state: "authorizing", cart_id: null, capture: ofAttempt }
  const engine = {
    logger: { error },
    terminal: { settings: { capture: ofTerminal } },
    journal: { transition: () => Promise.resolve(undefined), find: () => Promise.resolve(undefined) },
  }
  const refused = { kind: "refused", error: { outcome: "refused", line: "XPay refused.", codes: ["PS0026"] } }
  await concludePayment(
    engine as unknown as Engine,
    attempt as AttemptRecord,
    refused as unknown as Outcome<Operation>
  )
  return error.mock.calls.join("\n")
}

describe("the hint at implicit accounting after a refusal", () => {
  it.each<[given: boolean, ofAttempt: Capture, ofTerminal: Capture]>([
    [true, "manual", "manual"],
    [true, "manual", "automatic"],
    [false, "automatic", "manual"],
    [false, "automatic", "automatic"],
  ])(
    "is given: %s, for a payment with %s capture on a terminal with %s",
    async (given, payment, terminal) => {
      const logged = await loggedFor(payment, terminal)
      expect(logged).toContain("XPay refused.")
      expect(logged.includes('set `accounting: "implicit"`')).toBe(given)
    }
  )
})
