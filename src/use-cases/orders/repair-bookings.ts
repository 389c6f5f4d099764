import type {
  BigNumberInput,
  IOrderModuleService,
  IPaymentModuleService,
  MedusaContainer,
} from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Engine } from "../../engine/engine"
import { exactAmount } from "../../medusa/amounts"
import { bookedBy } from "../../medusa/booking-mark"
import { isFailedRow, REQUEST_MS } from "../../medusa/movement-rows"
import type { AttemptRecord, MovementRecord } from "../../modules/xpay/journal/records"
import { afterCompletion } from "./completion"
import type { MovementId, OrderId, PaymentId } from "../../domain/ids"

/** A capture or refund as Medusa has recorded it. */
interface Row {
  readonly id: string
  readonly kind: "capture" | "refund"
  readonly amount: BigNumberInput
  readonly createdAt: Date
  readonly createdBy: string | null
}

/** Medusa's payment, and the order that it belongs to. */
interface BookedAs {
  readonly paymentId: PaymentId
  readonly orderId: OrderId
}

/** What Medusa has of a payment. */
interface Books {
  readonly isFullyCaptured: boolean
  readonly rows: readonly Row[]
  /** Ids of the rows that the order counts. */
  readonly counted: ReadonlySet<string>
  /** What the order counts of captures and refunds that are not there, and what it counts a second time. */
  readonly orphans: readonly Transaction[]
  /** What the order counts with another amount than its row has. */
  readonly misstated: readonly { readonly transaction: Transaction; readonly row: Row }[]
  /** The database's clock. */
  readonly now: Date
}

/** Longer than it takes from what was made to what is booked. */
const BOOKING_MS = 30_000

/**
 * Repairs what a process left behind that died while it captured or refunded. Medusa writes a capture or refund down before
 * it asks the provider, takes it back when the provider fails, and makes the order count it last. Cut off in between,
 * there is a row of something that was never made, or one that the order does not count.
 *
 * Rows of what was not made go. What was made and is not counted is made free to be booked anew, or is counted. And what
 * the order counts of a row that is gone, it counts no more: Medusa's capture counts every row that is there at that
 * moment, also the one of another clerk whose capture is being refused.
 */
export async function repairBookings(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  { paymentId, orderId }: BookedAs
): Promise<void> {
  const books = await readBooks(container, engine, paymentId, orderId)
  const movements = await engine.journal.movements(attempt.id)
  await dropOrphans(container, engine, attempt, books)
  await restate(container, engine, attempt, books, orderId)
  for (const movement of takenAndGone(books, movements)) {
    await engine.journal.unbook(movement)
  }
  const leftOver = leftOverRows(books, movements)
  if (leftOver.length > 0) {
    await dropRows(container, engine, attempt, paymentId, leftOver)
    // Another request may have made the order count them.
    await dropOrphans(container, engine, attempt, await readBooks(container, engine, paymentId, orderId))
  }
  const uncounted = books.rows.filter(({ id }) => !books.counted.has(id))
  for (const movement of movements.filter((one) => isBookedLongAgo(one, books))) {
    const row = books.rows.find(({ id }) => id === movement.medusa_reference)
    if (row === undefined || (uncounted.includes(row) && !isCountable(row, books))) {
      await engine.journal.unbook(movement)
      await dropRows(container, engine, attempt, paymentId, row === undefined ? [] : [row])
    }
  }
  const { authorized_at: authorizedAt } = attempt
  const isOld = authorizedAt !== null && isOlder(authorizedAt, BOOKING_MS, books)
  if (isOld && uncounted.some((row) => isCountable(row, books))) {
    await countCaptures(container, attempt, { paymentId, orderId })
  }
}

/**
 * With all of it captured, Medusa's workflow captures nothing and makes the order count what it does not. A completion that
 * stands still for long makes the order count its captures last, and keeps its lock until then.
 */
async function countCaptures(
  container: MedusaContainer,
  { cart_id: cartId }: AttemptRecord,
  { paymentId, orderId }: BookedAs
): Promise<void> {
  await afterCompletion(container, cartId ?? orderId, async () => {
    await capturePaymentWorkflow(container).run({ input: { payment_id: paymentId } })
  })
}

/**
 * Takes back what is left of a booking that failed halfway, so that the movement can be booked anew.
 *
 * @returns false when it is booked all the same: by somebody else, or as far as money goes.
 */
