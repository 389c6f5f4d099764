import { inspect } from "node:util"
import { XPayClient } from "../../src/gateway/client"
import { Secret } from "../../src/gateway/secret"
import { readNotification } from "../../src/gateway/wire/notification"
import {
  API_KEY,
  CALLS,
  connect,
  GOOD_ANSWERS,
  payWith,
  VERB_NAMES,
  WITH_CARD,
  type VerbName,
} from "./support/client"
import { encodingsOf, everyPrintOf } from "./support/serialise"
import { answer, reset, resetMidway, stall, type Behaviour } from "./support/xpay-double"
import type { WireCard } from "../../src/gateway/wire/card"
import { fixture } from "./support/fixture"
import { asOperationId, asXPayOrderId } from "../../src/domain/ids"

/** Digits that occur nowhere else: not in ids, times, amounts or ports. */
const CANARY: WireCard = { pan: "5186151650005008", expiryDate: "1226", cvv: "9871" }
const SECRETS = [...encodingsOf(CANARY.pan), ...encodingsOf(API_KEY)]
/** On its own, not within an id or a port. */
const CVV_ALONE = /(?<![\da-f-])9871(?![\da-f-])/i

beforeEach(() => payWith(CANARY))

const echo =
  (status: number, wrap: (text: string) => unknown): Behaviour =>
  (response, request) => {
    answer(status, wrap(request.text))(response, request)
  }

const inDescription = (text: string) => ({ errors: [{ code: "PS0035", description: text }] })
const inBoth = (text: string) => ({ errors: [{ code: CANARY.pan, description: `${API_KEY} ${text}` }] })

/** Responses that echo the request, and failures that retain it. */
const LEAKS: [what: string, behaviour: Behaviour][] = [
  ["a refusal that echoes the request as text", echo(400, inDescription)],
  ["a refusal that echoes the card and the key in its code", echo(400, inBoth)],
  [
    "a refusal that echoes it in base64",
    echo(400, (text) => inDescription(Buffer.from(text).toString("base64"))),
  ],
  ["a refusal that echoes it in hex", echo(400, (text) => inDescription(Buffer.from(text).toString("hex")))],
  ["a refusal that echoes it percent-encoded", echo(400, (text) => inDescription(encodeURIComponent(text)))],
  [
    "a refusal that writes the number in groups",
    answer(
      400,
      inDescription(
        "card 5186 1516 5000 5008 / 5186-1516-5000-5008 / 5186.1516.5000.5008, cvv 9871, key " + API_KEY
      )
    ),
  ],
  ["a refusal that writes the CVV alone", answer(400, inDescription("CVV '9871' is wrong"))],
  ["a refusal that echoes the bare request", echo(400, (text) => text)],
  ["an error that echoes the request", echo(500, inDescription)],
  ["an error page that echoes the request", echo(502, (text) => `<html>${text}</html>`)],
  ["a good status with nothing but an echo", echo(200, (text) => text)],
  ["a wrong key that is read out", answer(401, inDescription(`Key ${API_KEY} unknown`))],
  [
    "headers that echo",
    answer(400, undefined, { cid: CANARY.pan, "Retry-After": CANARY.pan, Location: `/${API_KEY}` }),
  ],
  ["a redirect that echoes", answer(302, undefined, { Location: `https://evil.example/?key=${API_KEY}` })],
  ["a reset", reset],
  ["a reset midway", resetMidway(JSON.stringify({ pan: CANARY.pan, key: API_KEY }))],
  ["silence", stall],
]

function expectClean(prints: Record<string, string>): void {
  const found = Object.entries(prints).flatMap(([how, text]) =>
    [...SECRETS.filter((secret) => text.includes(secret)), ...(CVV_ALONE.exec(text) ?? [])].map(
      (secret) => `${how}: ${secret}`
    )
  )
  expect(found).toEqual([])
}

