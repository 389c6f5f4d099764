import { randomUUID } from "node:crypto"
import { romeDate } from "../../src/simulator/time/italian-time"
import { buildLife } from "./build-questions"
import { approvedCards, order, session } from "./card-data"
import { operationsOf, inWords, text, told } from "./conversation"
import { capture, NEEDS_MOTO } from "./moto-payments"
import { hoursAhead, hoursOfRome } from "./reading-questions"
import { lookAtPage } from "./page-walk"
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
    const atFirst = await lookAtPage(page)
    return async () => ({
      "the page": (await lookAtPage(page)) === atFirst ? "as at first" : "is not there any more",
    })
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

/**
 * A moment when four times 24 hours have passed, but the fourth calendar day has not.
 *
 * @param now in the last minutes of a day there is no such moment
 */
const lastDay = (now: number): LateQuestion => ({
  title: "An authorization at the end of its fourth day",
  needs: `${NEEDS_MOTO}, and ${NEEDS_TIME("four days")}`,
  afterMs: 4 * DAY_MS + untilTomorrow(now) / 2,
  async begin(asking) {
    const authorised = await asking.authorise()
    if (authorised === undefined) {
      return undefined
    }
    return async () => {
      asking.noteLapsed(authorised.orderId)
      const read = await asking.readResolved("orders-get-last-day", authorised.orderId, 1)
      const captured = await capture(asking, authorised, "captures-last-day", "100")
      return {
        "it shows, and a capture": `${operationsOf(read).map(inWords).join(", ")}; ${told(captured)}`,
      }
    }
  },
})

const expiredLink = (now: number): LateQuestion => ({
  title: "A payment link that is renewed after its last day",
  needs: NEEDS_TIME("a day"),
  // The day may follow a clock other than Italy's.
  afterMs: untilTomorrow(now) + 3 * HOUR_MS,
  async begin({ xpay, newOrderId, noteLink }) {
    const expirationDate = romeDate(now)
    const made = await xpay.post("orders-paybylink-last-day", "/orders/paybylink", {
      order: order(newOrderId()),
      paymentSession: { actionType: "PAY", amount: "100", language: "ITA", expirationDate },
      expirationDate,
    })
    const linkId = text(made.body, "paymentLink", "linkId")
    if (linkId === "") {
      return undefined
    }
    noteLink(linkId)
    return async () => {
      const path = `/orders/paybylink/${linkId}/renewals`
      const renewed = await xpay.post("orders-paybylink-renewals-expired", path, {})
      const isNew = (...field: string[]) =>
        text(renewed.body, ...field) === text(made.body, ...field) ? "no" : "yes"
      return {
        renewal: told(renewed),
        "it gives a new address": isNew("paymentLink", "link"),
        "it gives a new token": isNew("securityToken"),
        "the old address": await lookAtPage(text(made.body, "paymentLink", "link")),
      }
    }
  },
})

function untilTomorrow(now: number): number {
  const today = romeDate(now)
  let after = 0
  while (romeDate(now + after) === today) {
    after += MINUTE_MS
  }
  return after
}

/** Summer time cannot be tested in winter; an order that is started in summer, and never paid, shows it. */
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

/** By duration. */
export function lateQuestions(): readonly LateQuestion[] {
  const now = Date.now()
  const all = [buildLife, pageLife, keyMemory, expiredLink(now), lastDay(now), lapsed, summer]
  return all.sort((one, other) => one.afterMs - other.afterMs)
}