export async function takeBackBooking(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  { paymentId, orderId }: BookedAs,
  movementId: MovementId
): Promise<boolean> {
  const movement = (await engine.journal.movements(attempt.id)).find(({ id }) => id === movementId)
  if (movement === undefined) {
    return false
  }
  const books = await readBooks(container, engine, paymentId, orderId)
  const rows = books.rows.filter(({ createdBy }) => createdBy === bookedBy(movement))
  const isTheirs = movement.is_booked && !rows.some(({ id }) => id === movement.medusa_reference)
  const hasTheirRow = books.rows.some(({ id }) => id === movement.medusa_reference)
  if ((isTheirs && hasTheirRow) || rows.some(({ id }) => books.counted.has(id))) {
    return false
  }
  if (movement.is_booked) {
    await engine.journal.unbook(movement)
  }
  await dropRows(container, engine, attempt, paymentId, rows)
  return true
}

/** The same for an order that was canceled: Medusa makes it count a refund although there is none, so only rows count. */
export async function repairCanceledBookings(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  paymentId: PaymentId
): Promise<void> {
  const books = await readBooks(container, engine, paymentId, undefined)
  const movements = await engine.journal.movements(attempt.id)
  const notMade = movements.filter(({ state }) => state !== "done")
  const rows = books.rows.filter(({ id }) => notMade.some(({ medusa_reference: intent }) => intent === id))
  const unrequested = books.rows.filter(
    ({ id, kind, createdAt }) =>
      kind === "refund" &&
      !movements.some(({ medusa_reference: intent }) => intent === id) &&
      isOlder(createdAt, REQUEST_MS, books)
  )
  const leftOver = leftOverRows({ ...books, rows }, notMade)
  await dropRows(container, engine, attempt, paymentId, [...leftOver, ...unrequested])
  const refunds = movements.filter((one) => one.kind === "refund" && isBookedLongAgo(one, books))
  for (const movement of refunds) {
    if (!books.rows.some(({ id }) => id === movement.medusa_reference)) {
      await engine.journal.unbook(movement)
    }
  }
}

/** Whether Medusa has a capture of a payment. */
export async function hasCaptures(container: MedusaContainer, paymentId: PaymentId): Promise<boolean> {
  const captures = await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .listCaptures({ payment_id: paymentId }, { take: null })
  return captures.some((row) => !isFailedRow(row))
}

async function readBooks(
  container: MedusaContainer,
  { journal }: Engine,
  paymentId: PaymentId,
  orderId: OrderId | undefined
): Promise<Books> {
  const payment = await container
    .resolve<IPaymentModuleService>(Modules.PAYMENT)
    .retrievePayment(paymentId, { select: ["id", "captured_at"], relations: ["captures", "refunds"] })
  const transactions = orderId === undefined ? [] : await listTransactions(container, orderId)
  const rowsOf = (kind: Row["kind"], rows: typeof payment.captures | typeof payment.refunds) =>
    (rows ?? [])
      .filter((row) => !isFailedRow(row))
      .map((row) => ({
        id: row.id,
        kind,
        amount: exactAmount(row),
        createdAt: new Date(row.created_at),
        createdBy: row.created_by ?? null,
      }))
  const rows = [...rowsOf("capture", payment.captures), ...rowsOf("refund", payment.refunds)]
  return {
    isFullyCaptured: payment.captured_at != null,
    rows,
    counted: new Set(transactions.map(({ reference_id: id }) => id)),
    orphans: await findOrphans(container, transactions),
    misstated: transactions.flatMap((transaction) => {
      const row = rows.find(({ id }) => id === transaction.reference_id)
      return row === undefined || MathBN.eq(exactAmount(transaction), signed(row))
        ? []
        : [{ transaction, row }]
    }),
    now: await journal.now(),
  }
}

/** As the order counts it: what goes back is negative. */
function signed({ kind, amount }: Row): BigNumberInput {
  return kind === "refund" ? MathBN.mult(amount, -1) : amount
}

interface Transaction {
  readonly id: string
  readonly reference: string
  readonly reference_id: string
  readonly amount: BigNumberInput
  readonly currency_code: string
}

async function listTransactions(container: MedusaContainer, orderId: OrderId): Promise<Transaction[]> {
  return await container.resolve<IOrderModuleService>(Modules.ORDER).listOrderTransactions(
    { order_id: orderId },
    {
      select: ["id", "reference", "reference_id", "amount", "raw_amount", "currency_code"],
      order: { created_at: "ASC" },
      take: null,
    }
  )
}

/** Transactions that name a capture or refund which no payment has, of this order or another, or that is named before. */
async function findOrphans(
  container: MedusaContainer,
  transactions: readonly Transaction[]
): Promise<Transaction[]> {
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
  return [captures, refunds].flatMap((some) =>
    some.filter(
      ({ reference_id: id }, index) =>
        !there.has(id) || some.findIndex(({ reference_id: other }) => other === id) < index
    )
  )
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
    await dropTransactions(container, orphans)
  }
}

