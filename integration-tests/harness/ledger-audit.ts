import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { toMinor } from "../../src/domain/money"
import { isOneOf, MONEY_STATES } from "../../src/domain/attempt-state"
import { serviceOf } from "../../src/domain/payment-services"
import { payerId } from "../../src/domain/payer-id"
import type { IncidentRecord } from "../../src/modules/xpay/incidents"
import type { SavedCardRecord } from "../../src/modules/xpay/saved-cards"
import { totals, type AttemptRecord, type MovementRecord } from "../../src/modules/xpay/journal/records"
import type { LedgerDump, OrderDump } from "../../src/simulator"

interface MedusaPayment {
  id: string
  payment_session_id: string
  attempt_id: string | null
  payment_collection_id: string
  raw_amount: { value: string }
  currency_code: string
  canceled_at: Date | null
  order_id: string | null
  captured: { value: string }[]
  refunded: { value: string }[]
}

/**
 * Compares three ledgers: XPay's (the simulator's, with its real state), our journal, and Medusa's payments.
 *
 * @returns what does not agree; empty if everything does.
 */
export async function auditLedger(db: Knex, ledger: LedgerDump): Promise<string[]> {
  const attempts = (await db("xpay_attempt")) as AttemptRecord[]
  const movements = (await db("xpay_movement")) as MovementRecord[]
  const payments = await medusaPayments(db)
  const failing = (await db("xpay_incident").where({
    kind: "void_failing",
    resolved_at: null,
  })) as IncidentRecord[]
  const faults: string[] = []
  const byOrderId = new Map<string, AttemptRecord>(
    attempts.map((attempt) => [attempt.xpay_order_id, attempt])
  )

  for (const order of ledger.orders) {
    const attempt = byOrderId.get(order.orderId)
    if (attempt === undefined) {
      faults.push(`XPay order ${order.orderId} is not in the journal`)
      continue
    }
    const own = movements.filter((movement) => movement.attempt_id === attempt.id)
    const payment = payments.find(
      (one) =>
        one.payment_session_id === attempt.payment_session_id && ownerOf(one, attempts)?.id === attempt.id
    )
    faults.push(
      ...auditOrder(order, attempt, own, payment, isForPerson(attempt, failing)).map(
        (fault) => `${order.orderId} (${attempt.state}): ${fault}`
      )
    )
  }
  for (const payment of payments) {
    const attempt = attempts.find(
      (one) =>
        one.payment_session_id === payment.payment_session_id &&
        isOneOf(one.state, [...MONEY_STATES, "refunded"])
    )
    const isReversed = payment.captured.length > 0 && sumOf(payment.captured) === sumOf(payment.refunded)
    if (payment.canceled_at === null && attempt === undefined && !isReversed) {
      const tries = attempts.filter((one) => one.payment_session_id === payment.payment_session_id)
      const known = tries.map((one) => `${one.channel} ${one.xpay_order_id} ${one.state}`).join(", ")
      faults.push(`Medusa's payment ${payment.id} has no money behind it, but ${known}`)
    }
  }
  const reported = (await db("xpay_incident").where({ kind: "held_unplaceable" })) as IncidentRecord[]
  faults.push(...auditHeld(attempts, payments, reported))
  const due = await collectionAmounts(db)
  for (const [collection, held] of groupBy(
    attempts.filter((one) => isOneOf(one.state, MONEY_STATES) && !isHeldForPerson(one)),
    (one) => one.payment_collection_id ?? ""
  )) {
    // MOTO payments and links may pay a balance in parts, but never more than the balance.
    const paid = held.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
    if (held.length > 1 && paid > (due.get(collection) ?? 0n)) {
      faults.push(`payment collection ${collection} is paid ${held.length} times`)
    }
  }
  return [...faults, ...auditContracts((await db("xpay_saved_card")) as SavedCardRecord[], attempts, ledger)]
}

/** Money that waits for a manual decision must have an open incident. */
function auditHeld(
  attempts: readonly AttemptRecord[],
  payments: readonly MedusaPayment[],
  reported: readonly IncidentRecord[]
): string[] {
  return attempts
    .filter((one) => isOneOf(one.state, MONEY_STATES) && isHeldForPerson(one))
    .filter(({ id }) => {
      const isBooked = payments.some((one) => one.order_id !== null && one.attempt_id === id)
      const isReported = reported.some(
        (one) => one.attempt_id === id && (one.resolved_at === null || one.resolved_by !== null)
      )
      return !isBooked && !isReported
    })
    .map((one) => `${one.xpay_order_id} (${one.state}): its money waits for a person, and nobody is told`)
}

/** Only a person can continue: the option says so, or XPay does not refund this method; an incident reports it. */
function isForPerson(attempt: AttemptRecord, failing: readonly IncidentRecord[]): boolean {
  const isRefundable = serviceOf(attempt.method)?.isRefundable !== false
  return (
    isHeldForPerson(attempt) || (!isRefundable && failing.some(({ attempt_id: id }) => id === attempt.id))
  )
}

/** By the option `unplaceable: "hold"`. */
function isHeldForPerson({ placement }: AttemptRecord): boolean {
  return placement === "preparing_order"
}

