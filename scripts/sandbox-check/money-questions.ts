import { randomUUID } from "node:crypto"
import { approvedCards, order } from "./card-data"
import { fields, text, told, type Answer } from "./conversation"
import type { Asking, Authorised, Facts, Question } from "./question"

const NEEDS_MOTO = "a terminal that takes telephone orders (MOTO)"

async function capture(
  { xpay }: Asking,
  { operationId }: Pick<Authorised, "operationId">,
  name: string,
  amount: string,
  key: string | null = randomUUID()
): Promise<Answer> {
  return await change(xpay, name, `/operations/${operationId}/captures`, amount, key)
}

async function refund(
  { xpay }: Asking,
  operationId: string,
  name: string,
  amount: string,
  key: string | null = randomUUID()
): Promise<Answer> {
  return await change(xpay, name, `/operations/${operationId}/refunds`, amount, key)
}

async function change(
  xpay: Asking["xpay"],
  name: string,
  path: string,
  amount: string,
  key: string | null
): Promise<Answer> {
  const headers = key === null ? {} : { "idempotency-key": key }
  return await xpay.post(name, path, { amount, currency: "EUR" }, { headers })
}

function operations(order: Answer): readonly Readonly<Record<string, unknown>>[] {
  const { operations: list } = fields(order.body)
  return Array.isArray(list) ? list.map(fields) : []
}

const inWords = (operation: unknown) =>
  `${text(operation, "operationType")} ${text(operation, "operationResult")}`

/** Asks about an authorization of its own; not at all on a terminal that takes no telephone order. */
function about(title: string, ask: (asking: Asking, authorised: Authorised) => Promise<Facts>): Question {
  return {
    title,
    needs: NEEDS_MOTO,
    async ask(asking) {
      const authorised = await asking.authorise()
      return authorised === undefined ? undefined : await ask(asking, authorised)
    },
  }
}

const keys = about("Idempotency-Key: what a repetition answers", async (asking, authorised) => {
  const key = randomUUID()
  const first = await capture(asking, authorised, "captures", "50", key)
  const same = await capture(asking, authorised, "captures-replayed", "50", key)
  const other = await capture(asking, authorised, "captures-other-amount", "40", key)
  const elsewhere = await refund(asking, text(first.body, "operationId"), "refunds-key-of-capture", "50", key)
  const none = await refund(asking, text(first.body, "operationId"), "refunds-no-key", "10", null)
  return {
    first: told(first),
    "same key, same body": told(same),
    "it names the same operation": String(text(first.body, "operationId") === text(same.body, "operationId")),
    "same key, other amount": told(other),
    "same key, other path": told(elsewhere),
    "no key": told(none),
  }
})

const captures = about("Captures: too much, a part, a second part", async (asking, authorised) => ({
  "more than authorised": told(await capture(asking, authorised, "captures-too-much", "101")),
  "a part": told(await capture(asking, authorised, "captures-part", "30")),
  "a second part": told(await capture(asking, authorised, "captures-second", "30")),
}))

const refundsByAuthorization = about(
  "Refund by the authorization's id after a capture",
  async (asking, authorised) => {
    await capture(asking, authorised, "captures-before-refund", "100")
    const refunded = await refund(asking, authorised.operationId, "refunds-by-authorization", "40")
    return { "a refund of a part": told(refunded) }
  }
)

const voids = about("Voids: of a part, of the whole, and a capture after it", async (asking, authorised) => ({
  "of a part": told(await refund(asking, authorised.operationId, "refunds-part-of-hold", "30")),
  "of the whole": told(await refund(asking, authorised.operationId, "refunds-void", "100")),
  "a capture after it": told(await capture(asking, authorised, "captures-after-void", "100")),
}))

