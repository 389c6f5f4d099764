import type { Outcome } from "../../gateway/outcome"
import type { ThreeStepsValidation } from "../../gateway/wire/three-steps"
import { hashToken } from "../callbacks"
import type { AttemptId } from "../../domain/ids"

/** What XPay says about the answer of the issuer's page. */
export type Validated = Promise<Outcome<ThreeStepsValidation>>

interface Started {
  /** Hash of what the issuer's page sent back, which may hold card data: in the clear it is kept nowhere. */
  readonly responseHash: string
  readonly outcome: Validated
}

/** A completion that has not come so far by then asks anew. */
const KEPT_MS = 60_000

/**
 * Validations that run while Medusa prepares the order, in this process. They move no money: one that is lost with its process,
 * or that nobody takes, has charged nothing.
 */
export class EarlyValidations {
  readonly #started = new Map<string, Started>()

  keep(attemptId: AttemptId, response: string, outcome: Validated): void {
    const started = { responseHash: hashToken(response), outcome }
    // Whoever takes it hears of an error; nobody may have come by then.
    void outcome.catch(() => undefined)
    this.#started.set(attemptId, started)
    setTimeout(() => {
      if (this.#started.get(attemptId) === started) {
        this.#started.delete(attemptId)
      }
    }, KEPT_MS).unref()
  }

  /** The validation of exactly this answer, once; undefined: it has to be asked for. */
  take(attemptId: AttemptId, response: string): Validated | undefined {
    const started = this.#started.get(attemptId)
    this.#started.delete(attemptId)
    return started?.responseHash === hashToken(response) ? started.outcome : undefined
  }
}
