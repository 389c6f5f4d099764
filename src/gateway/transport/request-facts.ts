import type { HttpResult, HttpRequest } from "./http"
import type { Outcome } from "../outcome"
import type { Verb } from "../verbs"
import type { XPayOrderId } from "../../domain/ids"

/** The facts about a request when it has ended; safe for logs and spans. */
export type RequestFacts = Readonly<Record<string, string | number>>

/** Uses the names of OpenTelemetry's conventions, where there is one. */
export function requestFacts(
  { method, path }: Pick<HttpRequest, "method" | "path">,
  orderId: XPayOrderId | undefined,
  result: HttpResult,
  outcome: Outcome<unknown>,
  correlationId: string
): RequestFacts {
  const isAnswered = result.kind === "answered"
  const facts = {
    "http.request.method": method,
    "url.path": path.replace(/\?.*/, ""),
    "http.response.status_code": isAnswered ? result.status : undefined,
    "error.type": isAnswered ? undefined : result.code,
    "xpay.outcome": outcome.kind,
    "xpay.order_id": orderId,
    "xpay.correlation_id": correlationId,
    "xpay.cid": isAnswered ? result.cid : undefined,
  }
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const]))
  )
}

/** One line for the log. */
export function lineOf(verb: Verb, facts: RequestFacts, ms: number): string {
  const ids = Object.entries({
    xpay_order: facts["xpay.order_id"],
    correlation: facts["xpay.correlation_id"],
    cid: facts["xpay.cid"],
  }).flatMap(([name, id]) => (id === undefined ? [] : [`${name}=${id}`]))
  const what = facts["http.response.status_code"] ?? facts["error.type"] ?? ""
  return (
    `XPay ${verb}: ${facts["http.request.method"]} ${facts["url.path"]} → ${what}, ${facts["xpay.outcome"]}, ` +
    `${ms} ms [${ids.join(" ")}]`
  )
}
