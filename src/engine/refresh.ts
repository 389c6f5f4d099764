import { isOneOf, RESTING_STATES } from "../domain/attempt-state"
import type { AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { resumeMovement } from "./operations/operation"
import { ASK_ONCE_MS } from "./inquiry/polling"
import { settleAuthorization } from "./authorization/resolve-authorization"
import { settleWaiting } from "./authorization/resolve-waiting"
import { syncWithXPay } from "./operations/sync"
import { reread } from "./attempt"

/** Where an attempt stands once XPay was queried. */
export interface Refreshed {
  readonly attempt: AttemptRecord
  /** XPay shows a capture, refund or void whose result is not final. */
  readonly hasPending: boolean
}

/** Queries XPay about an attempt, writes down what it says, and tells where the attempt stands then. Moves no money. */
export async function learnState(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  return (await refresh(engine, attempt)).attempt
}

/** {@link learnState}, for whoever decides when to query again. */
export async function refresh(engine: Engine, attempt: AttemptRecord): Promise<Refreshed> {
  if (isOneOf(attempt.state, [...RESTING_STATES, "voided"])) {
    const movements = await engine.journal.movements(attempt.id)
    const { account, truth } = await syncWithXPay(engine, { attempt, movements })
    return {
      attempt: account.attempt,
      hasPending: truth.kind === "told" && truth.holding.unsettled.length > 0,
    }
  }
  return { attempt: await learnUnfinished(engine, attempt), hasPending: false }
}

async function learnUnfinished(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  const account = async () => ({ attempt, movements: await engine.journal.movements(attempt.id) })
  switch (attempt.state) {
    case "authorizing":
      return await settleAuthorization(engine, attempt, ASK_ONCE_MS)
    case "waiting":
    case "declined":
    case "authentication_failed":
    case "abandoned":
    case "expired":
    case "failed":
      if (attempt.authorized_at !== null) {
        // A hold that lapsed: XPay may go on showing it, and lets nothing be done with it.
        return attempt
      }
      // XPay's word beats ours: a page that was given up here may have been paid all the same.
      return await settleWaiting(engine, attempt, ASK_ONCE_MS)
    case "capturing":
    case "refunding":
    case "voiding":
      await resumeMovement(engine, await account())
      return await reread(engine, attempt)
    default:
      return attempt
  }
}
