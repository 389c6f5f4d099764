import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import type { Validated } from "../terminal/early-validations"
import { NO_ID } from "../../domain/ids"

/**
 * Sends the response from the issuer's page to XPay for validation while Medusa prepares the order. Only the
 * caller that made the attempt `authenticated` may call this, so that it is sent once, however often the
 * browser returns.
 */
export function validateEarly(engine: Engine, attempt: AttemptRecord, response: string): void {
  if (attempt.steps !== 2) {
    engine.terminal.validations.keep(attempt.id, response, send(engine, attempt, response))
  }
}

/** XPay's validation: the one already running, or one sent now. */
export async function validate(engine: Engine, attempt: AttemptRecord, response: string): Validated {
  return await (engine.terminal.validations.take(attempt.id, response) ?? send(engine, attempt, response))
}

function send({ terminal }: Engine, attempt: AttemptRecord, response: string): Validated {
  return terminal.client.about(attempt.id).validateThreeSteps({
    operationId: attempt.operation_id ?? NO_ID,
    threeDSAuthResponse: response,
  })
}
