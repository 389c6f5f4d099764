import type { ChallengeReturn } from "../../gateway/wire/challenge"
import { attemptLabel } from "../../modules/xpay/journal/log-line"
import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import { reread } from "../attempt"
import { vaultBinding } from "../vault/card-vault"
import { validateEarly } from "./validation"

/** Time for the cart to be completed before the attempt counts as left behind. */
export const COMPLETION_SECONDS = 60

/**
 * Keeps what the issuer's page sent back with the shopper. It is a hint and charges nothing: the validation at XPay, which
 * begins here, decides. Without an answer the shopper gave up, or somebody else has opened the address: that is noted, and an answer
 * that comes later is taken all the same. An answer that names another operation changes nothing and is only logged. An
 * attempt that is further on, or over, is left as it is: replays do nothing.
 *
 * @returns the attempt where it stands then; `authenticated` when it can be paid.
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
