import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { codesOf, fields, operationsOf, text, told, type Answer, type Conversation } from "./conversation"

/** What the check has created at XPay. */
export interface Made {
  orders: string[]
  contracts: string[]
  links: string[]
  /** Orders whose hold has expired: XPay may refuse to void it. */
  readonly lapsed: string[]
  /** Orders that were refunded elsewhere, which XPay's reads may not show. */
  readonly refundedElsewhere: string[]
}

/** Something that could not be reversed: a person must do it in the XPay back office. */
export interface Kept {
  readonly what: "order" | "saved card" | "payment link"
  readonly id: string
  readonly why: string
}

/** `order SC01 (HTTP 502 not JSON)` */
export function keptInWords({ what, id, why }: Kept): string {
  return `${what} ${id} (${why})`
}

type Operation = Readonly<Record<string, unknown>>

/** Each round does what the previous one left: a part, or what was still pending. */
const ROUNDS = 5

/** A call without a response, or with a failure, is repeated once. */
const TRIES = 2

/** XPay may show a result slightly late. */
const RESOLVING_MS = 400

/**
 * Voids every hold, refunds everything captured, deactivates every saved card and cancels every link, whatever the
 * result of the questions, and returns what is left. What could not be read counts as left: only a response proves that
 * nothing is. A failed call does not stop the others.
 *
 * @param keys of the terminals used; undefined: the first one's
 */
export async function reverse(
  xpay: Conversation,
  { orders, contracts, links, lapsed, refundedElsewhere }: Made,
  keys: readonly (string | undefined)[]
): Promise<readonly Kept[]> {
  xpay.beginReversing()
  try {
    await pause(RESOLVING_MS)
    const kept: Kept[] = []
    for (const id of links) {
      kept.push(...keptUnless(await cancelLink(xpay, id), { what: "payment link", id }))
    }
    for (const id of contracts) {
      kept.push(...keptUnless(await deactivate(xpay, id), { what: "saved card", id }))
    }
    for (const id of orders.filter((order) => !refundedElsewhere.includes(order))) {
      const whys: (string | undefined)[] = []
      for (const key of keys) {
        whys.push(await resolveOrder(xpay, id, key, lapsed.includes(id)))
      }
      kept.push(
        ...keptUnless(
          whys.find((why) => why !== undefined),
          { what: "order", id }
        )
      )
    }
    return kept
  } finally {
    xpay.endReversing()
  }
}

function keptUnless(why: string | undefined, thing: Pick<Kept, "what" | "id">): readonly Kept[] {
  return why === undefined ? [] : [{ ...thing, why }]
}

/** The response; without one, after a time-out or a reset, a description. */
async function tried(call: () => Promise<Answer>): Promise<Answer | string> {
  try {
    return await call()
  } catch (error) {
    return `no answer: ${text(error, "cause", "code") || text(error, "name")}`
  }
}

function inWordsOf(answer: Answer | string): string {
  return typeof answer === "string" ? answer : told(answer)
}

/** Whether XPay itself says that it does not exist. A page with 404 may come from any server. */
function isNotThere({ status, body }: Answer): boolean {
  return status === 404 && typeof body !== "string"
}

/** XPay's own refusal, as opposed to a failure: a repetition would not change it. */
function isRefusal({ status }: Answer): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

const PASSING = { isPassing: true }

/** @returns why the link is still open; undefined: it is not. */
async function cancelLink(xpay: Conversation, linkId: string): Promise<string | undefined> {
  const cancel = async () =>
    await xpay.post("paybylink-cancels-at-the-end", `/paybylink/${linkId}/cancels`, {}, PASSING)
  const read = async () => await xpay.get("paybylink-get-at-the-end", `/orders/paybylink/${linkId}`, PASSING)
  let why = ""
  for (let round = 0; round < TRIES; round += 1) {
    const answer = await tried(cancel)
    if (typeof answer !== "string" && isOver(answer, ["PS0045"])) {
      return undefined
    }
    // XPay refuses a second cancellation with a code that has other reasons too, so the link itself is read.
    const link = await tried(read)
    const state = typeof link === "string" ? "" : text(link.body, "paymentLink", "status")
    const saysSo = typeof answer !== "string" && codesOf(answer).includes("PS0044")
    if (state === "" ? saysSo : state !== "ACTIVE") {
      return undefined
    }
    why = inWordsOf(answer)
  }
  return why
}

/** @returns why the card is still saved; undefined: it is not. */
async function deactivate(xpay: Conversation, contractId: string): Promise<string | undefined> {
  const path = `/contracts/${contractId}/deactivation`
  let why = ""
  for (let round = 0; round < TRIES; round += 1) {
    const answer = await tried(async () => await xpay.post("deactivation-at-the-end", path, {}, PASSING))
    if (typeof answer !== "string" && isOver(answer, ["PS0017"])) {
      return undefined
    }
    why = inWordsOf(answer)
  }
  return why
}

/** @param codes that mean that there was nothing left to do */
function isOver(answer: Answer, codes: readonly string[]): boolean {
  return answer.status === 200 || isNotThere(answer) || codesOf(answer).some((code) => codes.includes(code))
}

