import type { Account } from "../modules/xpay/journal"
import type { AttemptRecord } from "../modules/xpay/records"
import type { Engine } from "./engine"
import { resumeMovement } from "./movement"
import { ASK_ONCE_MS } from "./patience"
import { reread, settleAuthorization } from "./settle-authorization"
import { syncWithXPay } from "./sync"

/** Asks XPay about an attempt, writes down what it says, and tells where the attempt stands then. Moves no money. */
export async function learnState(engine: Engine, account: Account): Promise<AttemptRecord> {
  const { attempt } = account
  switch (attempt.state) {
    case "authorizing":
      return await settleAuthorization(engine, attempt, ASK_ONCE_MS)
    case "capturing":
    case "refunding":
    case "voiding":
      await resumeMovement(engine, account)
      return await reread(engine, attempt)
    case "authorized":
    case "captured":
    case "partially_refunded":
    case "refunded":
      return (await syncWithXPay(engine, account)).account.attempt
    default:
      return attempt
  }
}
