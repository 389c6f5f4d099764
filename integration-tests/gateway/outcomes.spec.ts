import {
  isNotFound,
  isUnexplained,
  NotAuthorised,
  OutcomeUnknown,
  Rejected,
  Unreachable,
} from "../../src/gateway/errors"
import { mayResend } from "../../src/gateway/transport/retry"
import { XPayClient } from "../../src/gateway/client"
import {
  API_KEY,
  CALLS,
  CHANGES,
  connect,
  GOOD_ANSWERS,
  hurriedClock,
  PAYMENTS,
  READS,
  recorded,
  VERB_NAMES,
} from "./support/client"
import { errorOf } from "./support/outcome"
import { answer, CID } from "./support/xpay-double"
import { asXPayOrderId } from "../../src/domain/ids"

const errors = (...codes: string[]) => ({ errors: codes.map((code) => ({ code, description: "text" })) })
const page = "<html><body><h1>502 Bad Gateway</h1></body></html>"

/** The same for every verb. */
const TABLE: [what: string, status: number, body: unknown, kind: string][] = [
  ["a refusal with a code", 400, errors("PS0023"), "refused"],
  ["a refusal with a catch-all code", 400, errors("GW0001"), "refused"],
  ["a refusal without a body", 400, undefined, "refused"],
  ["a refusal with a page", 400, page, "refused"],
  ["a wrong key", 401, undefined, "refused"],
  ["payment required", 402, errors("PS0000"), "refused"],
  ["a forbidden key", 403, errors("PS0057"), "refused"],
  ["a forbidden request, told by a page", 403, page, "refused"],
  ["not found, without a body", 404, undefined, "refused"],
  ["not found, with a JSON body", 404, errors("PS0000"), "refused"],
  ["not found, told by a page that is not XPay's", 404, page, "unknown"],
  ["method not allowed", 405, undefined, "refused"],
  ["a time-out somewhere on the way", 408, undefined, "unknown"],
  ["a conflict", 409, errors("PS0000"), "unknown"],
  ["too large", 413, page, "refused"],
  ["not processable", 422, errors("PS0026"), "refused"],
  ["too early", 425, undefined, "refused"],
  ["too many", 429, undefined, "refused"],
  ["an internal error", 500, errors("PS0000"), "unknown"],
  ["a gateway's page", 502, page, "unknown"],
  ["unavailable", 503, undefined, "unknown"],
  ["a gateway's time-out", 504, page, "unknown"],
  ["a redirect", 302, undefined, "unknown"],
  ["a page with status 200", 200, page, "unknown"],
  ["half an object", 200, '{"operation":{"operationId":"1"', "unknown"],
]

/** Verbs whose response has a body. */
const WITH_BODY = VERB_NAMES.filter(
  (verb) => !["cancelLink", "renewLink", "deactivateContract"].includes(verb)
)

describe.each(VERB_NAMES)("%s", (verb) => {
  test.each(TABLE)("%s (HTTP %i)", async (_, status, body, kind) => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(status, body))
    const outcome = await CALLS[verb](client)
    expect(outcome.kind).toBe(kind)
    expect(errorOf(outcome)).toMatchObject({ verb, outcome: kind, status, cid: CID })
  })
})

describe.each(WITH_BODY)("%s with HTTP 200", (verb) => {
  test.each([
    ["an empty body", undefined],
    ["null", "null"],
    ["a number", "42"],
    ["a text", '"OK"'],
    ["an array", "[]"],
    ["nested nonsense", "[".repeat(50_000) + "]".repeat(50_000)],
  ])("and %s is unknown", async (_, body) => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(200, body))
    expect((await CALLS[verb](client)).kind).toBe("unknown")
  })
})

describe("an answer that is about something else is unknown", () => {
  test.each(["initThreeSteps", "payThreeSteps", "initTwoSteps", "payTwoSteps", "moto", "mit"] as const)(
    "%s: another order",
    async (verb) => {
      const { double, client } = await connect()
      double.will(answer(200, { operation: { operationId: "1", orderId: "ANOTHER" } }))
      expect(errorOf(await CALLS[verb](client)).message).toContain("about something else")
    }
  )

  test("an order: another order", async () => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(200, { orderStatus: { order: { orderId: "ANOTHER" } } }))
    expect((await CALLS.getOrder(client)).kind).toBe("unknown")
  })

  test("an order: an operation of another order", async () => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(200, { operations: [{ operationId: "1", orderId: "ANOTHER" }] }))
    expect((await CALLS.getOrder(client)).kind).toBe("unknown")
  })

  test("an operation: another operation", async () => {
    const { double, client } = await connect(hurriedClock())
    double.will(recorded("operations-get-refund.response"))
    expect((await CALLS.getOperation(client)).kind).toBe("unknown")
  })

  test("saved cards: another customer's", async () => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(200, { customerId: "another", contracts: [] }))
    expect((await CALLS.getCustomerContracts(client)).kind).toBe("unknown")
  })
})

