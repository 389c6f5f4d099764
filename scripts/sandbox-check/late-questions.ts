import { randomUUID } from "node:crypto"
import { buildLife } from "./build-questions"
import { approvedCards, order, session } from "./card-data"
import { operationsOf, inWords, text, told } from "./conversation"
import { capture, hoursAhead, hoursOfRome, NEEDS_MOTO } from "./money-questions"
import type { LateQuestion } from "./question"

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const NEEDS_TIME = (time: string) => `${time} of waiting (XPAY_TEST_WAIT_HOURS)`

const pageLife: LateQuestion = {
  title: "XPay's page after 20 minutes",
  needs: NEEDS_TIME("20 minutes"),
  afterMs: 20 * MINUTE_MS,
  async begin({ xpay, newOrderId }) {
    const opened = await xpay.post("orders-hpp-left", "/orders/hpp", {
      order: order(newOrderId()),
      paymentSession: session({ paymentService: "CARDS" }),
    })
    const page = text(opened.body, "hostedPage")
    if (page === "") {
      return undefined
    }
    const look = async () => {
      const response = await fetch(page)
      return `HTTP ${response.status}, ${/<(form|script)\b/.test(await response.text()) ? "alive" : "empty"}`
    }
    const atFirst = await look()
    return async () => ({ "the page": (await look()) === atFirst ? "as at first" : "is not there any more" })
  },
}

const keyMemory: LateQuestion = {
  title: "An Idempotency-Key after two hours",
  needs: `${NEEDS_MOTO}, and ${NEEDS_TIME("two hours")}`,
  afterMs: 2 * HOUR_MS,
  async begin(asking) {
    const authorised = await asking.authorise()
    if (authorised === undefined) {
      return undefined
    }
    const key = randomUUID()
    const first = await capture(asking, authorised, "captures-remembered", "50", key)
    const id = text(first.body, "operationId")
    return async () => {
      const again = await capture(asking, authorised, "captures-two-hours-later", "50", key)
      const isSame = text(again.body, "operationId") === id
      return {
        "the same request under it":
          again.status === 200 ? `${isSame ? "the same" : "another"} operation` : told(again),
      }
    }
  },
}

const lapsed: LateQuestion = {
  title: "An authorization after six days",
  needs: `${NEEDS_MOTO}, and ${NEEDS_TIME("six days")}`,
  afterMs: 6 * DAY_MS,
  async begin(asking) {
    const authorised = await asking.authorise()
    if (authorised === undefined) {
      return undefined
    }
    return async () => {
      asking.noteLapsed(authorised.orderId)
      const read = await asking.readResolved("orders-get-lapsed", authorised.orderId, 1)
      return {
        "it shows": operationsOf(read).map(inWords).join(", "),
        "a capture": told(await capture(asking, authorised, "captures-lapsed", "100")),
      }
    }
  },
}

/** Summer time cannot be asked about in winter: an order that is started then, and never paid, tells. */
const summer: LateQuestion = {
  title: "Times in summer",
  needs: "a run between April and October",
  get afterMs() {
    return untilSummer(Date.now())
  },
  begin: ({ xpay, newOrderId }) =>
    Promise.resolve(async () => {
      const started = await xpay.post("3steps-init-summer", "/orders/3steps/init", {
        order: order(newOrderId()),
        card: approvedCards(new Date())[0],
      })
      const now = Date.parse(started.headers["date"] ?? "")
      const ahead = hoursAhead(text(started.body, "operation", "operationTime"), now)
      return { "hours ahead of UTC": ahead === undefined ? "they have a zone" : String(ahead) }
    }),
}

function untilSummer(now: number): number {
  for (let after = 0; ; after += DAY_MS) {
    if (hoursOfRome(now + after) === 2) {
      return after
    }
  }
}

/** By the time they take. */
export function lateQuestions(): readonly LateQuestion[] {
  const all = [buildLife, pageLife, keyMemory, lapsed, summer]
  return all.sort((one, other) => one.afterMs - other.afterMs)
}
