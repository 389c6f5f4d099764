import { type Terminal } from "../simulator-options"
import { type World } from "../world"
import type { ApiAnswer } from "./api-answer"

/** A call that has passed the header checks. */
export interface ApiCall {
  readonly world: World
  readonly terminal: Terminal
  /** Decoded path parameters. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** The parsed JSON body without nulls; undefined if there was none. */
  readonly body: unknown
}

/** One endpoint of the payment API. It executes synchronously: two calls never interleave. */
export interface Endpoint {
  readonly method: "GET" | "POST"
  /** Below the base path, with `:name` parameters. */
  readonly path: string
  /**
   * Why it takes the `Idempotency-Key` header: the documentation lists it; production requires it on a cancel; or it is
   * a merchant-initiated payment, for which it is listed but not required. Other endpoints ignore the header.
   */
  readonly idempotency?: "documented" | "cancel" | "mit"
  readonly execute: (call: ApiCall) => ApiAnswer
}
