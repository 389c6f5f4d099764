import type { AttemptRecord } from "../../modules/xpay/journal/records"
import type { Engine } from "../engine"
import type { Validated } from "../terminal/early-validations"
import { NO_ID } from "../../domain/ids"

/**
 * Lets XPay validate what the issuer's page sent back while Medusa prepares the order. Only for whoever made the attempt
 * `authenticated`: so it is sent once, however often the browser comes back.
 */
export function validateEarly(engine: Engine, attempt: AttemptRecord, response: string): void {
  if (attempt.steps !== 2) {
    engine.terminal.validations.keep(attempt.id, response, send(engine, attempt, response))
  }
}

/** What XPay says of it: the validation that runs already, or one that is sent now. */
export async function validate(engine: Engine, attempt: AttemptRecord, response: string): Validated {
  return await (engine.terminal.validations.take(attempt.id, response) ?? send(engine, attempt, response))
}

function send({ terminal }: Engine, attempt: AttemptRecord, response: string): Validated {
  return terminal.client.about(attempt.id).validateThreeSteps({
    operationId: attempt.operation_id ?? NO_ID,
    threeDSAuthResponse: response,
  })
}
