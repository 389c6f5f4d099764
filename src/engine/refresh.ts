import type { AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { resumeMovement } from "./operations/make-movement"
import { SINGLE_QUERY_MS } from "./inquiry/polling"
import { resolveAuthorization } from "./authorization/resolve-authorization"
import { inquirePending, type Refreshed } from "./authorization/resolve-pending"
import { syncWithXPay } from "./operations/sync"
import { reread } from "./attempt"

/** Queries XPay about an attempt, records the answer, and returns the attempt as it is then. Moves no money. */
export async function learnState(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  return (await refresh(engine, attempt)).attempt
}

/** {@link learnState}, for whoever decides when to query again. */
export async function refresh(engine: Engine, attempt: AttemptRecord): Promise<Refreshed> {
  switch (attempt.state) {
    case "created":
    case "authenticating":
    case "authenticated":
      // Nothing was sent that could charge.
      return resolved(attempt)
    case "authorizing":
      return resolved(await resolveAuthorization(engine, attempt, SINGLE_QUERY_MS))
    case "pending_payer":
    case "declined":
    case "authentication_failed":
    case "abandoned":
    case "expired":
    case "failed":
      if (attempt.authorized_at !== null) {
        // A hold that lapsed: XPay may go on showing it, and lets nothing be done with it.
        return resolved(attempt)
      }
      // XPay's word beats ours: a page that was given up here may have been paid all the same.
      return await inquirePending(engine, attempt, SINGLE_QUERY_MS)
    case "capturing":
    case "refunding":
    case "voiding":
      await resumeMovement(engine, { attempt, movements: await engine.journal.movements(attempt.id) })
      return resolved(await reread(engine, attempt))
    case "authorized":
    case "captured":
    case "partially_refunded":
    case "refunded":
    case "voided":
      return await learnOperations(engine, attempt)
  }
}

function resolved(attempt: AttemptRecord): Refreshed {
  return { attempt, hasPending: false }
}

/** What was done with the money meanwhile, in the back office for example. */
async function learnOperations(engine: Engine, attempt: AttemptRecord): Promise<Refreshed> {
  const movements = await engine.journal.movements(attempt.id)
  const { account, inquiry } = await syncWithXPay(engine, { attempt, movements })
  return {
    attempt: account.attempt,
    hasPending: inquiry.kind === "answered" && inquiry.funds.unresolved.length > 0,
  }
}
