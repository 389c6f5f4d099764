import type { AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { resumeMovement } from "./operations/operation"
import { ASK_ONCE_MS } from "./inquiry/polling"
import { settleAuthorization } from "./authorization/resolve-authorization"
import { settleWaiting } from "./authorization/resolve-waiting"
import { syncWithXPay } from "./operations/sync"
import { reread } from "./attempt"

/** Asks XPay about an attempt, writes down what it says, and tells where the attempt stands then. Moves no money. */
export async function learnState(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
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
    case "authorized":
    case "captured":
    case "partially_refunded":
    case "refunded":
    case "voided":
      return (await syncWithXPay(engine, await account())).account.attempt
    default:
      return attempt
  }
}
