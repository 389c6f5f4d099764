import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { operationsOf, text, told, type Answer, type Conversation } from "./conversation"

/** What the check has made at XPay. */
export interface Made {
  orders: string[]
  contracts: string[]
  links: string[]
  /** Orders whose hold has lapsed meanwhile, or whose money was given back elsewhere. */
  readonly lapsed: string[]
}

/** Something that could not be given back: for a person to do in XPay's back office. */
export interface Kept {
  readonly orderId: string
  readonly why: string
}

type Operation = Readonly<Record<string, unknown>>

/** Each round does what is left of the one before: a part, or what was still pending. */
const ROUNDS = 5

/** XPay may show a result a moment late. */
const SETTLING_MS = 400

/**
 * Voids every hold, refunds everything that was taken, deactivates every saved card and cancels every link, whatever the
 * questions came to, and says what is left.
 *
 * @param keys of the terminals that were asked; undefined: the first one's
 */
export async function giveBack(
  xpay: Conversation,
  { orders, contracts, links, lapsed }: Made,
  keys: readonly (string | undefined)[]
): Promise<readonly Kept[]> {
  xpay.beginGivingBack()
  await pause(SETTLING_MS)
  for (const linkId of links) {
    await xpay.post("paybylink-cancels-at-the-end", `/paybylink/${linkId}/cancels`, {}, { isPassing: true })
  }
  for (const contractId of contracts) {
    await xpay.post(
      "deactivation-at-the-end",
      `/contracts/${contractId}/deactivation`,
      {},
      { isPassing: true }
    )
  }
  const kept: Kept[] = []
  for (const orderId of orders) {
    for (const key of keys) {
      const left = await settleOrder(xpay, orderId, key)
      kept.push(...left.filter(() => !lapsed.includes(orderId)))
    }
  }
  xpay.endGivingBack()
  return kept
}

async function settleOrder(
  xpay: Conversation,
  orderId: string,
  key: string | undefined
): Promise<readonly Kept[]> {
  const options = { isPassing: true, ...(key === undefined ? {} : { apiKey: key }) }
  const read = async () => await xpay.get("orders-get-at-the-end", `/orders/${orderId}`, options)
  let why = "it is still pending"
  for (let round = 0; round < ROUNDS; round += 1) {
    const steps = stepsFor(operationsOf(await readDecided(read)))
    if (steps.length === 0) {
      return []
    }
    const refused: string[] = []
    for (const { path, amount, currency } of steps) {
      const headers = { "idempotency-key": randomUUID() }
      const answer = await xpay.post("money-at-the-end", path, { amount, currency }, { ...options, headers })
      if (answer.status === 200) {
        await pause(SETTLING_MS)
        break
      }
      refused.push(told(answer))
    }
    if (refused.length === steps.length && steps.every(({ isOnlyATry }) => isOnlyATry)) {
      return []
    }
    why = refused.at(-1) ?? why
  }
  const left = stepsFor(operationsOf(await readDecided(read))).filter(({ isOnlyATry }) => !isOnlyATry)
  return left.length === 0 ? [] : [{ orderId, why }]
}

/** An order of which something is being given back is looked at once more; a challenge that nobody answered stays open. */
async function readDecided(read: () => Promise<Answer>): Promise<Answer> {
  const first = await read()
  const isOpen = operationsOf(first).some(
    ({ operationResult: result, operationType: type }) => result === "PENDING" && type !== "AUTHORIZATION"
  )
  if (!isOpen) {
    return first
  }
  await pause(2 * SETTLING_MS)
  return await read()
}

interface Step {
  readonly path: string
  readonly amount: string
  readonly currency: string
  /** Refused means that there is nothing to give back. */
  readonly isOnlyATry: boolean
}

const GOOD = ["EXECUTED", "AUTHORIZED", "REFUNDED", "VOIDED", "CANCELED", "PENDING"]

/**
 * What may give back what an order still holds or has taken, the likeliest first; the first that XPay accepts is enough
 * for one round. Reckoned from the operations alone: what XPay says of the order's amounts is one of the questions.
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
    return [...captures, ...atOnce].map((one) => step(one, "refunds", Math.min(owed, amountOf(one))))
  }
  const [hold] = holds
  if (hold === undefined || back >= amountOf(hold)) {
    return []
  }
  if (captures.length === 0) {
    return back > 0 ? [] : [step(hold, "refunds", amountOf(hold))]
  }
  // What is left of a hold after a part was captured is released at XPay, or can be captured, and be refunded then.
  const rest = amountOf(hold) - sum(captures)
  return rest > 0 ? [step(hold, "captures", rest)] : []
}

function step(operation: Operation, what: "captures" | "refunds", amount: number): Step {
  return {
    path: `/operations/${text(operation, "operationId")}/${what}`,
    amount: String(amount),
    currency: currencyOf(operation),
    isOnlyATry: what === "captures",
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
