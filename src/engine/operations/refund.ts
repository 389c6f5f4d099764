import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import type { Engine } from "../engine"
import { mayRefund } from "./may-move"
import type { MovementEnd } from "./movement-end"
import { requestMovement, type MovementRequest, type RequestedKind } from "./request-movement"

const REFUND: RequestedKind = {
  kind: "refund",
  during: "refunding",
  mayBookExternal: false,
  prepare: (_engine, account, amount) => mayRefund(account, amount),
}

/** Refunds all or part of the captures, once for each request. Amounts in minor units. */
export async function refundAttempt(
  engine: Engine,
  account: AttemptWithMovements,
  request: MovementRequest
): Promise<MovementEnd> {
  return await requestMovement(engine, account, REFUND, request)
}
