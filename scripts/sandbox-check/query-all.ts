import { randomBytes } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { BUILD_QUESTIONS } from "./build-questions"
import { approvedCards, order } from "./card-data"
import { CHALLENGE_QUESTIONS } from "./challenge-questions"
import { CONTRACT_QUESTIONS } from "./contract-questions"
import { Interrupted, operationsOf, text, type Answer, type Conversation } from "./conversation"
import { reverse, keptInWords, type Kept, type Made } from "./reverse"
import { lateQuestions } from "./late-questions"
import { MONEY_QUESTIONS } from "./money-questions"
import { ORDER_QUESTIONS } from "./order-questions"
import { PAGE_QUESTIONS } from "./page-questions"
import type { Asking, Authorised, Facts, LateQuestion, Means, Question } from "./question"

const QUESTIONS: readonly Question[] = [
  ...ORDER_QUESTIONS,
  ...CHALLENGE_QUESTIONS,
  ...MONEY_QUESTIONS,
  ...CONTRACT_QUESTIONS,
  ...PAGE_QUESTIONS,
  ...BUILD_QUESTIONS,
]

const GIVING_BACK = "Giving back what was taken"

/** A question with its answers; undefined: it could not be asked. */
export interface Asked {
  readonly title: string
  readonly needs: string
  readonly facts: Facts | undefined
  /** Why it was aborted. */
  readonly problem?: string
}

/** The answers to all questions to one XPay. */
export interface Answers {
  readonly asked: readonly Asked[]
  /** What could not be reversed. */
  readonly kept: readonly Kept[]
  readonly isInterrupted: boolean
}

export interface AskOptions extends Means {
  /** The longest time for `wait`. */
  readonly longestWaitMs: number
  /** Receives progress messages. */
  readonly tell?: (line: string) => void
}

/** Asks one XPay all questions, and reverses whatever was taken, even after an interruption. */
export async function askAll(xpay: Conversation, options: AskOptions): Promise<Answers> {
  const { tell = () => undefined } = options
  const made: Made = { orders: [], contracts: [], links: [], lapsed: [], refundedElsewhere: [] }
  const asking = askingWith(xpay, options, made)
  const asked: Asked[] = []
  let isInterrupted = false
  try {
    for (const question of QUESTIONS) {
      tell(question.title)
      asked.push(await answered(question, () => question.ask(asking)))
    }
    asked.push(...(await askLate(asking, options, made)))
  } catch (error) {
    if (!(error instanceof Interrupted)) {
      // No report will list what is left.
      const left = await reverse(xpay, made, keysOf(options))
      left.forEach((one) => tell(`Not returned: ${keptInWords(one)}`))
      throw error
    }
    isInterrupted = true
  }
  tell(GIVING_BACK)
  const kept = await reverse(xpay, made, keysOf(options))
  return { asked, kept, isInterrupted }
}

function askingWith(xpay: Conversation, means: Means, made: Made): Asking {
  const newOrderId = (length = 18) => {
    const id = idOf(length)
    made.orders.push(id)
    return id
  }
  return {
    ...means,
    xpay,
    newOrderId,
    newContractId: () => {
      const id = idOf(18)
      made.contracts.push(id)
      return id
    },
    noteLink: (linkId) => {
      made.links.push(linkId)
    },
    noteLapsed: (orderId) => {
      made.lapsed.push(orderId)
    },
    noteRefundedElsewhere: (orderId) => {
      made.refundedElsewhere.push(orderId)
    },
    authorise: (type) => authorise(xpay, newOrderId(), type),
    aMoment: () => pause(A_MOMENT_MS),
    readThere: async (orderId) => {
      await readUntil(xpay, orderId, ({ status }) => status === 200)
    },
    readResolved: (name, orderId, operations) => readResolved(xpay, name, orderId, operations),
  }
}

function idOf(length: number): string {
  return `SC${randomBytes(16).toString("hex").toUpperCase()}`.slice(0, length)
}

