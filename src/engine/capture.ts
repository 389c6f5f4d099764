import { formatMoney, money } from "../domain/money"
import type { Account } from "../modules/xpay/journal"
import { attemptAmount, totals } from "../modules/xpay/records"
import type { Engine } from "./engine"
import type { MovementEnd } from "./movement"
import { requestMovement, type MovementRequest, type RequestedKind } from "./request-movement"

const CAPTURE: RequestedKind = {
  kind: "capture",
  during: "capturing",
  mayClaimFound: true,
  prepare({ terminal }, { attempt, movements }, amount) {
    const held = attemptAmount(attempt)
    const { captured } = totals(movements)
    const taken = money(captured, held.currency)
    if (attempt.state !== "authorized" && attempt.state !== "captured") {
      return { objection: `This payment cannot be captured: it is ${attempt.state.replace("_", " ")}.` }
    }
    if (captured > 0n && !terminal.settings.multipleCaptures) {
      return {
        objection:
          `XPay allows one capture per authorization: ${formatMoney(taken)} was captured and the rest was let go. ` +
          "Take a new payment for the difference. (If Nexi allows several captures on this terminal, set the option `multipleCaptures`.)",
      }
    }
    if (captured + amount.minor > held.minor) {
      return {
        objection: `Only ${formatMoney(money(held.minor - captured, held.currency))} can be captured: ${formatMoney(held)} is held and ${formatMoney(taken)} was captured.`,
      }
    }
    return { targetOperationId: attempt.operation_id ?? "" }
  },
}

/** Takes a part, or all, of what is held; once for each request. Amounts in minor units. */
export async function captureAttempt(
  engine: Engine,
  account: Account,
  request: MovementRequest
): Promise<MovementEnd> {
  return await requestMovement(engine, account, CAPTURE, request)
}
