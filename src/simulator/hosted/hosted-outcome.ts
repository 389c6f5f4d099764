import { type OperationResult } from "../ledger/operation"

/** How a payer's attempt on the hosted page can end, beside giving up. */
export const attemptOutcomes = [
  "pay",
  "decline",
  "deny",
  "fail-authentication",
  "leave-pending",
  "fail",
] as const

export type AttemptOutcome = (typeof attemptOutcomes)[number]

/** The result an outcome stands for; paying leaves it to the card. */
export const resultOfOutcome: Readonly<Record<Exclude<AttemptOutcome, "pay">, OperationResult>> = {
  decline: "DECLINED",
  deny: "DENIED_BY_RISK",
  "fail-authentication": "THREEDS_FAILED",
  "leave-pending": "PENDING",
  fail: "FAILED",
}
