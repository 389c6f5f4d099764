import type { BigNumberInput, BigNumberRawValue } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { PaymentId } from "../domain/ids"

/** A capture or refund, as stored by Medusa. */
export interface MovementRow {
  readonly id: string
  readonly raw_amount: BigNumberRawValue
  readonly payment_id: PaymentId
  readonly created_by: string | null
  /** Refunds only. */
  readonly note?: string | null
  readonly created_at: Date | string
}

/** Services of the payment module's own container that read its rows. */
interface Rows<Row> {
  list(filters: object, config?: { select?: string[]; take?: null }): Promise<Row[]>
}

/** The required parts of the payment module's container. */
export interface MovementRowsCradle {
  readonly paymentService: Rows<{ readonly id: PaymentId }>
  readonly captureService: Rows<MovementRow>
  readonly refundService: Rows<MovementRow>
}

/** The data that Medusa passes to a provider for a capture or refund. */
export interface MovementCall {
  readonly kind: "capture" | "refund"
  /** Medusa's idempotency key. */
  readonly key: string | undefined
  /** The payment session that the provider itself wrote into the payment's data. */
  readonly sessionId: unknown
  /** Refunds only. */
  readonly amount?: BigNumberInput | undefined
}

/** The journal's data that shows which rows belong to other requests. */
interface KnownMovement {
  readonly kind: string
  readonly state: string
  readonly is_booked: boolean
  readonly medusa_reference: string | null
}

/** Longer than the time from Medusa's row to the provider's call: an older row was left by an interrupted request. */
export const REQUEST_MS = 55_000

/**
 * Finds the row of the capture or refund for which a provider is called. Medusa passes neither the amount of a capture
 * nor the row itself. In current releases the idempotency key is the row's id. If it becomes a column of its own, that
 * column finds the row. If it becomes anything else, the row is the newest of the payment that no request has used yet.
 *
 * @param journal the movements of a payment, by its id, and the database's clock
 * @returns undefined if there is none: then the amount to move is unknown.
 */
export async function findMovementRow(
  cradle: MovementRowsCradle,
  call: MovementCall,
  journal: { movements(paymentId: PaymentId): Promise<readonly KnownMovement[]>; now(): Promise<Date> }
): Promise<MovementRow | undefined> {
  const service = call.kind === "capture" ? cradle.captureService : cradle.refundService
  const { key } = call
  if (isText(key)) {
    const [row] = await service.list({ id: key })
    if (row !== undefined) {
      return isFailedRow(row) ? undefined : row
    }
  }
  for (const payment of await paymentsOf(cradle, call)) {
    const rows = (await service.list({ payment_id: payment.id }, { take: null })).filter(
      (row) => !isFailedRow(row) && isSameAmount(row, call)
    )
    const found =
      rows.find((row) => isText(key) && keyOf(row) === key) ??
      newestOf(rows, call.kind, await journal.movements(payment.id), await journal.now())
    if (found !== undefined) {
      return found
    }
  }
  return undefined
}

/**
 * Whether a row is that of a failed capture or refund. Medusa 2.21 deletes those; a release in preparation
 * keeps them, and they must not count as money.
 */
export function isFailedRow(row: object): boolean {
  const { status, failed_at: failedAt, canceled_at: canceledAt } = row as Partial<Record<string, unknown>>
  return FAILED.includes(status) || failedAt != null || canceledAt != null
}

const FAILED: readonly unknown[] = ["failed", "error", "rejected", "canceled"]

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== ""
}

async function paymentsOf(
  { paymentService }: MovementRowsCradle,
  { sessionId }: MovementCall
): Promise<readonly { readonly id: PaymentId }[]> {
  // An undefined filter would match every row of the table.
  return isText(sessionId)
    ? await paymentService.list({ payment_session_id: sessionId, canceled_at: null }, { select: ["id"] })
    : []
}

function keyOf(row: object): unknown {
  return (row as { idempotency_key?: unknown }).idempotency_key
}

function isSameAmount({ raw_amount: amount }: MovementRow, call: MovementCall): boolean {
  return call.amount === undefined || MathBN.eq(amount, call.amount)
}

function newestOf(
  rows: readonly MovementRow[],
  kind: MovementCall["kind"],
  movements: readonly KnownMovement[],
  now: Date
): MovementRow | undefined {
  const unbooked = rows
    .filter(({ id }) => !movements.some(({ medusa_reference: reference }) => reference === id))
    .sort((one, other) => timeOf(one) - timeOf(other) || (one.id < other.id ? -1 : 1))
  // Money captured with its authorization has a capture that was not requested: the first.
  const capturedAtOnce = movements.filter(
    (one) => one.kind === kind && one.state === "done" && one.is_booked && one.medusa_reference === null
  ).length
  const newest = unbooked.slice(capturedAtOnce).at(-1)
  return newest !== undefined && now.getTime() - timeOf(newest) < REQUEST_MS ? newest : undefined
}

function timeOf({ created_at: createdAt }: MovementRow): number {
  return new Date(createdAt).getTime()
}