describe.each(WITH_CARD)("%s and", (verb) => {
  test.each(LEAKS)("%s: nothing of it in the outcome or the log", async (_, behaviour) => {
    const lines: string[] = []
    const { double, client } = await connect({
      timeouts: { [verb]: 200 },
      logger: { debug: (line) => lines.push(line) },
    })
    double.will(behaviour)
    const outcome = await CALLS[verb](client)
    expect(outcome.kind).not.toBe("done")
    expectClean(everyPrintOf(outcome))
    expectClean(everyPrintOf(outcome.kind === "done" ? undefined : outcome.error))
    expectClean({ log: lines.join("\n") })
  })

  test("nobody there: nothing of it either", async () => {
    const { double, client } = await connect({ timeouts: { [verb]: 200 } })
    await double.stop()
    expectClean(everyPrintOf(await CALLS[verb](client)))
  })
})

test.each<VerbName>(["capture", "refund", "getOrder"])(
  "%s, which carries no card, still tells nothing of a number or key that it is told",
  async (verb) => {
    const { double, client } = await connect()
    double.will(answer(400, inDescription(`card 5186 1516 5000 5008, key ${API_KEY}`)))
    const outcome = await CALLS[verb](client)
    expectClean(everyPrintOf(outcome.kind === "done" ? undefined : outcome.error))
  }
)

test("a key too short to look like one is hidden as well", async () => {
  const { double, client } = await connect({ apiKey: "hunter2" })
  double.will(answer(401, inDescription("No such key: hunter2 (HUNTER2)")))
  const outcome = await CALLS.getOrder(client)
  expect(JSON.stringify(outcome) + inspect(outcome)).not.toMatch(/hunter2/i)
})

test("a check for leaks finds one", () => {
  expect(() => expectClean(everyPrintOf(new Error(`card ${CANARY.pan}`)))).toThrow()
  expect(() => expectClean(everyPrintOf({ headers: { "X-Api-Key": API_KEY } }))).toThrow()
  expect(() => expectClean({ log: `{"cvv":"${CANARY.cvv}"}` })).toThrow()
})

test.each(WITH_CARD)(
  "a declined %s: nothing of the card in the value, also when XPay echoes it",
  async (verb) => {
    const { double, client } = await connect()
    const body = fixture("orders-3steps-payment-declined.response").body as {
      operation: Record<string, unknown>
    }
    const { pan } = CANARY
    const operation = {
      ...body.operation,
      paymentInstrumentInfo: pan,
      warnings: [{ code: "003", description: `card ${pan}, cvv 9871, in groups 5186 1516 5000 5008` }],
      additionalData: { maskedPan: pan, cardId: pan, cvv: "9871" },
      customerInfo: { cardHolderName: pan },
    }
    double.will(answer(200, { ...body, operation }))
    const outcome = await CALLS[verb](client)
    expect(outcome.kind).toBe("done")
    expectClean(everyPrintOf(outcome))
  }
)

test("what helps a merchant stays: ids, amounts and words that are no secrets", async () => {
  const { double, client } = await connect()
  double.will(answer(400, inDescription("Amount 3545 exceeds 3000, field paymentSession.amount (PS0007)")))
  const outcome = await CALLS.payThreeSteps(client)
  expect(outcome).toMatchObject({
    error: {
      message: expect.stringContaining("Amount 3545 exceeds 3000, field paymentSession.amount (PS0007)"),
    },
  })
})

describe("the client", () => {
  test("prints without its key", () => {
    const client = new XPayClient({ apiKey: API_KEY, baseUrl: "https://xpay.example/api" })
    expectClean(everyPrintOf(client))
    expect(inspect(client)).toContain("https://xpay.example/api")
  })

  test("prints without its key after a call, sockets and all", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.payThreeSteps)
    await CALLS.payThreeSteps(client)
    expectClean(everyPrintOf(client))
  })

  test.each(["", " ", "key with\nnewline", `${API_KEY}\r\nX: y`, "ключ", undefined, 42])(
    "refuses the key %p without repeating it",
    (apiKey) => {
      const make = () => new XPayClient({ apiKey: apiKey as string, baseUrl: "https://xpay.example" })
      expect(make).toThrow(TypeError)
      expect(make).toThrow("The API key must be printable ASCII without spaces around it")
    }
  )

  test.each([
    "",
    "xpay.example",
    "ftp://xpay.example",
    "https://user:pass@xpay.example",
    "https://xpay.example?a=b",
    "https://xpay.example#a",
  ])("refuses the base URL %p", (baseUrl) => {
    expect(() => new XPayClient({ apiKey: API_KEY, baseUrl })).toThrow(TypeError)
  })
})

