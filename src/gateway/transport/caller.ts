import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { inspect } from "node:util"
import { Http, type HttpRequest, type HttpResult } from "./http"
import { toOutcome, type Expectation } from "./to-outcome"
import type { Outcome } from "../outcome"
import { lineOf, requestFacts, type RequestFacts } from "./request-facts"
import { mayResend, pauseBefore } from "./retry"
import { openAgent, SocketPool } from "./sockets"
import { VERBS, type Verb } from "../verbs"
import { withoutUndefined } from "../../domain/without-undefined"
import { cardToWire, type RevealCard, type WireCard } from "../wire/card"
import { checkedUrl } from "../wire/identifiers"
import type { XPayOrderId } from "../../domain/ids"

export interface CallerSettings {
  /** The API key of one terminal. */
  readonly apiKey: string
  /** `https://…/api/phoenix-0.0/psp/api/v1`; plain http is for a simulator on the same machine. */
  readonly baseUrl: string
  /** Milliseconds for one request of a verb; the rest keep their defaults. */
  readonly timeouts?: Partial<Record<Verb, number>> | undefined
  /** Receives one line per request: verb, path, status, time and ids; never the request or response body. */
  readonly logger?: { debug(message: string): void } | undefined
  readonly trace?: CallTracer | undefined
  /** Receives each request that has a subject, when it has ended. */
  readonly record?: CallRecorder | undefined
  /** Sent as `x-plugin-name`, so that Nexi's support can identify the caller. */
  readonly pluginName?: string | undefined
  /** Milliseconds on a monotonic clock. */
  readonly clock?: (() => number) | undefined
}

/** Traces one request: runs it, and receives its outcome. */
export type CallTracer = <T>(
  verb: Verb,
  send: () => Promise<{ readonly outcome: Outcome<T>; readonly facts: RequestFacts }>
) => Promise<Outcome<T>>

/**
 * One request to XPay, in a form that may be shown to Nexi's support: ids, times and codes; never the request
 * or response body.
 */
export interface EndedCall {
  readonly verb: Verb
  /** Method and path, without the query: `POST /orders/moto`. */
  readonly request: string
  /** When it was sent, by this machine's clock, ISO 8601. */
  readonly at: string
  readonly ms: number
  readonly outcome: Outcome<unknown>["kind"]
  /** HTTP status; absent if there was no response. */
  readonly status?: number | undefined
  /** The system code of a failure below HTTP. */
  readonly error?: string | undefined
  /** XPay's error codes. */
  readonly codes?: readonly string[] | undefined
  readonly correlation_id: string
  /** XPay's own id of the call. */
  readonly cid?: string | undefined
}

/** @param subject the caller's name for the subject of the call */
export type CallRecorder = (subject: string, call: EndedCall) => void

const untraced: CallTracer = async (_verb, send) => (await send()).outcome

/** One call to XPay, as it is sent. */
export interface Call {
  readonly path: string
  /** The XPay order of the call, if the path does not name it; for logs and spans. */
  readonly orderId?: XPayOrderId | undefined
  /** Body of a POST; absent for a read, and for the few POSTs whose body is empty. */
  readonly payload?: object | undefined
  /** Added to the payload when the body is created. */
  readonly card?: RevealCard | undefined
  readonly idempotencyKey?: string | undefined
  /** The subject of the call, for {@link CallerSettings.record}. */
  readonly subject?: string | undefined
}

/** The methods that send calls. */
export type Calling = Pick<Caller, "get" | "post">

const PLUGIN_NAME = "medusa-payment-nexi-xpay"

/**
 * A payment may use a connection that has been idle for at most this long; the step before has usually just
 * used it.
 */
const FRESH_MS = 1_000

/** A read is sent three times at most, within twice its time-out. */
const MOST_REPEATS = 2

/** Sends calls to XPay: headers, repeats of reads, and the outcome of each response. */
export class Caller {
  readonly #apiKey: string
  readonly #baseUrl: string
  readonly #pluginName: string
  readonly #timeouts: Partial<Record<Verb, number>>
  readonly #logger: { debug(message: string): void } | undefined
  readonly #now: () => number
  readonly #trace: CallTracer
  readonly #record: CallRecorder | undefined
  readonly #sockets: SocketPool
  readonly #http: Http
  #clockOffsetMs: number | undefined

  /** @throws TypeError for settings that cannot work; the message never holds the key. */
  constructor(settings: CallerSettings) {
    const { apiKey, baseUrl, timeouts, logger, trace, record, pluginName = PLUGIN_NAME, clock } = settings
    this.#apiKey = checkedHeader(apiKey, "The API key")
    this.#baseUrl = checkedBaseUrl(baseUrl)
    this.#pluginName = checkedHeader(pluginName, "The plugin name")
    this.#timeouts = timeouts ?? {}
    this.#logger = logger
    this.#trace = trace ?? untraced
    this.#record = record
    this.#now = clock ?? (() => performance.now())
    this.#sockets = new SocketPool(openAgent(this.#baseUrl.startsWith("https:")), this.#now)
    this.#http = new Http(this.#baseUrl, this.#apiKey, this.#sockets)
  }

