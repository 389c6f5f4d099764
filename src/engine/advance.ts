import type { AttemptRecord } from "../modules/xpay/journal/records"
import { authorizeCard } from "./authorization/authorize-card"
import { chargeNow } from "./authorization/saved-card-charge"
import type { Engine } from "./engine"
import { SINGLE_QUERY_MS } from "./inquiry/polling"
import { resolveAuthorization } from "./authorization/resolve-authorization"
import { resolvePending } from "./authorization/resolve-pending"

/**
 * Advances a payment as far as possible. Charges a ready or saved card once; if the charge was already sent
 * and its outcome is unknown, queries XPay.
 *
 * @returns the current attempt. `authorized` or `captured`: the payment succeeded. Still `authenticated`,
 * `authenticating` or `created`: not ready. `authorizing`: in doubt, and nothing may be sent. Otherwise:
 * ended, see `reason`.
 */
export async function authorizeAttempt(engine: Engine, attempt: AttemptRecord): Promise<AttemptRecord> {
  switch (attempt.state) {
    case "created":
      return attempt.channel === "mit" ? await chargeNow(engine, attempt) : attempt
    case "authenticated":
      return await authorizeCard(engine, attempt)
    case "authorizing":
      return await resolveAuthorization(engine, attempt, SINGLE_QUERY_MS)
    case "pending_payer":
      return await resolvePending(engine, attempt, SINGLE_QUERY_MS)
    case "authenticating":
    case "authorized":
    case "capturing":
    case "captured":
    case "refunding":
    case "partially_refunded":
    case "refunded":
    case "voiding":
    case "voided":
    case "declined":
    case "authentication_failed":
    case "abandoned":
    case "expired":
    case "failed":
      return attempt
  }
}
