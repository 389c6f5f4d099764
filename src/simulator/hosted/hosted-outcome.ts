import { type OperationResult } from "../ledger/operation"

/** Outcomes of an attempt on the hosted page, besides cancellation. */
export const attemptOutcomes = [
  "pay",
  "decline",
  "deny",
  "fail-authentication",
  "leave-pending",
  "fail",
] as const

export type AttemptOutcome = (typeof attemptOutcomes)[number]

/** The result for each outcome; `pay` depends on the card. */
export const resultOfOutcome: Readonly<Record<Exclude<AttemptOutcome, "pay">, OperationResult>> = {
  decline: "DECLINED",
  deny: "DENIED_BY_RISK",
  "fail-authentication": "THREEDS_FAILED",
  "leave-pending": "PENDING",
  fail: "FAILED",
}
