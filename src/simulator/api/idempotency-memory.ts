import { createHash } from "node:crypto"

import { refuse } from "../refusal"
import { type Switches } from "../switches"
import { type SimulatedClock } from "../time/simulated-clock"
import type { ApiAnswer } from "./api-answer"

/** The parts of a request that identify a repetition. */
export interface KeyedRequest {
  readonly terminal: string
  readonly key: string | undefined
  readonly path: string
  readonly rawBody: Buffer
  readonly isKeyRequired: boolean
}

interface Remembered {
  readonly path: string
  readonly bodyHash: string
  readonly answer: ApiAnswer
  readonly at: number
}

const longestKey = 63
const hourMs = 3_600_000

/**
 * The memory behind `Idempotency-Key`. It is documented that a key reused on another path gets 400 PS0025. How long
 * XPay remembers, how it handles the same request or a changed body, and whose the keys are is assumed.
 */
export class IdempotencyMemory {
  private readonly answers = new Map<string, Remembered>()

  constructor(private readonly clock: SimulatedClock) {}

  /** Responds from memory, or executes the call and stores its response. */
  answer(request: KeyedRequest, switches: Switches, run: () => ApiAnswer): ApiAnswer {
    if (!request.key) {
      if (request.isKeyRequired) refuse("PS0074")
      return run()
    }
    if (request.key.length > longestKey) refuse("PS0025")
    const owner = switches.idempotencyScope === "api-key" ? request.terminal : "the merchant"
    const place = `${owner} ${request.key}`
    const bodyHash = createHash("sha256").update(request.rawBody).digest("hex")
    const known = this.remembered(place, switches)
    if (known) {
      if (known.path !== request.path || !mayAnswerAgain(known.bodyHash === bodyHash, switches))
        refuse("PS0025")
      return known.answer
    }
    const answer = run()
    if (switches.idempotencyMemory === "all" || answer.status < 300) {
      this.answers.set(place, { path: request.path, bodyHash, answer, at: this.clock.now() })
    }
    return answer
  }

  clear(): void {
    this.answers.clear()
  }

  private remembered(place: string, switches: Switches): Remembered | undefined {
    const known = this.answers.get(place)
    if (!known) return undefined
    const age = this.clock.now() - known.at
    if (age < switches.idempotencyRetentionHours * hourMs) return known
    this.answers.delete(place)
    return undefined
  }
}

function mayAnswerAgain(isSameBody: boolean, switches: Switches): boolean {
  return (isSameBody ? switches.idempotencyReplay : switches.idempotencyOtherBody) === "stored-answer"
}
