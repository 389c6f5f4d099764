import type { IOrderModuleService, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Engine } from "../engine/engine"
import type { AttemptRecord, MovementRecord } from "../modules/xpay/records"

/** A capture or refund as Medusa has written it down. */
interface Row {
  readonly id: string
  readonly kind: "capture" | "refund"
  readonly createdAt: Date
}

/** What Medusa has of a payment. */
interface Books {
  readonly isFullyCaptured: boolean
  readonly rows: readonly Row[]
  /** Ids of the rows that the order counts. */
  readonly counted: ReadonlySet<string>
  /** Ids of what the order counts of captures and refunds that are not there. */
  readonly orphans: readonly string[]
  /** The database's clock. */
  readonly now: Date
}

/** Longer than it takes from Medusa's row to ours, and from what was made to what is booked. */
export const REQUEST_MS = 55_000
const BOOKING_MS = 30_000

/**
 * Mends what a process left behind that died while it captured or refunded. Medusa writes a capture or refund down before
 * it asks the provider, takes it back when the provider fails, and makes the order count it last. Cut off in between,
 * there is a row of something that was never made, or one that the order does not count.
 *
 * Rows of what was not made go. What was made and is not counted is made free to be booked anew, or is counted. And what
 * the order counts of a row that is gone, it counts no more: Medusa's capture counts every row that is there at that
 * moment, also the one of another clerk whose capture is being refused.
 */
export async function mendBookings(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  paymentId: string,
  orderId: string
): Promise<void> {
  const books = await readBooks(container, engine, paymentId, orderId)
  const movements = await engine.journal.movements(attempt.id)
  await dropOrphans(container, engine, attempt, books)
  await dropRows(container, engine, attempt, leftOverRows(books, movements))
  const uncounted = books.rows.filter(({ id }) => !books.counted.has(id))
  for (const movement of movements.filter((one) => isBookedLongAgo(one, books))) {
    const row = books.rows.find(({ id }) => id === movement.intent_id)
    if (row === undefined || (uncounted.includes(row) && !isCountable(row, books))) {
      await engine.journal.unclaim(movement)
      await dropRows(container, engine, attempt, row === undefined ? [] : [row])
    }
  }
  const { authorized_at: authorizedAt } = attempt
  const isOld = authorizedAt !== null && isOlder(authorizedAt, BOOKING_MS, books)
  if (isOld && uncounted.some((row) => isCountable(row, books))) {
    // With all of it captured, Medusa's workflow captures nothing and makes the order count what it does not.
    await capturePaymentWorkflow(container).run({ input: { payment_id: paymentId } })
  }
}

/** The same for an order that was canceled: Medusa makes it count a refund although there is none, so only rows count. */
export async function mendCanceledBookings(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  paymentId: string
): Promise<void> {
  const books = await readBooks(container, engine, paymentId, undefined)
  const notMade = (await engine.journal.movements(attempt.id)).filter(({ state }) => state !== "done")
  const rows = books.rows.filter(({ id }) => notMade.some(({ intent_id: intent }) => intent === id))
  await dropRows(container, engine, attempt, leftOverRows({ ...books, rows }, notMade))
}

async function readBooks(
  container: MedusaContainer,
  { journal }: Engine,
  paymentId: string,
  orderId: string | undefined
): Promise<Books> {
  const payment = await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .retrievePayment(paymentId, { select: ["id", "captured_at"], relations: ["captures", "refunds"] })
  const transactions = orderId === undefined ? [] : await listTransactions(container, orderId)
  const rowsOf = (kind: Row["kind"], rows: typeof payment.captures | typeof payment.refunds) =>
    (rows ?? []).map((row) => ({
      id: row.id,
      kind,
      createdAt: new Date(row.created_at),
    }))
  return {
    isFullyCaptured: payment.captured_at != null,
    rows: [...rowsOf("capture", payment.captures), ...rowsOf("refund", payment.refunds)],
    counted: new Set(transactions.map(({ reference_id: id }) => id)),
    orphans: await findOrphans(container, transactions),
    now: await journal.now(),
  }
}

interface Transaction {
  readonly id: string
  readonly reference: string
  readonly reference_id: string
}