describe("an order that says nothing is unknown, not unpaid", () => {
  test.each([
    ["an empty object", {}],
    ["an order without a name", { orderStatus: { order: {}, authorizedAmount: "0" }, operations: [] }],
    ["operations that are no list", { orderStatus: { order: { orderId: "A" } }, operations: {} }],
    [
      "an operation without an id",
      { orderStatus: { order: { orderId: "A" } }, operations: [{ operationType: "CAPTURE" }] },
    ],
  ])("%s", async (_, body) => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(200, body))
    expect((await client.getOrder(asXPayOrderId("A"))).kind).toBe("unknown")
  })
})

describe("errors", () => {
  const refuse = async (status: number, body?: unknown, headers?: Record<string, string>) => {
    const { double, client } = await connect()
    double.will(answer(status, body, headers))
    return errorOf(await CALLS.capture(client))
  }

  test.each([
    "error-400-already-executed",
    "error-400-idempotency",
    "error-400-refund-too-much",
    "error-400-session-amount",
  ])("%s is a refusal with its code", async (name) => {
    const { double, client } = await connect()
    double.will(recorded(`${name}.response`))
    const error = errorOf(await CALLS.refund(client))
    expect(error).toBeInstanceOf(Rejected)
    expect(error).not.toBeInstanceOf(NotAuthorised)
    expect(error.codes).toEqual([expect.stringMatching(/^PS00\d\d$/)])
    expect(error.message).toContain(error.codes[0])
  })

  test.each(["error-401", "error-forbidden-key-kind"])("%s is a matter of the key", async (name) => {
    const { double, client } = await connect()
    double.will(recorded(`${name}.response`))
    const error = errorOf(await CALLS.getPaymentMethods(client))
    expect(error).toBeInstanceOf(NotAuthorised)
    expect(error).toMatchObject({ publicCode: "payment_unavailable", retrySafe: false })
    expect(error.message).toContain("Check the API key")
  })

  test.each(["PS0040", "PS0051", "PS0052", "PS0057"])(
    "%s is a matter of the key under any status",
    async (code) => {
      expect(await refuse(400, errors(code))).toBeInstanceOf(NotAuthorised)
    }
  )

  test("HTTP 403 is a matter of the key, whoever says it", async () => {
    expect(await refuse(403)).toBeInstanceOf(NotAuthorised)
    expect(await refuse(403, page)).toBeInstanceOf(NotAuthorised)
  })

  test("error-500-generic is in doubt, with its code", async () => {
    const { double, client } = await connect()
    double.will(recorded("error-500-generic.response"))
    const error = errorOf(await CALLS.payThreeSteps(client))
    expect(error).toBeInstanceOf(OutcomeUnknown)
    expect(error).toMatchObject({ codes: ["PS0000"], publicCode: "payment_unconfirmed", retrySafe: false })
    expect(error.message).toBe(
      "XPay did not confirm the card payment (HTTP 500, PS0000: generic error (text paraphrased)). " +
        "It may have been carried out. It was not sent again; query XPay for the order before trying once more."
    )
  })

  test("a validation without its parameters is refused without a reason", async () => {
    const { double, client } = await connect()
    double.will(recorded("orders-3steps-validation-missing-params.response"))
    const error = errorOf(await CALLS.validateThreeSteps(client))
    expect(error.codes).toEqual(["GW0001"])
    expect(isUnexplained(error)).toBe(true)
  })

  test("the words of a refusal are for staff: what, and why", async () => {
    expect((await refuse(400, errors("PS0023"))).message).toBe(
      "XPay refused the capture (HTTP 400, PS0023: text)."
    )
    expect((await refuse(400)).message).toBe("XPay refused the capture without a reason (HTTP 400).")
  })

  test("a long list of errors is told in part", async () => {
    const codes = ["PS0001", "PS0002", "PS0004", "PS0005", "PS0006", "PS0007"]
    expect((await refuse(400, errors(...codes))).codes).toEqual(codes.slice(0, 5))
  })

  test("a refusal with a reason is explained, one without any code is not", async () => {
    expect(isUnexplained(await refuse(400, errors("GW0001", "PS0023")))).toBe(false)
    expect(isUnexplained(await refuse(400))).toBe(true)
    expect(isUnexplained(await refuse(500))).toBe(false)
  })

  test("an order that XPay does not know is not found", async () => {
    const { double, client } = await connect()
    double.will(recorded("orders-get-404.response"))
    expect(isNotFound(errorOf(await CALLS.getOrder(client)))).toBe(true)
  })

  test("other refusals, and pages with 404, are not 'not found'", async () => {
    expect(isNotFound(await refuse(400))).toBe(false)
    expect(isNotFound(await refuse(404, page))).toBe(false)
  })

  test("being turned away for calling too often is safe to repeat, and says when", async () => {
    expect(await refuse(429, undefined, { "Retry-After": "3" })).toMatchObject({
      retrySafe: true,
      retryAfterMs: 3000,
    })
  })

  test("a date or nonsense in Retry-After is not a wait", async () => {
    expect(
      await refuse(429, undefined, { "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" })
    ).not.toHaveProperty("retryAfterMs")
  })

  test("codes and texts are optional, and nonsense among them does no harm", async () => {
    const body = {
      errors: [{ code: null }, null, "PS0001", { description: "Only words" }, { code: "PS0002" }, 7],
    }
    const error = await refuse(400, body)
    expect(error.codes).toEqual(["PS0002"])
    expect(error.message).toContain("Only words")
  })

  test("nothing listens: unreachable, and safe to repeat", async () => {
    const { double, client } = await connect()
    await double.stop()
    const outcome = await CALLS.payThreeSteps(client)
    const error = errorOf(outcome)
    expect(outcome.kind).toBe("unreachable")
    expect(error).toBeInstanceOf(Unreachable)
    expect(error).toMatchObject({ cause: { code: "ECONNREFUSED" }, retrySafe: true })
    expect(error.message).toContain("Nothing was sent")
  })

  // On some machines the DNS lookup takes several seconds.
  test("no such host: unreachable", async () => {
    const client = new XPayClient({ apiKey: API_KEY, baseUrl: "http://xpay.invalid" })
    expect((await CALLS.moto(client)).kind).toBe("unreachable")
    client.close()
  }, 30_000)

  test.each(CHANGES)("%s in doubt is not safe to repeat", async (verb) => {
    const { double, client } = await connect()
    double.will(answer(503))
    expect(errorOf(await CALLS[verb](client)).retrySafe).toBe(false)
  })

  test.each(READS)("%s in doubt is safe to repeat", async (verb) => {
    const { double, client } = await connect(hurriedClock())
    double.will(answer(503))
    expect(errorOf(await CALLS[verb](client)).retrySafe).toBe(true)
  })
})

