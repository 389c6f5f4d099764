import { withoutUndefined } from "../domain/without-undefined"
import type { Verb } from "./verbs"

/** The facts in every gateway error. */
export interface GatewayErrorFacts {
  readonly verb: Verb
  readonly message: string
  readonly correlationId: string
  /** XPay's own id of the call, from its `cid` header. */
  readonly cid?: string | undefined
  readonly status?: number | undefined
  readonly codes?: readonly string[] | undefined
  readonly causeCode?: string | undefined
  readonly retryAfterMs?: number | undefined
  readonly retrySafe: boolean
}

/**
 * The reason a call to XPay did not end in a usable response.
 *
 * It holds no request, no response and no error of the HTTP library: those carry the API key and the card.
 * Texts from XPay are redacted. So it may be logged and shown to staff as it is; shoppers see `publicCode`
 * only, through a table of texts.
 */
export abstract class GatewayError extends Error {
  abstract readonly outcome: "refused" | "unreachable" | "unknown"
  abstract readonly publicCode: "payment_refused" | "payment_unavailable" | "payment_unconfirmed"
  readonly verb: Verb
  /** True if the same call may be sent again immediately: it was not processed, or it only reads. */
  readonly retrySafe: boolean
  /** The id we sent with the call; Nexi's support requests it. */
  readonly correlationId: string
  declare readonly cid?: string
  /** HTTP status, if there was a response. */
  declare readonly status?: number
  /** XPay's error codes (`PS0023`), in its order; empty if it gave none. */
  readonly codes: readonly string[]
  /** The wait that XPay requests before the next call. */
  declare readonly retryAfterMs?: number
  /** The failure below HTTP, by its system code only: `ECONNRESET`, `ETIMEDOUT`, `CERT_HAS_EXPIRED`. */
  declare readonly cause?: { readonly code: string }

  /** The message with the ids of the call, for a log line. */
  get line(): string {
    const ids = [`correlation=${this.correlationId}`, ...(this.cid === undefined ? [] : [`cid=${this.cid}`])]
    return `${this.message} [${ids.join(" ")}]`
  }

  constructor({ message, codes = [], causeCode, ...facts }: GatewayErrorFacts) {
    super(message)
    this.name = new.target.name
    this.verb = facts.verb
    this.retrySafe = facts.retrySafe
    this.correlationId = facts.correlationId
    this.codes = codes
    const { cid, status, retryAfterMs } = facts
    const cause = causeCode === undefined ? undefined : { code: causeCode }
    Object.assign(this, withoutUndefined({ cid, status, retryAfterMs, cause }))
  }
}

/** XPay refused the request: a 4xx. */
export class Rejected extends GatewayError {
  readonly outcome = "refused"
  readonly publicCode: "payment_refused" | "payment_unavailable" = "payment_refused"
}

/** XPay does not accept the API key, or the terminal is not set up for this: the shop's staff must act. */
export class NotAuthorised extends Rejected {
  override readonly publicCode = "payment_unavailable"
}

/** Nothing was sent: connection refused, no such host, failed TLS handshake, no connection in time. */
export class Unreachable extends GatewayError {
  readonly outcome = "unreachable"
  readonly publicCode = "payment_unavailable"
}

/** The call may or may not have been executed; only a read from XPay can resolve it. */
export class OutcomeUnknown extends GatewayError {
  readonly outcome = "unknown"
  readonly publicCode = "payment_unconfirmed"
}

/** Whether XPay responded that it does not know the order, operation, contract, customer or link. */
export function isNotFound(error: GatewayError): boolean {
  return error.outcome === "refused" && error.status === 404
}

/** `GW0001` and `GW0035` mean "internal error", the first seen with HTTP 400; `PS0000` is "unspecified error". */
const CATCH_ALL_CODES: readonly string[] = ["GW0001", "GW0035", "PS0000"]

/** Whether these codes explain nothing: there are none, or only catch-all ones. */
export function sayNothing(codes: readonly string[]): boolean {
  return codes.every((code) => CATCH_ALL_CODES.includes(code))
}

/**
 * Whether XPay refused without a reason. By its rules that is a refusal; but after a payment or a
 * post-operation, one read is worthwhile before the request is closed.
 */
export function isUnexplained(error: GatewayError): boolean {
  return error.outcome === "refused" && sayNothing(error.codes)
}