  /** A read, repeated if there is no response. */
  async get<T>(verb: Verb, call: Call & Expectation<T>): Promise<Outcome<T>> {
    const timeoutMs = this.#timeoutOf(verb)
    const start = this.#now()
    let leftMs = 2 * timeoutMs
    for (let repeat = 1; ; repeat++) {
      const outcome = await this.#send(verb, "GET", call, Math.min(leftMs, timeoutMs))
      const isAnswered = outcome.kind === "done" || outcome.kind === "refused"
      if (isAnswered || repeat > MOST_REPEATS || mayResend(verb, outcome) !== "now") {
        return outcome
      }
      const pause = Math.max(pauseBefore(repeat, Math.random()), outcome.error.retryAfterMs ?? 0)
      leftMs = 2 * timeoutMs - (this.#now() - start) - pause
      if (leftMs <= 0) {
        return outcome
      }
      await sleep(pause)
    }
  }

  /** A call that changes something; sent once. */
  post<T>(verb: Verb, call: Call & Expectation<T>): Promise<Outcome<T>> {
    return this.#send(verb, "POST", call, this.#timeoutOf(verb))
  }

  /** The same methods, for calls about one subject. */
  about(subject: string): Calling {
    return {
      get: (verb, call) => this.get(verb, { ...call, subject }),
      post: (verb, call) => this.post(verb, { ...call, subject }),
    }
  }

  /** How far XPay's clock was ahead of this machine's at the last response; undefined before the first one. */
  get clockOffsetMs(): number | undefined {
    return this.#clockOffsetMs
  }

  close(): void {
    this.#sockets.close()
  }

  [inspect.custom](): string {
    return `Caller(${this.#baseUrl})`
  }

  async #send<T>(
    verb: Verb,
    method: "GET" | "POST",
    call: Call & Expectation<T>,
    timeoutMs: number
  ): Promise<Outcome<T>> {
    const correlationId = randomUUID()
    const secrets = [this.#apiKey]
    const request = {
      method,
      path: call.path,
      headers: this.#headers(correlationId, call),
      body: bodyOf(call, secrets),
      timeoutMs,
      freshWithinMs: method === "GET" ? undefined : FRESH_MS,
    }
    return await this.#trace(verb, async () => {
      const at = new Date().toISOString()
      const start = this.#now()
      const result = await this.#http.send(request)
      if (result.kind === "answered" && result.date !== undefined) {
        this.#clockOffsetMs = result.date.getTime() - Date.now()
      }
      const outcome = toOutcome({ verb, correlationId, timeoutMs, secrets }, call, result)
      const facts = requestFacts(request, call.orderId, result, outcome, correlationId)
      const ms = Math.round(this.#now() - start)
      this.#logger?.debug(lineOf(verb, facts, ms))
      if (call.subject !== undefined) {
        this.#record?.(
          call.subject,
          endedCall({ verb, at, ms, correlation_id: correlationId }, request, result, outcome)
        )
      }
      return { outcome, facts }
    })
  }

  #headers(correlationId: string, { payload, card, idempotencyKey }: Call): Record<string, string> {
    const headers: Record<string, string> = {
      Accept: "application/json",
      "Correlation-Id": correlationId,
      "User-Agent": this.#pluginName,
      "x-plugin-name": this.#pluginName,
    }
    if (payload !== undefined || card !== undefined) {
      headers["Content-Type"] = "application/json"
    }
    if (idempotencyKey !== undefined) {
      headers["Idempotency-Key"] = idempotencyKey
    }
    return headers
  }

  #timeoutOf(verb: Verb): number {
    return this.#timeouts[verb] ?? VERBS[verb].timeoutMs
  }
}

function endedCall(
  call: Pick<EndedCall, "verb" | "at" | "ms" | "correlation_id">,
  { method, path }: Pick<HttpRequest, "method" | "path">,
  result: HttpResult,
  outcome: Outcome<unknown>
): EndedCall {
  const isAnswered = result.kind === "answered"
  const codes = outcome.kind === "done" ? [] : outcome.error.codes
  return withoutUndefined<EndedCall>({
    ...call,
    request: `${method} ${path.replace(/\?.*/, "")}`,
    outcome: outcome.kind,
    status: isAnswered ? result.status : undefined,
    error: isAnswered ? undefined : result.code,
    codes: codes.length === 0 ? undefined : codes,
    cid: isAnswered ? result.cid : undefined,
  })
}

/** Adds the card's values to `secrets` when the body that contains them is created. */
function bodyOf({ payload, card }: Call, secrets: string[]): (() => string) | undefined {
  if (card === undefined) {
    return payload === undefined ? undefined : () => JSON.stringify(payload)
  }
  return () => {
    const digits: WireCard = cardToWire(card())
    secrets.push(digits.pan, ...(digits.cvv === undefined ? [] : [digits.cvv]))
    return JSON.stringify({ ...payload, card: digits })
  }
}

function checkedHeader(value: string, name: string): string {
  if (typeof value !== "string" || !/^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/.test(value)) {
    throw new TypeError(`${name} must be printable ASCII without spaces around it`)
  }
  return value
}

function checkedBaseUrl(baseUrl: string): string {
  const { username, password, search, hash } = new URL(checkedUrl(baseUrl))
  if ([username, password, search, hash].some((part) => part !== "")) {
    throw new TypeError("The base URL has no user, password, query or fragment")
  }
  return baseUrl.replace(/\/+$/, "")
}
