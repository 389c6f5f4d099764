import type { z } from "@medusajs/framework/zod"
import {
  NotAuthorised,
  OutcomeUnknown,
  Rejected,
  sayNothing,
  Unreachable,
  type GatewayErrorFacts,
} from "../errors"
import type { HttpResult } from "./http"
import type { Outcome } from "../outcome"
import { redact } from "../redact"
import { mayResend, type Ending } from "./retry"
import { withoutUndefined } from "../../domain/without-undefined"
import { VERBS, type Verb } from "../verbs"
import { readErrors } from "../wire/error-envelope"

/** The facts about a call that its outcome and messages need. */
export interface CallFacts {
  readonly verb: Verb
  readonly correlationId: string
  readonly timeoutMs: number
  /** Digits and keys of the call, which must stay out of messages. */
  readonly secrets: readonly string[]
}

/** The expected form of a valid response to a call. */
export interface Expectation<T> {
  readonly answer: z.ZodType<T>
  /** Whether a response is about the subject of the request. */
  readonly isAbout?: ((value: T) => boolean) | undefined
}

const MOST_ERRORS = 5

type Answer = Extract<HttpResult, { kind: "answered" }>

/** The key is missing, wrong or of the wrong kind; or XPay does not find the terminal. */
const CREDENTIAL_CODES: readonly string[] = ["PS0040", "PS0051", "PS0052", "PS0057"]

/**
 * 4xx responses after which the request may still have been executed. 408: a system between us and XPay
 * stopped waiting. 409: another request for the same thing (for example the first try with this key) may be
 * running.
 */
const DOUBTFUL_REFUSALS: readonly number[] = [408, 409]

/**
 * Turns the result of a request into an outcome; pure.
 *
 * | result                                           | outcome     |
 * |--------------------------------------------------|-------------|
 * | nothing can have left                            | unreachable |
 * | 2xx, valid body about the requested subject      | done        |
 * | 4xx                                              | refused     |
 * | 404 with a page instead of XPay's empty or JSON body: not from XPay | unknown |
 * | 408, 409                                         | unknown     |
 * | time-out, reset, 3xx, 5xx, any other body        | unknown     |
 */
export function toOutcome<T>(call: CallFacts, expected: Expectation<T>, result: HttpResult): Outcome<T> {
  if (result.kind === "failed") {
    return result.canHaveLeft
      ? unknown(call, causeOf(call, result.code), { causeCode: result.code })
      : unreachable(call, result.code)
  }
  const body = parse(result.text)
  if (result.status >= 200 && result.status < 300) {
    return accept(call, expected, result, body)
  }
  return isRefusal(result, body) ? refused(call, result, body) : inDoubt(call, result, body)
}

/** A body that is parsed JSON, empty, or not JSON. */
type Body = { readonly json: unknown } | "empty" | "unreadable"

function parse(text: string): Body {
  if (text.trim() === "") {
    return "empty"
  }
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return "unreadable"
  }
}

function accept<T>(call: CallFacts, expected: Expectation<T>, answer: Answer, body: Body): Outcome<T> {
  if (body === "unreadable") {
    return inDoubt(call, answer, body, "the answer is not JSON")
  }
  const read = expected.answer.safeParse(body === "empty" ? undefined : body.json)
  if (!read.success) {
    const field = read.error.issues[0]?.path.join(".") ?? ""
    const what = body === "empty" ? "the answer is empty" : "the answer does not have the expected form"
    return inDoubt(call, answer, body, field === "" ? what : `${what} (${field})`)
  }
  if (expected.isAbout?.(read.data) === false) {
    return inDoubt(call, answer, body, "the answer is about something else")
  }
  const { correlationId } = call
  const { cid } = answer
  return { kind: "done", value: read.data, correlationId, ...(cid === undefined ? {} : { cid }) }
}

function isRefusal({ status }: Answer, body: Body): boolean {
  const isFromXPay = status !== 404 || body !== "unreadable"
  return status >= 400 && status < 500 && !DOUBTFUL_REFUSALS.includes(status) && isFromXPay
}

function refused(call: CallFacts, answer: Answer, body: Body): Outcome<never> {
  const { label } = VERBS[call.verb]
  const details = complaint(call, answer, body)
  const isAboutCredentials =
    answer.status === 401 ||
    answer.status === 403 ||
    details.codes.some((code) => CREDENTIAL_CODES.includes(code))
  if (isAboutCredentials) {
    const message =
      `XPay does not accept the API key or the terminal for the ${label} (${details.summary}). ` +
      "Check the API key and the environment of this terminal."
    return { kind: "refused", error: new NotAuthorised(factsOf(call, "refused", message, details)) }
  }
  const why = sayNothing(details.codes) ? " without a reason" : ""
  const message = `XPay refused the ${label}${why} (${details.summary}).`
  return { kind: "refused", error: new Rejected(factsOf(call, "refused", message, details)) }
}

function unreachable(call: CallFacts, causeCode: string): Outcome<never> {
  const message =
    `XPay could not be reached for the ${VERBS[call.verb].label} (${causeCode}). ` +
    "Nothing was sent; it can be tried again."
  return { kind: "unreachable", error: new Unreachable(factsOf(call, "unreachable", message, { causeCode })) }
}

function inDoubt(call: CallFacts, answer: Answer, body: Body, why?: string): Outcome<never> {
  const details = complaint(call, answer, body)
  return unknown(call, why === undefined ? details.summary : `${details.summary}: ${why}`, details)
}

function unknown(call: CallFacts, why: string, details: Partial<GatewayErrorFacts>): Outcome<never> {
  const { label, repetition } = VERBS[call.verb]
  const message =
    repetition === "read"
      ? `XPay gave no usable answer to the ${label} (${why}).`
      : `XPay did not confirm the ${label} (${why}). It may have been carried out. ` +
        "It was not sent again; query XPay for the order before trying once more."
  return { kind: "unknown", error: new OutcomeUnknown(factsOf(call, "unknown", message, details)) }
}

function causeOf({ timeoutMs }: CallFacts, code: string): string {
  return code === "ETIMEDOUT"
    ? `no answer within ${Number((timeoutMs / 1000).toPrecision(2))} s`
    : `no complete answer, ${code}`
}

/** XPay's complaint besides its status: codes and redacted descriptions. */
function complaint(call: CallFacts, answer: Answer, body: Body) {
  const errors = typeof body === "object" ? readErrors(body.json).slice(0, MOST_ERRORS) : []
  const words = errors.map(({ code, description }) =>
    [code, description === undefined ? undefined : redact(description, call.secrets)]
      .filter((part) => part !== undefined)
      .join(": ")
  )
  const { status, cid, retryAfterMs } = answer
  return {
    status,
    cid,
    retryAfterMs,
    codes: errors.flatMap(({ code }) => code ?? []),
    summary: [`HTTP ${status}`, ...words].join(", "),
  }
}

function factsOf(
  { verb, correlationId }: CallFacts,
  kind: Ending["kind"],
  message: string,
  details: Partial<GatewayErrorFacts>
): GatewayErrorFacts {
  const { status, cid, codes, retryAfterMs, causeCode } = details
  const ending = { kind, error: withoutUndefined<NonNullable<Ending["error"]>>({ status }) }
  const retrySafe = mayResend(verb, ending) === "now"
  return { verb, message, correlationId, cid, status, codes, causeCode, retryAfterMs, retrySafe }
}
