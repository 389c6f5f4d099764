import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { approvedCards, order, refusedCards } from "./card-data"
import { fields, inWords, operationsOf, text, told, answeredWithResult, type Answer } from "./conversation"
import type { Asking, Authorised, Facts, Question } from "./question"

export const NEEDS_MOTO = "a terminal that takes MOTO payments"

export async function capture(
  { xpay }: Asking,
  { operationId }: Pick<Authorised, "operationId">,
  name: string,
  amount: string,
  key: string | null = randomUUID()
): Promise<Answer> {
  return await change(xpay, name, `/operations/${operationId}/captures`, amount, key)
}

export async function refund(
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

/** Asks about an authorization of its own; not at all on a terminal that takes no MOTO payment. */
function about(
  title: string,
  ask: (asking: Asking, authorised: Authorised) => Promise<Facts>,
  needs: string = NEEDS_MOTO
): Question {
  return {
    title,
    needs,
    async ask(asking) {
      const authorised = await asking.authorise()
      return authorised === undefined ? undefined : await ask(asking, authorised)
    },
  }
}

const askKeys = async (asking: Asking, authorised: Authorised): Promise<Facts> => {
  const refusedKey = randomUUID()
  const tooMuch = await capture(asking, authorised, "captures-refused", "101", refusedKey)
  const right = await capture(asking, authorised, "captures-key-of-refused", "20", refusedKey)
  const other = await asking.authorise()
  const target = other ?? authorised
  const key = randomUUID()
  const first = await capture(asking, target, "captures", "50", key)
  const same = await capture(asking, target, "captures-replayed", "50", key)
  const otherAmount = await capture(asking, target, "captures-other-amount", "40", key)
  const captureId = text(first.body, "operationId")
  const elsewhere = await refund(asking, captureId, "refunds-key-of-capture", "50", key)
  const none = await refund(asking, captureId, "refunds-no-key", "10", null)
  return {
    "a refusal": told(tooMuch),
    "after a refusal, the same key with what is right": told(right),
    first: told(first),
    "same key, same body": told(same),
    "it names the same operation": String(captureId === text(same.body, "operationId")),
    "same key, other amount": told(otherAmount),
    "same key, other path": told(elsewhere),
    "no key": told(none),
    ...(await onOtherTerminal(asking, captureId, key)),
  }
}

/** The same key where nothing was done with it: a 404 for an operation of the other terminal's, or a used key. */
async function onOtherTerminal(
  { xpay, keys: { implicit } }: Asking,
  id: string,
  key: string
): Promise<Facts> {
  if (implicit === undefined) {
    return {}
  }
  const answer = await xpay.post(
    "refunds-key-of-other-terminal",
    `/operations/${id}/refunds`,
    { amount: "10", currency: "EUR" },
    { headers: { "idempotency-key": key }, apiKey: implicit }
  )
  return { "same key, other terminal": told(answer) }
}

const keys = about(
  "Idempotency-Key: what a repetition answers",
  askKeys,
  `${NEEDS_MOTO}; XPAY_TEST_IMPLICIT_API_KEY for whose a key is`
)

const unnamedAmount = about("A capture that names no amount", async ({ xpay }, { operationId }) => {
  const key = { "idempotency-key": randomUUID() }
  const answer = await xpay.post(
    "captures-no-amount",
    `/operations/${operationId}/captures`,
    {},
    { headers: key }
  )
  return { "of an authorization": told(answer) }
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

const amounts = about("Amounts of an order after a refund of a part", async (asking, authorised) => {
  const captured = await capture(asking, authorised, "captures-to-refund", "100")
  const refunded = await refund(asking, text(captured.body, "operationId"), "refunds-part", "40")
  const read = await asking.readResolved("orders-get-refunded-part", authorised.orderId, 3)
  return {
    "a refund of a part": told(refunded),
    authorized: text(read.body, "orderStatus", "authorizedAmount"),
    captured: text(read.body, "orderStatus", "capturedAmount"),
  }
})

const officeRefunds: Question = {
  title: "A refund made in the XPay back office",
  needs: `${NEEDS_MOTO}, and somebody at the XPay back office`,
  async ask(asking) {
    const { refundInOffice, xpay } = asking
    // Authorised either way: two runs' recordings of one name are compared in their order.
    const authorised = await asking.authorise()
    if (refundInOffice === undefined || authorised === undefined) {
      return undefined
    }
    const { orderId } = authorised
    const captured = await capture(asking, authorised, "captures-to-refund-in-office", "100")
    await asking.readResolved("orders-get-captured-for-office", orderId, 2)
    await refundInOffice(orderId)
    await asking.aMoment()
    const read = await xpay.get("orders-get-refunded-in-office", `/orders/${orderId}`)
    const again = await refund(asking, text(captured.body, "operationId"), "refunds-after-office", "100")
    // A failure is no sign of it: what is left is tried at the end.
    if (again.status === 400) {
      asking.noteRefundedElsewhere(orderId)
    }
    return {
      "captured then": text(read.body, "orderStatus", "capturedAmount"),
      "the order then lists": operationsOf(read).map(inWords).sort().join(", "),
      "a refund over the API after it": told(again),
    }
  },
}

const voids = about("Voids: of a part, of the whole, and a capture after it", async (asking, authorised) => {
  const ofPart = await refund(asking, authorised.operationId, "refunds-part-of-hold", "30")
  const ofWhole = await refund(asking, authorised.operationId, "refunds-void", "100")
  const read = await asking.readResolved("orders-get-voided", authorised.orderId, 2)
  const authorization = operationsOf(read).find(
    ({ operationId }) => String(operationId) === authorised.operationId
  )
  return {
    "of a part": told(ofPart),
    "of the whole": told(ofWhole),
    "authorized amount then": text(read.body, "orderStatus", "authorizedAmount"),
    "the authorization then": inWords(authorization),
    "a capture after it": told(await capture(asking, authorised, "captures-after-void", "100")),
  }
})

async function cancelOfRefund(
  asking: Asking,
  cancel: (name: string, operationId: string, headers: Readonly<Record<string, string>>) => Promise<Answer>,
  key: () => Readonly<Record<string, string>>
): Promise<Facts> {
  const authorised = await asking.authorise()
  if (authorised === undefined) {
    return {}
  }
  const captured = await capture(asking, authorised, "captures-to-refund-and-cancel", "100")
  const refunded = await refund(asking, text(captured.body, "operationId"), "refunds-to-cancel", "40")
  await asking.readResolved("orders-get-refunded-to-cancel", authorised.orderId, 3)
  return { "of a refund": told(await cancel("cancels-refund", text(refunded.body, "operationId"), key())) }
}

const cancels = about("Cancels: of an authorization, of a capture on its day", async (asking, authorised) => {
  const { xpay } = asking
  const cancel = async (name: string, operationId: string, headers: Readonly<Record<string, string>>) =>
    await xpay.post(name, `/operations/${operationId}/cancels`, {}, { headers })
  const key = () => ({ "idempotency-key": randomUUID() })
  const ofHold = await cancel("cancels-authorization", authorised.operationId, key())
  const captured = await capture(asking, authorised, "captures-to-cancel", "100")
  const captureId = text(captured.body, "operationId")
  await asking.readResolved("orders-get-captured-to-cancel", authorised.orderId, 2)
  const withoutKey = await cancel("cancels-capture-no-key", captureId, {})
  const ofCapture = await cancel("cancels-capture", captureId, key())
  const read = await asking.readResolved("orders-get-canceled-capture", authorised.orderId, 3)
  const again = await capture(asking, authorised, "captures-after-cancel", "100")
  return {
    ...(await cancelOfRefund(asking, cancel, key)),
    "of an authorization": told(ofHold),
    "of a capture, without a key": told(withoutKey),
    "of a capture, with a key": told(ofCapture),
    "the order then lists": operationsOf(read).map(inWords).sort().join(", "),
    "a new capture": told(again),
  }
})

const reading = about("Reading: actions, order of operations, times", async (asking, authorised) => {
  const { xpay } = asking
  const before = Date.now()
  const actions = await xpay.get("operations-actions", `/operations/${authorised.operationId}/actions`)
  await capture(asking, authorised, "captures-whole", "100")
  const read = await asking.readResolved("orders-get-captured", authorised.orderId, 2)
  const one = await xpay.get("operations-get", `/operations/${authorised.operationId}`)
  const listed = operationsOf(read)
  const { actions: possible } = fields(actions.body)
  const first = Array.isArray(possible) ? fields(possible[0]) : {}
  const time = text(listed[0], "operationTime")
  return {
    actions: told(actions),
    "fields of an action": Object.keys(first).sort().join(", ") || "none: it is a word",
    "operations come": listed[0]?.["operationType"] === "CAPTURE" ? "newest first" : "oldest first",
    "form of times": formOf(time),
    "times without a zone are Italian": isItalian(time, before),
    "currency of operations": text(listed[0], "operationCurrency"),
    "channelDetail of operations": text(one.body, "channelDetail") || "none",
  }
})

/** Answers a moment after the call: what is read at once may lag behind. */
const lags = about("How soon reads show what was done", async (asking, authorised) => {
  const { xpay } = asking
  const fresh = await asking.authorise()
  const atOnce = await xpay.get("orders-get-at-once", `/orders/${fresh?.orderId ?? ""}`, {
    atOnce: true,
    isPassing: true,
  })
  await asking.readResolved("orders-get-resolved", authorised.orderId, 1)
  const captured = await capture(asking, authorised, "captures-watched", "100")
  const id = text(captured.body, "operationId")
  const seen: string[] = []
  const until = Date.now() + WATCHED_MS
  while (Date.now() < until) {
    const one = await xpay.get("operations-get-watched", `/operations/${id}`, {
      atOnce: true,
      isPassing: true,
    })
    const result = one.status === 200 ? text(one.body, "operationResult") : "not there"
    if (seen.at(-1) !== result) {
      seen.push(result)
    }
    await pause(WATCH_PAUSE_MS)
  }
  return {
    "a payment, read at once": told(atOnce),
    "a capture, watched, shows": seen.filter((result) => result !== "not there").join(", then "),
  }
})

const WATCHED_MS = 1500
const WATCH_PAUSE_MS = 100

function formOf(time: string): string {
  return time.replace(/\d/g, "9")
}

function isItalian(time: string, now: number): string {
  const ahead = hoursAhead(time, now)
  return ahead === undefined ? "they have a zone" : String(ahead === hoursOfRome(now))
}

/** How far a time without a zone is ahead of UTC; undefined where it has one. */
export function hoursAhead(time: string, now: number): number | undefined {
  if (/Z|[+-]\d{2}:?\d{2}$/.test(time)) {
    return undefined
  }
  return Math.round((Date.parse(`${time.replace(" ", "T")}Z`) - now) / 3_600_000)
}

/** One in winter, two in summer. */
export function hoursOfRome(now: number): number {
  const name = new Intl.DateTimeFormat("en", { timeZone: "Europe/Rome", timeZoneName: "longOffset" })
    .formatToParts(now)
    .find(({ type }) => type === "timeZoneName")?.value
  return Number(/\+(\d+)/.exec(name ?? "")?.[1] ?? 0)
}

const implicit: Question = {
  title: "Money taken at once: what a MOTO payment with IMPLICIT answers",
  needs: NEEDS_MOTO,
  async ask(asking) {
    const authorised = await asking.authorise("IMPLICIT")
    if (authorised === undefined) {
      return undefined
    }
    const read = await asking.readResolved("orders-get-implicit", authorised.orderId, 1)
    const refunded = await refund(asking, authorised.operationId, "refunds-same-day", "100")
    const after = await asking.readResolved("orders-get-same-day-refund", authorised.orderId, 2)
    return {
      operations: operationsOf(read).map(inWords).join(", "),
      captured: text(read.body, "orderStatus", "capturedAmount"),
      "full refund on its day": told(refunded),
      "it is listed as": operationsOf(after).map(inWords).sort().join(", "),
      "captured after it": text(after.body, "orderStatus", "capturedAmount"),
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
      "MOTO payment, EXPLICIT": await call("EXPLICIT"),
      "MOTO payment, IMPLICIT": await call("IMPLICIT"),
    }
  },
}

const cards: Question = {
  title: "Cards: refused ones, one of a circuit the terminal lacks, and a foreign currency",
  needs: `${NEEDS_MOTO}; XPAY_TEST_MISSING_CIRCUIT_CARD for the circuit`,
  async ask(asking) {
    const authorised = await asking.authorise()
    if (authorised === undefined) {
      return undefined
    }
    const { xpay, newOrderId } = asking
    const { missingCircuit } = asking.cards
    const pay = async (name: string, card: object | undefined, changes: object = {}) =>
      await xpay.post(name, "/orders/moto", {
        order: order(newOrderId(), changes),
        card,
        captureType: "EXPLICIT",
      })
    const [refused, otherRefused] = refusedCards(new Date())
    const first = await pay("orders-moto-ko-1", refused)
    const second = await pay("orders-moto-ko-2", otherRefused)
    const [good] = approvedCards(new Date())
    return {
      "a refused card": answeredWithResult(first),
      "code of the refusal": codeOf(first),
      "another refused card": `${answeredWithResult(second)} ${codeOf(second)}`,
      "in dollars": answeredWithResult(await pay("orders-moto-usd", good, { currency: "USD" })),
      ...(missingCircuit === undefined
        ? {}
        : {
            "a circuit the terminal lacks": answeredWithResult(
              await pay("orders-moto-circuit", missingCircuit)
            ),
          }),
    }
  },
}

function codeOf(answer: Answer): string {
  const data = fields(fields(answer.body)["operation"])["additionalData"]
  return text(data, "authorizationStatus") || text(data, "errorCode") || "none"
}

/** About money: with public test cards, for €1, as MOTO payments. */
export const MONEY_QUESTIONS: readonly Question[] = [
  keys,
  captures,
  unnamedAmount,
  refundsByAuthorization,
  amounts,
  officeRefunds,
  voids,
  cancels,
  reading,
  lags,
  implicit,
  cards,
  capabilities,
]
