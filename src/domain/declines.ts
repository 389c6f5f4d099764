import type { Refusal } from "./operation-results"

/** Why a payment was refused, in our terms: few enough to have a text each, precise enough to act on. */
export type DeclineReason =
  | "insufficient_funds"
  | "limit_exceeded"
  | "card_expired"
  | "card_invalid"
  | "card_blocked"
  | "pin"
  | "not_permitted"
  | "do_not_retry"
  | "issuer_declined"
  | "issuer_unavailable"
  | "risk"
  | "authentication_failed"
  | "canceled"
  | "expired"
  | "technical"

/** What the payer can try next. */
export type NextTry = "same_card" | "other_card" | "later"

/**
 * ISO 8583 style codes in `additionalData.authorizationStatus` and `errorCode`. Source: Nexi's list of response codes.
 */
const REASON_BY_ISSUER_CODE: Readonly<Record<string, DeclineReason>> = {
  "100": "issuer_declined",
  "101": "card_expired",
  "102": "card_blocked",
  "104": "card_blocked",
  "106": "pin",
  "109": "not_permitted",
  "110": "not_permitted",
  "111": "card_invalid",
  "115": "not_permitted",
  "116": "insufficient_funds",
  "117": "pin",
  "118": "card_invalid",
  "119": "not_permitted",
  "120": "not_permitted",
  "121": "limit_exceeded",
  "122": "not_permitted",
  "123": "limit_exceeded",
  "124": "not_permitted",
  "125": "card_invalid",
  "126": "pin",
  "129": "card_blocked",
  "200": "issuer_declined",
  "202": "card_blocked",
  "204": "card_blocked",
  "208": "card_blocked",
  "209": "card_blocked",
  "210": "card_blocked",
  "413": "do_not_retry",
  "902": "not_permitted",
  "903": "issuer_unavailable",
  "904": "not_permitted",
  "906": "issuer_unavailable",
  "907": "issuer_unavailable",
  "908": "issuer_unavailable",
  "909": "issuer_unavailable",
  "911": "issuer_unavailable",
  "913": "issuer_unavailable",
  "999": "not_permitted",
}

const REASON_BY_REFUSAL: Readonly<Record<Refusal, DeclineReason>> = {
  declined: "issuer_declined",
  denied_by_risk: "risk",
  authentication_failed: "authentication_failed",
  canceled: "canceled",
  expired: "expired",
  failed: "technical",
}

/**
 * Why XPay or the issuer refused. The issuer's code is used if XPay passes it on and the issuer refused; a decline
 * without a code, or with an unknown one, is "issuer_declined".
 */
export function declineReason(refusal: Refusal, issuerCode?: string): DeclineReason {
  if (refusal === "declined" && issuerCode !== undefined) {
    return REASON_BY_ISSUER_CODE[issuerCode] ?? "issuer_declined"
  }
  return REASON_BY_REFUSAL[refusal]
}

export function nextTry(reason: DeclineReason): NextTry {
  return NEXT_TRY[reason]
}

export function isDeclineReason(text: string): text is DeclineReason {
  return Object.hasOwn(NEXT_TRY, text)
}

const NEXT_TRY: Readonly<Record<DeclineReason, NextTry>> = {
  insufficient_funds: "other_card",
  limit_exceeded: "other_card",
  card_expired: "same_card",
  card_invalid: "same_card",
  card_blocked: "other_card",
  pin: "other_card",
  not_permitted: "other_card",
  do_not_retry: "other_card",
  issuer_declined: "other_card",
  issuer_unavailable: "later",
  risk: "other_card",
  authentication_failed: "same_card",
  canceled: "same_card",
  expired: "same_card",
  technical: "later",
}
