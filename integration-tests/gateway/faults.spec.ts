import { gzipSync } from "node:zlib"
import { VERBS } from "../../src/gateway/verbs"
import {
  CALLS,
  CHANGES,
  connect,
  GOOD_ANSWERS,
  READS,
  recorded,
  VERB_NAMES,
  type VerbName,
} from "./support/client"
import { fixture } from "./support/fixture"
import { errorOf, valueOf } from "./support/outcome"
import {
  answer,
  drip,
  hangUp,
  reset,
  resetMidway,
  stall,
  stallMidway,
  type Behaviour,
} from "./support/xpay-double"

const PAID = JSON.stringify(fixture("orders-3steps-payment-executed.response").body)
const MEGABYTE = 1_048_576

const raw =
  (bytes: string): Behaviour =>
  (_, { socket }) => {
    socket.end(bytes)
  }

const compressed = (encoding: string, body: Buffer | string): Behaviour => {
  return (response) => response.writeHead(200, { "Content-Encoding": encoding }).end(body)
}

/** What can happen to a response after the request was accepted, and the resulting message. */
const FAULTS: [what: string, fault: Behaviour, told: RegExp][] = [
  ["a reset without a word", reset, /no complete answer/],
  ["a connection closed without a word", hangUp, /no complete answer/],
  ["a reset in the middle of the body", resetMidway(PAID), /no complete answer/],
  [
    "a body cut short",
    raw(`HTTP/1.1 200 OK\r\nContent-Length: ${PAID.length}\r\n\r\n${PAID.slice(0, 99)}`),
    /no complete answer/,
  ],
  ["half an object, well delivered", answer(200, PAID.slice(0, 99)), /not JSON/],
  ["bytes that are not HTTP", raw("SSH-2.0-OpenSSH_9.6\r\n"), /no complete answer/],
  ["a body that is not what its encoding says", compressed("gzip", "not gzip at all"), /no complete answer/],
  ["an unknown encoding", compressed("rot13", PAID.replace("{", "#")), /not JSON/],
  ["half a gzip", compressed("gzip", gzipSync(PAID).subarray(0, 40)), /the answer is empty/],
  ["a body larger than a megabyte", answer(200, `"${"x".repeat(2 * MEGABYTE)}"`), /no complete answer/],
  ["a bomb", compressed("gzip", gzipSync(Buffer.alloc(64 * MEGABYTE, " "))), /no complete answer/],
  ["a redirect to a good answer", answer(307, undefined, { Location: "/elsewhere" }), /HTTP 307/],
  ["an empty answer", answer(200), /the answer is empty/],
  ["no content", answer(204), /the answer is empty/],
  ["an answer of another form", answer(200, { ok: true }), /expected form \(operation/],
]

describe.each<VerbName>(["initThreeSteps", "validateThreeSteps", "payThreeSteps", "moto", "mit"])(
  "%s and",
  (verb) => {
    test.each(FAULTS)("%s: unknown, sent once", async (_, fault, told) => {
      const { double, client } = await connect()
      double.will(fault, GOOD_ANSWERS[verb])
      const outcome = await CALLS[verb](client)
      expect(outcome.kind).toBe("unknown")
      expect(errorOf(outcome).message).toMatch(told)
      expect(double.requests).toHaveLength(1)
    })

    test("a gzipped answer: done", async () => {
      const { double, client } = await connect()
      const name = verb === "initThreeSteps" ? "orders-3steps-init" : "orders-3steps-payment-executed"
      double.will(compressed("gzip", gzipSync(JSON.stringify(fixture(`${name}.response`).body))))
      expect((await CALLS[verb](client)).kind).toBe("done")
    })
  }
)

describe("time", () => {
  test.each(CHANGES)("%s without an answer is unknown when its time is up", async (verb) => {
    // Long enough for a busy machine to send the request.
    const { double, client } = await connect({ timeouts: { [verb]: 400 } })
    double.will(stall)
    const outcome = await CALLS[verb](client)
    expect(outcome.kind).toBe("unknown")
    expect(errorOf(outcome)).toMatchObject({ cause: { code: "ETIMEDOUT" } })
    expect(errorOf(outcome).message).toContain("no answer within 0.4 s")
    expect(double.requests).toHaveLength(1)
  })

  test("covers the body: one that stops half-way", async () => {
    const { double, client } = await connect({ timeouts: { payThreeSteps: 60 } })
    double.will(stallMidway(PAID))
    expect(errorOf(await CALLS.payThreeSteps(client)).cause).toEqual({ code: "ETIMEDOUT" })
  })

  test("covers the body: one that comes byte by byte and never pauses", async () => {
    const { double, client } = await connect({ timeouts: { payThreeSteps: 80 } })
    double.will(drip(PAID, 5))
    expect(errorOf(await CALLS.payThreeSteps(client)).cause).toEqual({ code: "ETIMEDOUT" })
  })

  test("of one verb is not that of another", async () => {
    const { double, client } = await connect({ timeouts: { capture: 400 } })
    double.will((response, request) => {
      setTimeout(() => GOOD_ANSWERS.refund(response, request), 800)
    })
    expect((await CALLS.capture(client)).kind).toBe("unknown")
    expect((await CALLS.refund(client)).kind).toBe("done")
  })

  test("that is up closes the connection, so that a late answer cannot be taken for the next one", async () => {
    const { double, client } = await connect({ timeouts: { payThreeSteps: 400 } })
    double.will((response, request) => {
      setTimeout(() => recorded("orders-3steps-payment-declined.response")(response, request), 600)
    }, recorded("orders-get-implicit-paid.response"))
    expect((await CALLS.payThreeSteps(client)).kind).toBe("unknown")
    const { operations } = valueOf(await CALLS.getOrder(client))
    expect(operations[0]?.result).toBe("EXECUTED")
    expect(double.connections).toBe(2)
  })

  test("closing the client ends what is under way in doubt", async () => {
    const { double, client } = await connect()
    double.will(() => client.close())
    expect((await CALLS.payThreeSteps(client)).kind).toBe("unknown")
  })
})

describe("reads", () => {
  test.each(READS)("%s is repeated after a reset", async (verb) => {
    const { double, client } = await connect()
    double.will(reset, GOOD_ANSWERS[verb])
    expect((await CALLS[verb](client)).kind).toBe("done")
    expect(double.requests).toHaveLength(2)
  })

  test("are sent three times at most", async () => {
    const { double, client } = await connect()
    double.will(reset)
    expect((await CALLS.getOrder(client)).kind).toBe("unknown")
    expect(double.requests).toHaveLength(3)
  })

  test("give each try an id of its own; the outcome names the last", async () => {
    const { double, client } = await connect()
    double.will(answer(503))
    const error = errorOf(await CALLS.getOrder(client))
    const ids = double.requests.map(({ headers }) => headers["correlation-id"])
    expect(new Set(ids).size).toBe(3)
    expect(error.correlationId).toBe(ids[2])
  })

  test("with their repeats take no longer than twice their time", async () => {
    const { double, client } = await connect({ timeouts: { getOrder: 400 } })
    double.will(stall)
    const { message } = errorOf(await CALLS.getOrder(client))
    const lastTry = Number(/no answer within ([\d.]+) s/.exec(message)?.[1])
    expect(lastTry).toBeLessThan(0.4)
    expect(double.requests).toHaveLength(2)
  })

  test("are not repeated when XPay asks to wait for longer than that", async () => {
    const { double, client } = await connect()
    double.will(answer(503, undefined, { "Retry-After": "60" }))
    expect(errorOf(await CALLS.getOrder(client)).retryAfterMs).toBe(60_000)
    expect(double.requests).toHaveLength(1)
  })

  test.each([400, 401, 404, 429])("are not repeated after HTTP %i", async (status) => {
    const { double, client } = await connect()
    double.will(answer(status), GOOD_ANSWERS.getOrder)
    expect((await CALLS.getOrder(client)).kind).toBe("refused")
    expect(double.requests).toHaveLength(1)
  })
})

describe("the log", () => {
  test("has one line for each request, with the ids and without the query", async () => {
    const lines: string[] = []
    const { double, client } = await connect({ logger: { debug: (line) => lines.push(line) } })
    double.will(answer(503), GOOD_ANSWERS.listOrders)
    await client.listOrders({ customField: "mario.rossi@example.com" })
    const ids = double.requests.map(({ headers }) => String(headers["correlation-id"]))
    expect(lines).toEqual([
      expect.stringMatching(
        `^XPay listOrders: GET /orders → 503, unknown, \\d+ ms \\[correlation=${ids[0]} cid=99999999-0000-4000-8000-000000000001\\]$`
      ),
      expect.stringMatching(`→ 200, done, .*correlation=${ids[1]} `),
    ])
  })

  test("names the failure when there is no answer", async () => {
    const lines: string[] = []
    const { double, client } = await connect({ logger: { debug: (line) => lines.push(line) } })
    double.will(reset)
    await CALLS.payThreeSteps(client)
    expect(lines).toEqual([
      expect.stringMatching(
        /^XPay payThreeSteps: POST .* → ECONNRESET, unknown, \d+ ms \[xpay_order=\w+ correlation=/
      ),
    ])
  })
})

test("the times of one completion stay far below the lock on the cart", () => {
  const { validateThreeSteps, payThreeSteps, getOrder } = VERBS
  const longest = validateThreeSteps.timeoutMs + payThreeSteps.timeoutMs + 2 * 2 * getOrder.timeoutMs
  expect(longest).toBeLessThanOrEqual(90_000)
  expect(VERB_NAMES.filter((verb) => VERBS[verb].timeoutMs > 30_000)).toEqual([])
})
