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

/** Medusa's payment, and its order. */
interface BookedAs {
  readonly paymentId: PaymentId
  readonly orderId: OrderId
}

/** Medusa's records of a payment. */
interface Books {
  readonly isFullyCaptured: boolean
  readonly rows: readonly Row[]
  /** Ids of the rows that the order counts. */
  readonly counted: ReadonlySet<string>
  /** Transactions of the order for captures and refunds that do not exist, or that it counts a second time. */
  readonly orphans: readonly Transaction[]
  /** Transactions of the order whose amount differs from their row's. */
  readonly misstated: readonly { readonly transaction: Transaction; readonly row: Row }[]
  /** The database's clock. */
  readonly now: Date
}

/** Longer than it takes to book an executed operation. */
const BOOKING_MS = 30_000

/**
 * Repairs what a process left behind that died during a capture or refund. Medusa records a capture or refund before it
 * calls the provider, removes it if the provider fails, and makes the order count it last. An interruption in between
 * leaves a row for something that was not executed, or one that the order does not count.
 *
 * Rows of operations that were not executed are deleted. An executed operation that is not counted is unbooked, to be
 * booked again, or is counted. Transactions whose row is gone are deleted: Medusa's capture counts every row that
 * exists at that moment, also that of another clerk whose capture is being refused.
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
 * For a fully captured payment, Medusa's workflow captures nothing and makes the order count the captures it misses. A
 * completion that stalls makes the order count its captures last, and keeps its lock until then.
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
 * Removes what is left of a booking that failed halfway, so that the movement can be booked again.
 *
 * @returns false if it is booked after all: by another request, or as far as the order's money is concerned.
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

/** The same for a canceled order: Medusa makes it count a refund even if there is none, so only rows are evidence. */
export async function repairCanceledBookings(
  container: MedusaContainer,
  engine: Engine,
  attempt: AttemptRecord,
  paymentId: PaymentId
): Promise<void> {
  const books = await readBooks(container, engine, paymentId, undefined)
  const movements = await engine.journal.movements(attempt.id)
  const notMade = movements.filter(({ state }) => state !== "done")
  const rows = books.rows.filter(({ id }) =>
    notMade.some(({ medusa_reference: reference }) => reference === id)
  )
  const unrequested = books.rows.filter(
    ({ id, kind, createdAt }) =>
      kind === "refund" &&
      !movements.some(({ medusa_reference: reference }) => reference === id) &&
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

/** The amount as the order counts it: refunds are negative. */
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

/**
 * Transactions that name a capture or refund that no payment has, of this order or another, or that an earlier
 * transaction names already.
 */
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

/**
 * Medusa's workflows count every capture or refund that exists at that moment, each with the amount of their own
 * request.
 */
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

/** Captures executed with the authorization for which Medusa has no row, because its process died before writing it. */
function takenAndGone(books: Books, movements: readonly MovementRecord[]): MovementRecord[] {
  const taken = movements.filter(
    (one) => isTakenAtOnce(one) && one.resolved_at !== null && isOlder(one.resolved_at, BOOKING_MS, books)
  )
  const rows = books.rows.filter(
    ({ id, kind }) =>
      kind === "capture" && !movements.some(({ medusa_reference: reference }) => reference === id)
  )
  return taken.slice(rows.length)
}

/** Whether the capture was executed with the authorization: its row in Medusa has no request. */
function isTakenAtOnce({
  kind,
  state,
  is_booked: isBooked,
  medusa_reference: medusaReference,
}: MovementRecord): boolean {
  return kind === "capture" && state === "done" && isBooked && medusaReference === null
}

/** Rows of operations that were not executed; or of executed ones whose request did not receive the outcome. */
function leftOverRows(books: Books, movements: readonly MovementRecord[]): Row[] {
  const movementOf = (row: Row) => movements.find(({ medusa_reference: reference }) => reference === row.id)
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

/** When asked to capture a fully captured payment again, Medusa counts its captures, and no others. */
function isCountable(row: Row, { isFullyCaptured }: Books): boolean {
  return row.kind === "capture" && isFullyCaptured
}

/**
 * Whether the movement was executed for a capture or refund of Medusa's that received the outcome and has had time to
 * book it.
 */
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
    // Otherwise Medusa treats the payment as fully captured, and does not capture it again. Its types do not name the
    // column.
    await payments.updatePayment({ id: paymentId, captured_at: null } as { id: string })
  }
}