describe("a card", () => {
  test("is asked for once and only when it is sent", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.payThreeSteps)
    const card = jest.fn(() => CANARY)
    const { order } = {
      order: { orderId: asXPayOrderId("T1700000000A0001"), amount: "3545", currency: "EUR" },
    }
    const wrong = {
      operationId: asOperationId("1"),
      order: { ...order, amount: "35.45" },
      card,
      threeDSAuthData: {},
    }
    await expect(client.payThreeSteps(wrong)).rejects.toThrow(TypeError)
    expect(card).not.toHaveBeenCalled()
    await client.payThreeSteps({ ...wrong, order })
    expect(card).toHaveBeenCalledTimes(1)
  })

  test.each([
    { ...CANARY, pan: "5186 1516 5000 5008" },
    { ...CANARY, pan: "518615165000" },
    { ...CANARY, expiryDate: "1326" },
    { ...CANARY, expiryDate: "12/26" },
    { ...CANARY, cvv: "98" },
    { ...CANARY, cvv: "" },
  ])("that cannot be one is refused without a word of it, and not sent (%#)", async (card) => {
    const { double, client } = await connect()
    const order = { orderId: asXPayOrderId("A"), amount: "1", currency: "EUR" }
    const error: unknown = await client
      .initThreeSteps({ order, card: () => card })
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expectClean(everyPrintOf(error))
    expect(double.requests).toHaveLength(0)
  })

  test("is overwritten in the body once the call is over", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.payThreeSteps)
    const bodies: Buffer[] = []
    const make = Buffer.from.bind(Buffer) as (...args: unknown[]) => Buffer<ArrayBuffer>
    const spy = jest.spyOn(Buffer, "from").mockImplementation((...args: unknown[]) => {
      const buffer = make(...args)
      if (buffer.includes(CANARY.pan)) {
        bodies.push(buffer)
      }
      return buffer
    })
    await CALLS.payThreeSteps(client)
    spy.mockRestore()
    expect(bodies).toHaveLength(1)
    expect(bodies[0]?.every((byte) => byte === 0)).toBe(true)
  })

  test("without a CVV goes without one", async () => {
    const { double, client } = await connect()
    double.will(GOOD_ANSWERS.moto)
    const order = {
      orderId: asXPayOrderId("T1700000000A0001"),
      amount: "1",
      currency: "EUR",
      customer: { name: "Ada" },
    }
    await client.moto({ order, card: () => ({ pan: CANARY.pan, expiryDate: "1226" }) })
    expect(JSON.parse(double.lastRequest.text)).toHaveProperty("card", {
      pan: CANARY.pan,
      expiryDate: "1226",
    })
  })
})

describe("a secret", () => {
  test("prints as a mask in every way and is given on demand", () => {
    const token = new Secret("2f0ea5059b41414ca3744fe672327d85")
    for (const print of Object.values(everyPrintOf({ token, list: [token] }))) {
      expect(print).not.toContain("2f0ea5059b41414ca3744fe672327d85")
    }
    expect(String(token)).toBe("[secret]")
    expect(token.reveal()).toBe("2f0ea5059b41414ca3744fe672327d85")
  })

  test("is what a notification's token is", () => {
    const notification = readNotification(fixture("notification-executed").body)
    expect(inspect(notification, { depth: Infinity, showHidden: true })).not.toContain(
      "2f0ea5059b41414ca3744fe672327d85"
    )
  })
})

test("every verb that carries a card is among those that are looked at", async () => {
  const { double, client } = await connect()
  const carrying: VerbName[] = []
  for (const verb of VERB_NAMES) {
    double.will(GOOD_ANSWERS[verb])
    await CALLS[verb](client)
    if (double.lastRequest.text.includes(CANARY.pan)) {
      carrying.push(verb)
    }
  }
  expect(carrying.sort()).toEqual([...WITH_CARD].sort())
})
