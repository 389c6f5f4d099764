import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { approvedCards, order, session, type WireCard } from "./card-data"
import { fields, inWords, operationsOf, text, told, answeredWithResult, type Answer } from "./conversation"
import type { Asking, LateQuestion, Question } from "./question"

const NEEDS_BUILD = "a terminal with XPay Build"

const SHOP = "https://shop.example"

interface Opened {
  readonly orderId: string
  /** Decoded. */
  readonly sessionId: string
  readonly answer: Answer
}

/** Opens card fields for a page that does not exist; undefined: the terminal has none. */
async function open(asking: Asking, name: string, changes: object = {}): Promise<Opened | undefined> {
  const orderId = asking.newOrderId()
  const answer = await asking.xpay.post(name, "/orders/build", {
    version: "3",
    merchantUrl: SHOP,
    order: order(orderId),
    paymentSession: session({ paymentService: "CARDS", captureType: "EXPLICIT", ...changes }),
  })
  const sessionId = decodeURIComponent(text(answer.body, "sessionId"))
  return sessionId === "" ? undefined : { orderId, sessionId, answer }
}

function call({ xpay }: Asking, name: string, path: string, { sessionId }: Opened): Promise<Answer> {
  return xpay.post(name, `/build/${path}`, { sessionId })
}

async function stateOf({ xpay }: Asking, name: string, sessionId: string): Promise<Answer> {
  return await xpay.get(name, `/build/state?sessionId=${encodeURIComponent(sessionId)}`)
}

function toldWithState(answer: Answer): string {
  return `${told(answer)} ${text(answer.body, "state")}`.trim()
}

async function orderOf({ xpay, aMoment }: Asking, name: string, { orderId }: Opened): Promise<string> {
  await aMoment()
  const read = await xpay.get(name, `/orders/${orderId}`)
  return [told(read), ...operationsOf(read).map(inWords)].join(", ")
}

/**
 * Sends a card as the frames do, to the same endpoint; XPay's own description documents it. Nothing of it is recorded.
 *
 * @returns undefined: XPay accepts it only from its frames.
 */
async function ready(asking: Asking, name: string, card: WireCard): Promise<Opened | undefined> {
  const opened = await open(asking, name)
  if (opened === undefined) {
    return undefined
  }
  const { xpay } = asking
  const headers = { session: opened.sessionId, "idempotency-key": randomUUID() }
  const options = { headers, isPassing: true }
  const values = {
    CARD_NUMBER: card.pan,
    EXPIRATION_DATE: `${card.expiryDate.slice(0, 2)}/${card.expiryDate.slice(2)}`,
    SECURITY_CODE: card.cvv,
    CARDHOLDER_NAME: "Sandbox",
    CARDHOLDER_SURNAME: "Check",
    CARDHOLDER_EMAIL: "cardholder@example.com",
    PRIVACY_CONDITIONS: "true",
  }
  const wanted = (fields(opened.answer.body)["fields"] ?? []) as { id?: string }[]
  const given = Object.entries(values)
    .filter(([id]) => wanted.some((field) => field.id === id))
    .map(([id, value]) => ({ id, value }))
  await xpay.post("fe-build-text", "/fe/build/text", given, options)
  await xpay.get("fe-build-gdi", "/fe/build/check_gdi_result?attemptNumber=2", options)
  const state = await stateOf(asking, `${name}-state`, opened.sessionId)
  return text(state.body, "state") === "READY_FOR_PAYMENT" ? opened : undefined
}

const sessions: Question = {
  title: "XPay Build: sessions that nobody knows, that have no card, and that are cancelled",
  needs: NEEDS_BUILD,
  async ask(asking) {
    const opened = await open(asking, "orders-build")
    if (opened === undefined) {
      return undefined
    }
    return {
      "an unknown session": told(await stateOf(asking, "build-state-unknown", randomUUID())),
      "the order before a card is there": await orderOf(asking, "orders-get-build", opened),
      "finalized before a card is there": toldWithState(
        await call(asking, "build-finalize-early", "finalize_payment", opened)
      ),
      cancelled: answeredWithResult(await call(asking, "build-cancel", "cancel", opened)),
      "the order of a cancelled session": await orderOf(asking, "orders-get-build-cancelled", opened),
    }
  },
}

const notified: Question = {
  title: "XPay Build: whether a cancelled session is notified",
  needs: `${NEEDS_BUILD}, and a public https address that leads to this machine (XPAY_TEST_PUBLIC_URL)`,
  async ask(asking) {
    const { publicAddress, notificationMs } = asking
    if (publicAddress === undefined) {
      return undefined
    }
    const name = `build-${randomUUID()}`
    const notificationUrl = `${publicAddress.url}/${name}/notification`
    const opened = await open(asking, "orders-build-notified", { notificationUrl })
    if (opened === undefined) {
      return undefined
    }
    await call(asking, "build-cancel-notified", "cancel", opened)
    await pause(notificationMs)
    const received = publicAddress.arrivals.filter(({ path }) => path.includes(name))
    return { "notifications received": String(received.length) }
  },
}

const script: Question = {
  title: "XPay Build: the script for the shop's page",
  needs: NEEDS_BUILD,
  async ask(asking) {
    const opened = await open(asking, "orders-build-script")
    if (opened === undefined) {
      return undefined
    }
    await call(asking, "build-cancel-script", "cancel", opened)
    const [first] = fields(opened.answer.body)["fields"] as { src: string }[]
    const url = new URL("/monetaweb/resources/hfsdk.js", first?.src)
    const { headers } = await fetch(url, { headers: { origin: SHOP } })
    return { "other sites may read it": headers.has("access-control-allow-origin") ? "yes" : "no" }
  },
}

const atBank: Question = {
  title: "XPay Build: while the payer is on the bank's page, and after giving up there",
  needs: `${NEEDS_BUILD} that takes a card from others than its frames, and somebody on the bank's page in a browser`,
  async ask(asking) {
    const [card] = approvedCards(new Date())
    const { walkPage } = asking
    if (card === undefined || walkPage === undefined) {
      return undefined
    }
    const one = await ready(asking, "orders-build-at-bank", card)
    const other = await ready(asking, "orders-build-given-up", card)
    if (one === undefined || other === undefined) {
      return undefined
    }
    await call(asking, "build-finalize", "finalize_payment", one)
    const order = await orderOf(asking, "orders-get-build-at-bank", one)
    const again = await call(asking, "build-finalize-again", "finalize_payment", one)
    const cancelled = await call(asking, "build-cancel-at-bank", "cancel", one)
    const sent = await call(asking, "build-finalize-given-up", "finalize_payment", other)
    await walkPage(text(sent.body, "url"), "give up")
    return {
      "the order": order,
      "finalized again": told(again),
      cancelled: told(cancelled),
      "the order of a payer who gives up": await orderOf(asking, "orders-get-build-given-up", other),
    }
  },
}

/** Card fields on the shop's page. */
export const BUILD_QUESTIONS: readonly Question[] = [sessions, notified, script, atBank]

const MINUTE_MS = 60_000

/** The lifetime of a session. */
export const buildLife: LateQuestion = {
  title: "An XPay Build session after ten minutes",
  needs: `${NEEDS_BUILD}, and ten minutes of waiting (XPAY_TEST_WAIT_HOURS)`,
  afterMs: 10 * MINUTE_MS,
  async begin(asking) {
    const opened = await open(asking, "orders-build-left")
    return opened === undefined
      ? undefined
      : async () => ({
          "the session": toldWithState(await stateOf(asking, "build-state-late", opened.sessionId)),
        })
  },
}