async function listTransactions(container: MedusaContainer, orderId: string): Promise<Transaction[]> {
  return await container
    .resolve<IOrderModuleService>(Modules.ORDER)
    .listOrderTransactions({ order_id: orderId }, { select: ["id", "reference", "reference_id"], take: null })
}

/** Transactions that name a capture or refund which no payment has, of this order or another. */
async function findOrphans(
  container: MedusaContainer,
  transactions: readonly Transaction[]
): Promise<string[]> {
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  const named = (reference: Transaction["reference"]) =>
    transactions.filter((one) => one.reference === reference)
  const ids = (some: readonly Transaction[]) => some.map(({ reference_id: id }) => id)
  const [captures, refunds] = [named("capture"), named("refund")]
  const there = new Set(
    [
      // An empty filter would match every row of the table.
      ...(captures.length === 0
        ? []
        : await payments.listCaptures({ id: ids(captures) }, { select: ["id"], take: null })),
      ...(refunds.length === 0
        ? []
        : await payments.listRefunds({ id: ids(refunds) }, { select: ["id"], take: null })),
    ].map(({ id }) => id)
  )
  return [...captures, ...refunds].filter(({ reference_id: id }) => !there.has(id)).map(({ id }) => id)
}

async function dropOrphans(
  container: MedusaContainer,
  { logger }: Engine,
  { xpay_order_id: xpayOrderId }: AttemptRecord,
  { orphans }: Books
): Promise<void> {
  if (orphans.length > 0) {
    logger.warn(
      `XPay order ${xpayOrderId}: its order counted ${orphans.length} captures or refunds that Medusa has taken back. It counts them no more.`
    )
    await container.resolve<IOrderModuleService>(Modules.ORDER).deleteOrderTransactions([...orphans])
  }
}

/** Of something that was not made; or of something that was, when nobody has been told of it. */
function leftOverRows(books: Books, movements: readonly MovementRecord[]): Row[] {
  const movementOf = (row: Row) => movements.find(({ intent_id: intent }) => intent === row.id)
  const known = books.rows.filter((row) => {
    const movement = movementOf(row)
    return movement?.state === "done"
      ? !movement.is_told
      : movement !== undefined && movement.state !== "started"
  })
  // Money that was taken with the authorization has a row in Medusa that nobody asked for: as many are right.
  const takenAtOnce = movements.filter(
    (one) => one.kind === "capture" && one.state === "done" && one.is_told && one.intent_id === null
  ).length
  const unknown = books.rows.filter((row) => movementOf(row) === undefined)
  const captures = unknown.filter(({ kind }) => kind === "capture").sort(byTime)
  const refunds = unknown.filter(({ kind }) => kind === "refund")
  const cutOff = [...captures.slice(takenAtOnce), ...refunds].filter(({ createdAt }) =>
    isOlder(createdAt, REQUEST_MS, books)
  )
  return [...known, ...cutOff]
}

function byTime(one: Row, other: Row): number {
  return one.createdAt.getTime() - other.createdAt.getTime()
}

/** Medusa counts captures of a payment that is captured in full, and no others, when it is asked to capture it again. */
function isCountable(row: Row, { isFullyCaptured }: Books): boolean {
  return row.kind === "capture" && isFullyCaptured
}

/** Carried out for a capture or refund of Medusa's, which was told of it and has had the time to book it. */
function isBookedLongAgo(
  { state, is_told: isTold, intent_id: intentId, settled_at: settledAt }: MovementRecord,
  books: Books
): boolean {
  return (
    state === "done" &&
    isTold &&
    intentId !== null &&
    settledAt !== null &&
    isOlder(settledAt, BOOKING_MS, books)
  )
}

function isOlder(time: Date, than: number, { now }: Books): boolean {
  return now.getTime() - time.getTime() > than
}

async function dropRows(
  container: MedusaContainer,
  { logger }: Engine,
  { xpay_order_id: xpayOrderId }: AttemptRecord,
  rows: readonly Row[]
): Promise<void> {
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  for (const { id, kind } of rows) {
    logger.warn(
      `XPay order ${xpayOrderId}: a ${kind} in Medusa (${id}) was left behind by a request that was cut off. It is removed.`
    )
    await (kind === "capture" ? payments.deleteCaptures([id]) : payments.deleteRefunds([id]))
  }
}
