import { formatMoney, money } from "../domain/money"
import { serviceOf } from "../domain/payment-services"
import type { Account } from "../modules/xpay/journal"
import { attemptAmount, totals, type MovementRecord } from "../modules/xpay/records"
import type { Engine } from "./engine"
import type { MovementEnd } from "./movement"
import { requestMovement, type MovementRequest, type RequestedKind } from "./request-movement"

const REFUND: RequestedKind = {
  kind: "refund",
  during: "refunding",
  mayClaimFound: false,
  prepare(_engine, { attempt, movements }, amount) {
    const service = serviceOf(attempt.method)
    if (service?.isRefundable === false) {
      return {
        objection: `Payments by ${service.name} cannot be refunded through XPay. Give the money back in another way, for example by bank transfer.`,
      }
    }
    const { currency } = attemptAmount(attempt)
    const { captured, refunded } = totals(movements)
    const left = captured - refunded
    if (captured === 0n) {
      return {
        objection: `Nothing can be refunded: no money was taken (the payment is ${attempt.state.replace("_", " ")}).`,
      }
    }
    if (amount.minor > left) {
      return {
        objection: `Only ${formatMoney(money(left, currency))} can be refunded: ${formatMoney(money(captured, currency))} was captured and ${formatMoney(money(refunded, currency))} was given back.`,
      }
    }
    const taking = takingToRefund(movements, amount.minor)
    if (taking === undefined) {
      return {
        objection: "XPay refunds each capture by itself: ask for at most what is left of one of them.",
      }
    }
    return { targetOperationId: taking }
  },
}

/** Gives back a part, or all, of what was taken; once for each request. Amounts in minor units. */
export async function refundAttempt(
  engine: Engine,
  account: Account,
  request: MovementRequest
): Promise<MovementEnd> {
  return await requestMovement(engine, account, REFUND, request)
}

/**
 * XPay's id of a capture with enough left. After an explicit capture the refund names the capture; money taken with
 * the authorization is refunded on the authorization, which is what the journal has as its operation then.
 */
function takingToRefund(movements: readonly MovementRecord[], amount: bigint): string | undefined {
  const done = movements.filter((one) => one.state === "done")
  const given = (operationId: string | null) =>
    done
      .filter((one) => one.kind === "refund" && one.target_operation_id === operationId)
      .reduce((sum, one) => sum + BigInt(one.amount), 0n)
  const captures = done.filter((one) => one.kind === "capture")
  // With one capture the totals have decided already; refunds found at XPay name no target.
  const fitting =
    captures.length === 1
      ? captures[0]
      : captures.find((one) => BigInt(one.amount) - given(one.xpay_operation_id) >= amount)
  return fitting?.xpay_operation_id ?? undefined
}
