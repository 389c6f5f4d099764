import type { AttemptRecord } from "../modules/xpay/journal/records"
import type { Engine } from "./engine"
import { resumeMovement } from "./operations/make-movement"
import { SINGLE_QUERY_MS } from "./inquiry/polling"
import { resolveAuthorization } from "./authorization/resolve-authorization"
import { inquirePending, type Refreshed } from "./authorization/resolve-pending"
import { syncWithXPay } from "./operations/sync"
import { reread } from "./attempt"

/** Queries XPay about an attempt, records the response, and returns the current attempt. Moves no money. */
export async function learnState(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  return (await refresh(engine, attempt)).attempt
}

/** {@link learnState}, for callers that schedule the next query. */
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
        // An expired hold: XPay may still show it, but allows no operation on it.
        return resolved(attempt)
      }
      // XPay overrides our record: an abandoned page may have been paid anyway.
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

/** Finds operations executed meanwhile, for example in the XPay back office. */
async function learnOperations(engine: Engine, attempt: AttemptRecord): Promise<Refreshed> {
  const movements = await engine.journal.movements(attempt.id)
  const { account, inquiry } = await syncWithXPay(engine, { attempt, movements })
  return {
    attempt: account.attempt,
    hasPending: inquiry.kind === "answered" && inquiry.funds.unresolved.length > 0,
  }
}