/** The terminals on which money may have been taken. The first one's key is the default. */
function keysOf({ keys }: Pick<Means, "keys">): readonly (string | undefined)[] {
  return keys.implicit === undefined ? [undefined] : [undefined, keys.implicit]
}

/** @throws Interrupted */
async function answered(
  { title, needs }: Pick<Question, "title" | "needs">,
  ask: () => Promise<Facts | undefined>
): Promise<Asked> {
  try {
    return { title, needs, facts: await ask() }
  } catch (error) {
    if (error instanceof Interrupted) {
      throw error
    }
    const problem = text(error, "message") || "unknown"
    return { title, needs, facts: undefined, problem }
  }
}

/** Begins all of them, then waits for all together. */
async function askLate(
  asking: Asking,
  { wait, longestWaitMs, tell = () => undefined, ...means }: AskOptions,
  made: Made
): Promise<readonly Asked[]> {
  const canAsk = ({ afterMs }: LateQuestion) =>
    afterMs === 0 || (wait !== undefined && afterMs <= longestWaitMs)
  const questions = lateQuestions()
  if (questions.some((question) => question.afterMs > 0 && canAsk(question))) {
    // No money is held while the check waits, except what a question waits for.
    tell(GIVING_BACK)
    const kept = await reverse(asking.xpay, made, keysOf(means))
    const left = (what: Kept["what"]) => kept.filter((one) => one.what === what).map(({ id }) => id)
    made.orders = left("order")
    made.contracts = left("saved card")
    made.links = left("payment link")
  }
  const begun: Begun[] = []
  for (const question of questions) {
    begun.push(await begin(question, asking, canAsk(question)))
  }
  const asked: Asked[] = []
  let waited = 0
  for (const { question, afterMs, goOn, broken } of begun) {
    const { title, needs } = question
    if (goOn === undefined) {
      asked.push(broken ?? { title, needs, facts: undefined })
      continue
    }
    tell(`Waiting for: ${title}`)
    const ask = async () => {
      await wait?.(afterMs - waited)
      waited = afterMs
      return await goOn()
    }
    asked.push(await answered(question, ask))
  }
  return asked
}

interface Begun {
  readonly question: LateQuestion
  readonly afterMs: number
  /** Undefined: it cannot be asked here. */
  readonly goOn: (() => Promise<Facts>) | undefined
  /** It was aborted before the wait. */
  readonly broken?: Asked
}

/** @throws Interrupted */
async function begin(question: LateQuestion, asking: Asking, canAsk: boolean): Promise<Begun> {
  const { afterMs } = question
  if (!canAsk) {
    return { question, afterMs, goOn: undefined }
  }
  let goOn: Begun["goOn"]
  const broken = await answered(question, async () => {
    goOn = await question.begin(asking)
    return undefined
  })
  return { question, afterMs, goOn, broken }
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

const A_MOMENT_MS = 1_000
const RESOLVED_WITHIN_MS = 4_000

async function readResolved(
  xpay: Conversation,
  name: string,
  orderId: string,
  expected = 0
): Promise<Answer> {
  await readUntil(xpay, orderId, (order) => isResolved(order, expected))
  return await xpay.get(name, `/orders/${orderId}`)
}

async function readUntil(
  xpay: Conversation,
  orderId: string,
  isEnough: (order: Answer) => boolean
): Promise<void> {
  const until = Date.now() + RESOLVED_WITHIN_MS
  const read = async () => await xpay.get("orders-get", `/orders/${orderId}`, { isPassing: true })
  while (!isEnough(await read()) && Date.now() < until) {
    await pause(150)
  }
}

function isResolved(order: Answer, expected: number): boolean {
  const operations = operationsOf(order)
  return (
    order.status === 200 &&
    operations.length >= expected &&
    operations.every(({ operationResult }) => operationResult !== "PENDING")
  )
}