/** @returns why something is left of the order; undefined: nothing is. */
async function resolveOrder(
  xpay: Conversation,
  orderId: string,
  key: string | undefined,
  isLapsed: boolean
): Promise<string | undefined> {
  const options = { ...PASSING, ...(key === undefined ? {} : { apiKey: key }) }
  const path = `/orders/${orderId}`
  const left = async () =>
    leftOf(await readDecided(async () => await xpay.get("orders-get-at-the-end", path, options)))
  let why = "it is still pending"
  let unread = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const steps = await left()
    if (typeof steps === "string") {
      why = steps
      unread += 1
      if (unread === TRIES) {
        return why
      }
      await pause(RESOLVING_MS)
      continue
    }
    if (steps.length === 0) {
      return undefined
    }
    const failed: (Answer | string)[] = []
    for (const { path: channel, amount, currency } of steps) {
      const headers = { "idempotency-key": randomUUID() }
      const body = { amount, currency }
      const answer = await tried(
        async () => await xpay.post("money-at-the-end", channel, body, { ...options, headers })
      )
      if (typeof answer !== "string" && answer.status === 200) {
        break
      }
      failed.push(answer)
    }
    const areRefused = failed.every((answer) => typeof answer !== "string" && isRefusal(answer))
    if (failed.length === steps.length && areRefused && steps.every((step) => isNoLoss(step, isLapsed))) {
      return undefined
    }
    await pause(RESOLVING_MS)
    const last = failed.at(-1)
    why = last === undefined ? why : inWordsOf(last)
  }
  const steps = await left()
  if (typeof steps === "string") {
    return steps
  }
  return steps.length === 0 ? undefined : why
}

/**
 * Steps that XPay may refuse because no money is held any more: voiding the remainder of a hold, or an expired hold.
 */
function isNoLoss({ of }: Step, isLapsed: boolean): boolean {
  return of === "rest" || (of === "hold" && isLapsed)
}

/** The steps left for an order; text: it could not be read, so they are unknown. */
function leftOf(order: Answer | string): readonly Step[] | string {
  if (typeof order === "string") {
    return `it could not be read, ${order}`
  }
  if (isNotThere(order)) {
    return []
  }
  const isRead = order.status === 200 && Array.isArray(fields(order.body)["operations"])
  return isRead ? stepsFor(operationsOf(order)) : `it could not be read, ${told(order)}`
}

/** An order with a pending reversal is read once more; an unanswered challenge stays open. */
async function readDecided(read: () => Promise<Answer>): Promise<Answer | string> {
  const first = await tried(read)
  const isOpen =
    typeof first !== "string" &&
    operationsOf(first).some(
      ({ operationResult: result, operationType: type }) => result === "PENDING" && type !== "AUTHORIZATION"
    )
  if (!isOpen) {
    return first
  }
  await pause(2 * RESOLVING_MS)
  return await tried(read)
}

interface Step {
  readonly path: string
  readonly amount: string
  readonly currency: string
  /**
   * Whether the step refunds money, voids a hold, or captures the remainder of a hold after a partial capture to refund
   * it.
   */
  readonly of: "money" | "hold" | "rest"
}

const GOOD = ["EXECUTED", "AUTHORIZED", "REFUNDED", "VOIDED", "CANCELED", "PENDING"]

/**
 * Steps that may reverse what an order still holds or has captured, the likeliest first; one that XPay accepts is
 * enough for one round. Calculated from the operations alone: the order's amounts at XPay are one of the questions.
 */
export function stepsFor(operations: readonly Operation[]): readonly Step[] {
  const good = operations.filter(({ operationResult: result }) => GOOD.includes(String(result)))
  const ofType = (type: string) => good.filter(({ operationType }) => operationType === type)
  const canceled = new Set(ofType("CANCEL").map((one) => text(one, "cancelledOperationId")))
  const stands = (one: Operation) => !canceled.has(text(one, "operationId"))
  const captures = ofType("CAPTURE").filter(stands)
  const payments = ofType("AUTHORIZATION").filter(stands)
  const atOnce = payments.filter((one) => text(one, "operationResult") === "EXECUTED")
  const holds = payments.filter((one) => text(one, "operationResult") === "AUTHORIZED")
  const back = sum(ofType("REFUND").filter(stands)) + sum(ofType("VOID"))
  const taken = sum(captures) + sum(atOnce)
  const owed = taken - back
  if (owed > 0) {
    return [...captures, ...atOnce].map((one) => step(one, "money", Math.min(owed, amountOf(one))))
  }
  const [hold] = holds
  if (hold === undefined || back >= amountOf(hold)) {
    return []
  }
  if (captures.length === 0) {
    return back > 0 ? [] : [step(hold, "hold", amountOf(hold))]
  }
  // XPay voids the remainder of a hold after a partial capture, or it can be captured and then refunded.
  const rest = amountOf(hold) - sum(captures)
  return rest > 0 ? [step(hold, "rest", rest)] : []
}

function step(operation: Operation, of: Step["of"], amount: number): Step {
  return {
    path: `/operations/${text(operation, "operationId")}/${of === "rest" ? "captures" : "refunds"}`,
    amount: String(amount),
    currency: currencyOf(operation),
    of,
  }
}

const NUMERIC: Readonly<Record<string, string>> = { "978": "EUR", "840": "USD" }

function currencyOf(operation: Operation): string {
  const currency = text(operation, "operationCurrency")
  return NUMERIC[currency] ?? currency
}

function amountOf(operation: Operation): number {
  return Number(text(operation, "operationAmount"))
}

function sum(operations: readonly Operation[]): number {
  return operations.reduce((total, one) => total + amountOf(one), 0)
}
