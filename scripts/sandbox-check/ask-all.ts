import { randomBytes, randomUUID } from "node:crypto"
import type { Walk } from "./bank-page"
import { approvedCards, order } from "./card-data"
import { CHALLENGE_QUESTIONS } from "./challenge-questions"
import { fields, text, type Conversation } from "./conversation"
import { MONEY_QUESTIONS } from "./money-questions"
import { ORDER_QUESTIONS } from "./order-questions"
import type { Asking, Authorised, Facts, Question } from "./question"

const QUESTIONS: readonly Question[] = [...ORDER_QUESTIONS, ...CHALLENGE_QUESTIONS, ...MONEY_QUESTIONS]

/** A question with what was answered; undefined: it could not be asked. */
export interface Asked {
  readonly title: string
  readonly needs: string
  readonly facts: Facts | undefined
  /** Why it broke off. */
  readonly problem?: string
}

export interface AskOptions {
  readonly walk: Walk | undefined
  readonly keys: Asking["keys"]
  /** Hears what is going on. */
  readonly tell?: (line: string) => void
}

/** Asks one XPay everything, and lets go of whatever it has authorised. */
export async function askAll(
  xpay: Conversation,
  { walk, keys, tell = () => undefined }: AskOptions
): Promise<readonly Asked[]> {
  const orders: string[] = []
  const newOrderId = (length = 18) => {
    const id = `SC${randomBytes(16).toString("hex").toUpperCase()}`.slice(0, length)
    orders.push(id)
    return id
  }
  const asking: Asking = {
    xpay,
    walk,
    keys,
    newOrderId,
    authorise: (type) => authorise(xpay, newOrderId(), type),
  }
  const asked: Asked[] = []
  for (const question of QUESTIONS) {
    const { title, needs } = question
    tell(title)
    try {
      asked.push({ title, needs, facts: await question.ask(asking) })
    } catch (error) {
      asked.push({
        title,
        needs,
        facts: undefined,
        problem: error instanceof Error ? error.message : "unknown",
      })
    }
  }
  tell("Letting go of what was authorised")
  await letGo(xpay, orders)
  return asked
}

async function authorise(
  xpay: Conversation,
  orderId: string,
  captureType: "EXPLICIT" | "IMPLICIT" = "EXPLICIT"
): Promise<Authorised | undefined> {
  const [card] = approvedCards(new Date())
  const paid = await xpay.post("orders-moto", "/orders/moto", { order: order(orderId), card, captureType })
  const operationId = text(paid.body, "operation", "operationId")
  const result = text(paid.body, "operation", "operationResult")
  return ["AUTHORIZED", "EXECUTED"].includes(result) ? { orderId, operationId } : undefined
}

async function letGo(xpay: Conversation, orders: readonly string[]): Promise<void> {
  for (const orderId of orders) {
    const { body } = await xpay.get("orders-get-at-the-end", `/orders/${orderId}`)
    const { operations } = fields(body)
    const made = Array.isArray(operations) ? operations.map(fields) : []
    const count = (type: string) => made.filter((one) => one["operationType"] === type).length
    const hold = made.find(
      (one) => one["operationType"] === "AUTHORIZATION" && one["operationResult"] === "AUTHORIZED"
    )
    const isGone = count("VOID") + count("REFUND") > 0 || count("CAPTURE") > count("CANCEL")
    if (hold !== undefined && !isGone) {
      await xpay.post(
        "refunds-at-the-end",
        `/operations/${text(hold, "operationId")}/refunds`,
        { amount: "100", currency: "EUR" },
        { headers: { "idempotency-key": randomUUID() } }
      )
    }
  }
}