const cancels = about("Cancels: of an authorization, of a capture on its day", async (asking, authorised) => {
  const { xpay } = asking
  const cancel = async (name: string, operationId: string, headers: Readonly<Record<string, string>>) =>
    await xpay.post(name, `/operations/${operationId}/cancels`, {}, { headers })
  const key = () => ({ "idempotency-key": randomUUID() })
  const ofHold = await cancel("cancels-authorization", authorised.operationId, key())
  const captured = await capture(asking, authorised, "captures-to-cancel", "100")
  const captureId = text(captured.body, "operationId")
  const withoutKey = await cancel("cancels-capture-no-key", captureId, {})
  const ofCapture = await cancel("cancels-capture", captureId, key())
  const read = await xpay.get("orders-get-canceled-capture", `/orders/${authorised.orderId}`)
  const again = await capture(asking, authorised, "captures-after-cancel", "100")
  return {
    "of an authorization": told(ofHold),
    "of a capture, without a key": told(withoutKey),
    "of a capture, with a key": told(ofCapture),
    "the order then lists": operations(read).map(inWords).sort().join(", "),
    "a new capture": told(again),
  }
})

const reading = about("Reading: actions, order of operations, times", async (asking, authorised) => {
  const { xpay } = asking
  const before = Date.now()
  const actions = await xpay.get("operations-actions", `/operations/${authorised.operationId}/actions`)
  await capture(asking, authorised, "captures-whole", "100")
  const read = await xpay.get("orders-get-captured", `/orders/${authorised.orderId}`)
  const listed = operations(read)
  const { actions: possible } = fields(actions.body)
  const first = Array.isArray(possible) ? fields(possible[0]) : {}
  return {
    actions: told(actions),
    "fields of an action": Object.keys(first).sort().join(", "),
    "words for actions": Array.isArray(possible)
      ? possible.map((one) => (typeof one === "string" ? one : text(one, "action"))).join(", ")
      : "",
    "operations come": listed[0]?.["operationType"] === "CAPTURE" ? "newest first" : "oldest first",
    "form of times": formOf(text(listed[0], "operationTime")),
    "hours ahead of UTC": hoursAhead(text(listed[0], "operationTime"), before),
    "currency of operations": text(listed[0], "operationCurrency"),
  }
})

function formOf(time: string): string {
  return time.replace(/\d/g, "9")
}

/** Of a time without a zone, read as if it were UTC. */
function hoursAhead(time: string, now: number): string {
  const read = Date.parse(`${time.replace(" ", "T").replace(/Z$/, "")}Z`)
  return Number.isNaN(read) ? "unreadable" : String(Math.round((read - now) / 3_600_000))
}

const implicit: Question = {
  title: "Money taken at once: what a telephone payment with IMPLICIT answers",
  needs: NEEDS_MOTO,
  async ask(asking) {
    const authorised = await asking.authorise("IMPLICIT")
    if (authorised === undefined) {
      return undefined
    }
    const read = await asking.xpay.get("orders-get-implicit", `/orders/${authorised.orderId}`)
    return {
      operations: operations(read).map(inWords).join(", "),
      captured: text(read.body, "orderStatus", "capturedAmount"),
      "full refund on its day": told(await refund(asking, authorised.operationId, "refunds-same-day", "100")),
      "it is listed as": operations(
        await asking.xpay.get("orders-get-same-day-refund", `/orders/${authorised.orderId}`)
      )
        .map(inWords)
        .sort()
        .join(", "),
    }
  },
}

const capabilities: Question = {
  title: "What a terminal must not do: MOTO where it is off, EXPLICIT where money is taken at once",
  needs: "XPAY_TEST_IMPLICIT_API_KEY",
  async ask({ xpay, keys: { implicit: apiKey }, newOrderId }) {
    if (apiKey === undefined) {
      return undefined
    }
    const [card] = approvedCards(new Date())
    const call = async (captureType: string) =>
      told(
        await xpay.post(
          `orders-moto-implicit-terminal-${captureType.toLowerCase()}`,
          "/orders/moto",
          { order: order(newOrderId()), card, captureType },
          { apiKey }
        )
      )
    return {
      "telephone order, EXPLICIT": await call("EXPLICIT"),
      "telephone order, IMPLICIT": await call("IMPLICIT"),
    }
  },
}

/** About money: with public test cards, for €1, by telephone order. */
export const MONEY_QUESTIONS: readonly Question[] = [
  keys,
  captures,
  refundsByAuthorization,
  voids,
  cancels,
  reading,
  implicit,
  capabilities,
]
