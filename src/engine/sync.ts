import { isOneOf, RESTING_STATES } from "../domain/attempt-state"
import { hiddenOperation, type Holding, type ReportedOrder } from "../domain/interpret"
import type { Account, FoundMovement } from "../modules/xpay/journal"
import { restingState, totals, type MovementRecord } from "../modules/xpay/records"
import type { Engine } from "./engine"
import { askXPay, type Truth } from "./truth"

/**
 * Takes over what XPay carried out without us: captures, refunds and voids made in Nexi's back office.
 *
 * @returns the account as it stands then, and what XPay said.
 */
export async function syncWithXPay(
  engine: Engine,
  account: Account
): Promise<{ account: Account; truth: Truth }> {
  const truth = await askXPay(engine, account.attempt)
  if (truth.kind !== "told" || !isOneOf(account.attempt.state, RESTING_STATES)) {
    return { account, truth }
  }
  const found = [
    ...movementsFound(account.movements, truth.holding),
    ...(await readHidden(engine, account, truth.order)),
  ]
  const to = restingState([...account.movements, ...found.map(asDone)])
  const { id, state } = account.attempt
  const changedAt = truth.order.last?.time
  const seen = changedAt === undefined ? {} : { xpay_changed_at: changedAt }
  if (to !== state) {
    await engine.journal.moveWithFound(id, state, to, seen, found)
  } else {
    await engine.journal.addFound(id, found)
    await engine.journal.amend(id, seen)
  }
  const attempt = (await engine.journal.find(id)) ?? account.attempt
  return { account: { attempt, movements: await engine.journal.movements(id) }, truth }
}

/**
 * What was done in the back office shows in the order's amounts at most. A hold that is gone is taken over; anything
 * else is for a person, because the amount cannot be known.
 */
async function readHidden(
  { incidents }: Engine,
  { attempt, movements }: Account,
  order: ReportedOrder
): Promise<FoundMovement[]> {
  const hidden = hiddenOperation(order)
  if (hidden === undefined) {
    return []
  }
  const isHoldGone =
    attempt.state === "authorized" && order.authorizedAmount === 0n && order.capturedAmount === 0n
  if (isHoldGone) {
    return [found("void", undefined, BigInt(attempt.amount))]
  }
  const isCaptureCounted = hidden.type === "CAPTURE" && totals(movements).captured === order.capturedAmount
  if (!isCaptureCounted && !(attempt.state === "authorized" && hidden.type === "CAPTURE")) {
    await incidents.raise(
      attempt,
      "books_differ",
      `A ${hidden.type} of ${hidden.time.toISOString()} is not listed by XPay's API. XPay order ${attempt.xpay_order_id}.`
    )
  }
  return []
}

/** What XPay shows and the journal does not have. */
export function movementsFound(known: readonly MovementRecord[], holding: Holding): FoundMovement[] {
  const knownIds = new Set(known.map((movement) => movement.xpay_operation_id))
  const isNew = (operation: { id: string }) => !knownIds.has(operation.id)
  const taken = (operation: { amount?: bigint }) =>
    holding.takings.length === 1 ? holding.captured : (operation.amount ?? 0n)
  const captures = holding.takings
    .filter(isNew)
    .map((operation) => found("capture", operation.id, taken(operation)))
  const refunds = holding.refunds
    .filter(isNew)
    .map((operation) => found("refund", operation.id, operation.amount ?? 0n))
  const isVoidKnown = known.some((movement) => movement.kind === "void" && movement.state === "done")
  const voids =
    holding.verdict === "voided" && !isVoidKnown
      ? [found("void", holding.voids.at(-1)?.id ?? holding.authorization?.id ?? "", holding.authorized)]
      : []
  return [...captures, ...refunds, ...voids, ...undoingsFound(known, holding)]
}

/** Captures of ours that were undone at XPay. */
function undoingsFound(known: readonly MovementRecord[], holding: Holding): FoundMovement[] {
  const knownIds = new Set(known.map((movement) => movement.xpay_operation_id))
  return holding.undoings
    .filter(({ id }) => !knownIds.has(id))
    .flatMap(({ id, undoes }) => {
      const capture = known.find(
        (one) => one.kind === "capture" && one.state === "done" && one.xpay_operation_id === undoes
      )
      return capture === undefined ? [] : [found("uncapture", id, BigInt(capture.amount))]
    })
}

function found(
  kind: FoundMovement["kind"],
  xpayOperationId: string | undefined,
  amount: bigint
): FoundMovement {
  return { kind, amount, xpayOperationId, isTold: false }
}

function asDone({ kind, amount }: FoundMovement): Pick<MovementRecord, "kind" | "state" | "amount"> {
  return { kind, amount: amount.toString(), state: "done" }
}
