import type { GatewayError } from "../../../src/gateway/errors"
import type { Outcome } from "../../../src/gateway/outcome"

/** The value of a call that must have been executed. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== "done") {
    throw new Error(`Not done: ${outcome.error.message}`)
  }
  return outcome.value
}

/** The error of a call that must not have been executed, or whose execution is in doubt. */
export function errorOf(outcome: Outcome<unknown>): GatewayError {
  if (outcome.kind === "done") {
    throw new Error("It was done")
  }
  return outcome.error
}
