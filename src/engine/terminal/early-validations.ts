import type { Outcome } from "../../gateway/outcome"
import type { ThreeStepsValidation } from "../../gateway/wire/three-steps"
import { hashToken } from "../callbacks"
import type { AttemptId } from "../../domain/ids"

/** XPay's validation of the response from the issuer's page. */
export type Validated = Promise<Outcome<ThreeStepsValidation>>

interface Started {
  /** Hash of the response from the issuer's page, which may hold card data and is never stored in plain text. */
  readonly responseHash: string
  readonly outcome: Validated
}

/** A completion that comes later requests a new validation. */
const KEPT_MS = 60_000

/**
 * Validations that run in this process while Medusa prepares the order. They move no money: one that is lost
 * with its process, or never taken, has charged nothing.
 */
export class EarlyValidations {
  readonly #started = new Map<string, Started>()

  keep(attemptId: AttemptId, response: string, outcome: Validated): void {
    const started = { responseHash: hashToken(response), outcome }
    // The caller that takes it handles an error; it may fail before it is taken.
    void outcome.catch(() => undefined)
    this.#started.set(attemptId, started)
    setTimeout(() => {
      if (this.#started.get(attemptId) === started) {
        this.#started.delete(attemptId)
      }
    }, KEPT_MS).unref()
  }

  /** The validation of exactly this response, once; undefined: the caller has to request one. */
  take(attemptId: AttemptId, response: string): Validated | undefined {
    const started = this.#started.get(attemptId)
    this.#started.delete(attemptId)
    return started?.responseHash === hashToken(response) ? started.outcome : undefined
  }
}
