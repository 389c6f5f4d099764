import type { MedusaContainer } from "@medusajs/framework/types"
import { hashToken } from "../engine/authenticate"
import { returnFromChallenge } from "../engine/return-from-challenge"
import { readChallengeReturn } from "../gateway/wire/challenge"
import type { AttemptRecord } from "../modules/xpay/records"
import { engineFor, journalOf } from "./engines"
import { finishPayment } from "./finish-payment"

/**
 * The shopper is back from the issuer's page: keeps what came along and completes the cart. Whoever holds the token is
 * the browser that was sent there; the parameters prove nothing, and a replay finds the attempt further on and changes
 * nothing.
 *
 * @returns the attempt where it stands then; undefined for a token that was never given out.
 */
export async function resumeAfterChallenge(
  container: MedusaContainer,
  token: string,
  parameters: Readonly<Record<string, unknown>>
): Promise<AttemptRecord | undefined> {
  const attempt = await journalOf(container).findByReturnToken(hashToken(token))
  if (attempt === undefined) {
    return undefined
  }
  const engine = engineFor(container, attempt.provider_id)
  const returned = await returnFromChallenge(engine, attempt, readChallengeReturn(parameters))
  return returned.state === "authenticated" || returned.state === "authorizing"
    ? await finishPayment(container, engine, returned)
    : returned
}