/** Medusa's workflows count every capture or refund of the moment, each with the amount that they were asked for. */
async function restate(
  container: MedusaContainer,
  { logger }: Engine,
  { xpay_order_id: xpayOrderId }: AttemptRecord,
  { misstated, orphans }: Books,
  orderId: OrderId
): Promise<void> {
  const wrong = misstated.filter(({ transaction }) => !orphans.includes(transaction))
  if (wrong.length === 0) {
    return
  }
  logger.warn(`XPay order ${xpayOrderId}: its order counted ${wrong.length} captures or refunds wrongly.`)
  await dropTransactions(
    container,
    wrong.map(({ transaction }) => transaction)
  )
  await container.resolve<IOrderModuleService>(Modules.ORDER).addOrderTransactions(
    wrong.map(({ transaction, row }) => ({
      order_id: orderId,
      amount: signed(row),
      currency_code: transaction.currency_code,
      reference: transaction.reference,
      reference_id: transaction.reference_id,
    }))
  )
}

async function dropTransactions(
  container: MedusaContainer,
  transactions: readonly Transaction[]
): Promise<void> {
  await container
    .resolve<IOrderModuleService>(Modules.ORDER)
    .deleteOrderTransactions(transactions.map(({ id }) => id))
}

/** Money that was taken with the authorization, and that Medusa died over before it wrote a capture. */
function takenAndGone(books: Books, movements: readonly MovementRecord[]): MovementRecord[] {
  const taken = movements.filter(
    (one) => isTakenAtOnce(one) && one.resolved_at !== null && isOlder(one.resolved_at, BOOKING_MS, books)
  )
  const rows = books.rows.filter(
    ({ id, kind }) => kind === "capture" && !movements.some(({ medusa_reference: intent }) => intent === id)
  )
  return taken.slice(rows.length)
}

/** It has a row in Medusa that nobody asked for. */
function isTakenAtOnce({
  kind,
  state,
  is_booked: isBooked,
  medusa_reference: medusaReference,
}: MovementRecord): boolean {
  return kind === "capture" && state === "done" && isBooked && medusaReference === null
}

/** Of something that was not executed; or of something that was, when its request did not get the outcome. */
function leftOverRows(books: Books, movements: readonly MovementRecord[]): Row[] {
  const movementOf = (row: Row) => movements.find(({ medusa_reference: intent }) => intent === row.id)
  const known = books.rows.filter((row) => {
    const movement = movementOf(row)
    return movement?.state === "done"
      ? !movement.is_booked
      : movement !== undefined && movement.state !== "started"
  })
  const capturedAtOnce = movements.filter(isTakenAtOnce).length
  const unknown = books.rows.filter((row) => movementOf(row) === undefined)
  const captures = unknown.filter(({ kind }) => kind === "capture").sort(byTime)
  const refunds = unknown.filter(({ kind }) => kind === "refund")
  const cutOff = [...captures.slice(capturedAtOnce), ...refunds].filter(({ createdAt }) =>
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

/** Executed for a capture or refund of Medusa's, which got the outcome and has had the time to book it. */
function isBookedLongAgo(
  { state, is_booked: isBooked, medusa_reference: medusaReference, resolved_at: resolvedAt }: MovementRecord,
  books: Books
): boolean {
  return (
    state === "done" &&
    isBooked &&
    medusaReference !== null &&
    resolvedAt !== null &&
    isOlder(resolvedAt, BOOKING_MS, books)
  )
}

function isOlder(time: Date, than: number, { now }: Books): boolean {
  return now.getTime() - time.getTime() > than
}

async function dropRows(
  container: MedusaContainer,
  { logger }: Engine,
  { xpay_order_id: xpayOrderId }: AttemptRecord,
  paymentId: PaymentId,
  rows: readonly Row[]
): Promise<void> {
  const payments = container.resolve<IPaymentModuleService>(Modules.PAYMENT)
  for (const { id, kind } of rows) {
    logger.warn(
      `XPay order ${xpayOrderId}: a ${kind} in Medusa (${id}) was left behind by a request that was cut off. It is removed.`
    )
    await (kind === "capture" ? payments.deleteCaptures([id]) : payments.deleteRefunds([id]))
  }
  if (rows.some(({ kind }) => kind === "capture")) {
    // Else Medusa takes the payment for captured in full, and captures it no more. Its types do not name the column.
    await payments.updatePayment({ id: paymentId, captured_at: null } as { id: string })
  }
}
