import type { AttemptWithMovements } from "../../modules/xpay/journal/tables"
import type { Engine } from "../engine"
import { mayCapture } from "./may-move"
import type { MovementEnd } from "./movement-end"
import { requestMovement, type MovementRequest, type RequestedKind } from "./request-movement"

const CAPTURE: RequestedKind = {
  kind: "capture",
  during: "capturing",
  mayBookExternal: true,
  prepare: ({ terminal }, account, amount) => mayCapture(account, amount, terminal.settings),
}

/** Captures all or part of a hold, once for each request. Amounts in minor units. */
export async function captureAttempt(
  engine: Engine,
  account: AttemptWithMovements,
  request: MovementRequest
): Promise<MovementEnd> {
  return await requestMovement(engine, account, CAPTURE, request)
}
