import { setTimeout as pause } from "node:timers/promises"
import { fields, operationsOf, text, told } from "./conversation"
import { about, capture } from "./moto-payments"

export const reading = about("Reading: actions, order of operations, times", async (asking, authorised) => {
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

/** Asked a moment after the call: an immediate read may lag behind. */
export const lags = about("How soon reads show what was done", async (asking, authorised) => {
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

/** The offset from UTC of a time without a zone; undefined if it has one. */
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
