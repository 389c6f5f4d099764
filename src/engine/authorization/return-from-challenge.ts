import type { ChallengeReturn } from "../../gateway/wire/challenge"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { reread } from "../attempt"
import { vaultBinding } from "../vault/card-vault"
import { validateEarly } from "./validation"

/** Time to complete the cart before the attempt counts as stale. */
export const COMPLETION_SECONDS = 60

/**
 * Stores the response that the shopper's browser brings back from the issuer's page. It is only a hint and
 * charges nothing: the validation at XPay, which starts here, decides. A missing response means that the
 * shopper canceled, or that the URL was opened by another party: this is recorded, and a later response is
 * still accepted. A response for another operation is only logged. An attempt that is further on, or over,
 * stays unchanged: replays have no effect.
 *
 * @returns the attempt in its resulting state; `authenticated` when it can be paid.
 */
export async function returnFromChallenge(
  engine: Engine,
  attempt: AttemptRecord,
  returned: ChallengeReturn
): Promise<AttemptRecord> {
  if (attempt.state !== "authenticating") {
    return attempt
  }
  const { threeDSAuthResponse, operationId } = returned
  if (threeDSAuthResponse === undefined) {
    const noted = await engine.journal.update(attempt.id, { reason: "canceled", stamp: ["returned_at"] }, [
      "authenticating",
    ])
    return noted ?? (await reread(engine, attempt))
  }
  if (operationId !== undefined && operationId !== attempt.operation_id) {
    engine.logger.warn(`${attemptLabel(attempt)}: a return for another operation was ignored.`)
    return attempt
  }
  await engine.terminal.vault.keepAnswer(vaultBinding(attempt), { response: threeDSAuthResponse })
  const moved = await engine.journal.transition(attempt.id, "authenticating", "authenticated", {
    nextCheckSeconds: COMPLETION_SECONDS,
    reason: null,
  })
  if (moved === undefined) {
    return await reread(engine, attempt)
  }
  validateEarly(engine, moved, threeDSAuthResponse)
  return moved
}