describe("mayResend", () => {
  const unknown = { kind: "unknown" } as const

  test.each(VERB_NAMES)("%s: now when nothing was sent, never when it is over", (verb) => {
    expect(mayResend(verb, { kind: "unreachable" })).toBe("now")
    expect(mayResend(verb, { kind: "done" })).toBe("never")
    expect(mayResend(verb, { kind: "refused", error: { status: 400 } })).toBe("never")
    expect(mayResend(verb, { kind: "refused", error: { status: 429 } })).toBe("now")
  })

  test.each(READS)("%s in doubt: now", (verb) => {
    expect(mayResend(verb, unknown)).toBe("now")
  })

  test.each(["capture", "refund", "cancelCapture", "mit"] as const)(
    "%s in doubt: with its key, after asking",
    (verb) => {
      expect(mayResend(verb, unknown)).toBe("after-query")
    }
  )

  test.each(CHANGES.filter((verb) => !["capture", "refund", "cancelCapture", "mit"].includes(verb)))(
    "%s in doubt: never",
    (verb) => {
      expect(mayResend(verb, unknown)).toBe("never")
    }
  )

  test("takes an outcome as it is", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.capture, answer(500))
    expect(mayResend("capture", await CALLS.capture(client))).toBe("never")
    expect(mayResend("capture", await CALLS.capture(client))).toBe("after-query")
  })

  test("payments are known to it as such", () => {
    expect(PAYMENTS.map((verb) => mayResend(verb, unknown))).not.toContain("now")
  })
})