/** A card can be used here only if XPay has its contract, and every contract at XPay belongs to a card here. */
function auditContracts(
  cards: readonly SavedCardRecord[],
  attempts: readonly AttemptRecord[],
  { contracts }: LedgerDump
): string[] {
  const faults: string[] = []
  for (const contract of contracts.filter(({ isActive }) => isActive)) {
    const card = cards.find(({ contract_id: id }) => id === contract.contractId)
    if (card?.state !== "active" && card?.state !== "removing") {
      faults.push(
        `XPay has contract ${contract.contractId}, but its saved card is ${card?.state ?? "unknown"}`
      )
    } else if (contract.customerId !== payerId(card.customer_id)) {
      faults.push(`contract ${contract.contractId} belongs to ${String(contract.customerId)} at XPay`)
    }
  }
  for (const card of cards) {
    const contract = contracts.find(({ contractId }) => contractId === card.contract_id)
    if (card.state === "active" && contract?.isActive !== true) {
      faults.push(`saved card ${card.id} is active, but XPay does not have its contract`)
    }
    const maker = attempts.find(({ id }) => id === card.attempt_id)
    if (card.state === "pending" && maker !== undefined && isOneOf(maker.state, MONEY_STATES)) {
      faults.push(`saved card ${card.id} is still pending, but its payment is ${maker.state}`)
    }
  }
  return faults
}

function auditOrder(
  order: OrderDump,
  attempt: AttemptRecord,
  movements: readonly MovementRecord[],
  payment: MedusaPayment | undefined,
  isForPerson: boolean
): string[] {
  const faults: string[] = []
  const { totals: real } = order
  const known = totals(movements)
  const expect = (what: string, actual: unknown, expected: unknown) => {
    if (actual !== expected) {
      faults.push(`${what} is ${String(actual)}, should be ${String(expected)}`)
    }
  }
  expect("amount at XPay", String(order.amount), attempt.amount)
  expect("currency at XPay", order.currency, attempt.currency_code)
  expect("captured in the journal", known.captured, BigInt(real.captured))
  expect("refunded in the journal", known.refunded, BigInt(real.refunded))
  if (real.captured > real.authorized) {
    faults.push("captured more than authorized")
  }
  if (real.refunded > real.captured) {
    faults.push("refunded more than captured")
  }
  const hasMoney = real.liveHold > 0 || real.captured > real.refunded
  if (hasMoney && !isOneOf(attempt.state, MONEY_STATES)) {
    faults.push(`XPay holds ${real.liveHold} and took ${real.captured}, but nobody looks after it`)
  }
  if (isOneOf(attempt.state, ["authorized", "captured"]) && !hasMoney) {
    faults.push("the journal counts on money that XPay does not have")
  }
  const isLive = payment !== undefined && payment.canceled_at === null
  if (hasMoney && !isForPerson) {
    if (!isLive) {
      faults.push("XPay has money that is no payment in Medusa")
    } else if (payment.order_id === null) {
      faults.push("Medusa's payment belongs to no order")
    }
  }
  if (isLive) {
    const currency = payment.currency_code
    const sum = (amounts: { value: string }[]) =>
      amounts.reduce((total, one) => total + toMinor(one.value, currency).minor, 0n)
    expect(
      "amount of Medusa's payment",
      toMinor(payment.raw_amount.value, currency).minor,
      BigInt(order.amount)
    )
    // Medusa has no cancellation of a capture: it records the capture, and a refund of the same amount.
    const canceled = movements
      .filter(
        ({ kind, state, is_booked: isBooked }) => kind === "cancel_capture" && state === "done" && isBooked
      )
      .reduce((total, { amount }) => total + BigInt(amount), 0n)
    expect("captured in Medusa", sum(payment.captured), BigInt(real.captured) + canceled)
    expect("refunded in Medusa", sum(payment.refunded), BigInt(real.refunded) + canceled)
  }
  return faults
}

/**
 * The attempt that a payment belongs to: the one that it names, or, of several attempts on one session, the one that
 * received money.
 */
function ownerOf(payment: MedusaPayment, attempts: readonly AttemptRecord[]): AttemptRecord | undefined {
  const tries = attempts.filter((one) => one.payment_session_id === payment.payment_session_id)
  const named = tries.find(({ id }) => id === payment.attempt_id)
  return (
    named ?? tries.find((one) => isOneOf(one.state, [...MONEY_STATES, "refunded", "voided"])) ?? tries.at(-1)
  )
}

async function medusaPayments(db: Knex): Promise<MedusaPayment[]> {
  const { rows } = (await db.raw(`
    select p.id, p.payment_session_id, p.data->>'attempt_id' as attempt_id, p.payment_collection_id, p.raw_amount, p.currency_code, p.canceled_at,
      (select o.order_id from order_payment_collection o where o.payment_collection_id = p.payment_collection_id and o.deleted_at is null limit 1) as order_id,
      coalesce((select json_agg(c.raw_amount) from capture c where c.payment_id = p.id and c.deleted_at is null), '[]') as captured,
      coalesce((select json_agg(r.raw_amount) from refund r where r.payment_id = p.id and r.deleted_at is null), '[]') as refunded
    from payment p where p.provider_id like 'pp_xpay%' and p.deleted_at is null`)) as {
    rows: MedusaPayment[]
  }
  return rows
}

/** For comparison only: the sum of amounts in one currency. */
function sumOf(amounts: readonly { value: string }[]): bigint {
  return amounts.reduce((total, { value }) => total + toMinor(value, "EUR").minor, 0n)
}

/** In minor units, by collection. */
async function collectionAmounts(db: Knex): Promise<Map<string, bigint>> {
  const rows = (await db("payment_collection").select("id", "raw_amount", "currency_code")) as {
    id: string
    raw_amount: { value: string }
    currency_code: string
  }[]
  return new Map(rows.map((row) => [row.id, toMinor(row.raw_amount.value, row.currency_code).minor]))
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  }
  return groups
}
