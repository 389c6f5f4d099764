import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { scrub } from "./scrub"
import { shapeOf, type Shape } from "./shape"

/** An answer of XPay's, as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed; the text where it is no JSON; undefined where it is empty. */
  readonly body: unknown
}

/** A call and its answer, without anything secret: in the form of the fixtures. */
export interface Recording {
  readonly name: string
  readonly request: object
  readonly response: object
  /** What the answer looked like; undefined where it is no answer to a call of ours. */
  readonly shape: Shape | undefined
}

export interface CallOptions {
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  /** A header of every call that this one leaves out. */
  readonly without?: "correlation-id"
  /** Instead of the terminal's own. */
  readonly apiKey?: string
  /** Of XPay's API, where it is not the one that the base address names. */
  readonly version?: "v2"
  /** Directly after the call before: what is read is as it was at that moment. */
  readonly atOnce?: boolean
  /** Of what is asked until it is resolved, only the last answer is kept. */
  readonly isPassing?: boolean
}

/** More calls than all questions together need; something would be wrong. */
export const MOST_CALLS = 400

/** Between two calls: nobody's test area should suffer. */
const PAUSE_MS = 250

const KEPT_HEADERS = ["content-type", "cid", "date", "retry-after", "location"]

const WAIT_AT_MOST_MS = 30_000

/** Whoever started the check has stopped it: nothing more is asked, and what was taken goes back. */
export class Interrupted extends Error {
  override readonly name = "Interrupted"
}

/** Talks to one XPay and records what is said. */
export class Conversation {
  readonly recordings: Recording[] = []
  #calls = 0
  #isReversing = false

  constructor(
    private readonly baseUrl: string,
    private readonly apiKey: string,
    private readonly secrets: readonly string[],
    private readonly pauseMs = PAUSE_MS,
    private readonly signal?: AbortSignal
  ) {}

  async get(name: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return await this.#send(name, "GET", path, options)
  }

  /** Without `body` nothing is sent but the headers. */
  async post(
    name: string,
    path: string,
    body: object | undefined,
    options: CallOptions = {}
  ): Promise<Answer> {
    return await this.#send(name, "POST", path, body === undefined ? options : { ...options, body })
  }

  /** From now on neither an interruption nor the bound of calls stops anything: what was taken has to go back. */
  beginReversing(): void {
    this.#isReversing = true
  }

  endReversing(): void {
    this.#isReversing = false
    this.#calls = 0
  }

  /** @throws Interrupted */
  goOnUnlessInterrupted(): void {
    if (this.signal?.aborted === true && !this.#isReversing) {
      throw new Interrupted("Interrupted.")
    }
  }

  async #send(name: string, method: "GET" | "POST", path: string, options: CallOptions): Promise<Answer> {
    this.#calls += 1
    if (this.#calls > MOST_CALLS && !this.#isReversing) {
      throw new Error(
        `This is call ${MOST_CALLS + 1}: more than all the questions need. Nothing more is sent.`
      )
    }
    this.goOnUnlessInterrupted()
    if (options.atOnce !== true) {
      await pause(this.pauseMs)
    }
    const { body, version } = options
    const baseUrl = version === undefined ? this.baseUrl : this.baseUrl.replace(/v1\/?$/, version)
    const headers = this.#headers(options)
    const response = await fetch(baseUrl + path, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(WAIT_AT_MOST_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = {
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([header]) => KEPT_HEADERS.includes(header))),
      body: parse(await response.text()),
    }
    if (options.isPassing !== true) {
      this.#record(name, { method, path, headers, body }, answer)
    }
    return answer
  }

  #headers({ body, headers: more = {}, apiKey = this.apiKey, without }: CallOptions): Record<string, string> {
    const all: Record<string, string> = {
      accept: "application/json",
      "x-api-key": apiKey,
      "correlation-id": randomUUID(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...more,
    }
    return Object.fromEntries(Object.entries(all).filter(([header]) => header !== without))
  }

  /** Keeps something that was not said in a call of ours, such as the browser's way back. */
  record(name: string, kind: string, what: object): void {
    const kept = scrub({ _meta: this.#meta(), kind, ...what }, this.secrets) as object
    this.recordings.push({ name, request: {}, response: kept, shape: undefined })
  }

  /** Keeps what XPay has sent on its own, in the form of an answer. */
  recordAnswer(name: string, answer: Answer): void {
    this.#record(name, {}, answer)
  }

  #record(name: string, request: object, answer: Answer): void {
    const meta = this.#meta()
    this.recordings.push({
      name,
      request: scrub({ _meta: meta, kind: "request", ...request }, this.secrets) as object,
      response: scrub({ _meta: meta, kind: "response", ...answer }, this.secrets) as object,
      shape: shapeOf(answer),
    })
  }

  #meta(): object {
    return {
      source: `recorded from ${new URL(this.baseUrl).host} on ${new Date().toISOString().slice(0, 10)}`,
    }
  }
}

function parse(text: string): unknown {
  if (text.trim() === "") {
    return undefined
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** The codes of a refusal, in XPay's order; empty for an error without one. */
export function codesOf({ body }: Answer): readonly string[] {
  const { errors } = fields(body)
  return Array.isArray(errors) ? errors.map((error) => text(error, "code")) : []
}

/** `HTTP 400 PS0026` */
export function told(answer: Answer): string {
  const { status, body } = answer
  const codes = codesOf(answer).map((code) => code || "no code")
  const isPage = typeof body === "string" ? ["not JSON"] : []
  const isEmpty = body === undefined ? ["empty"] : []
  return [`HTTP ${status}`, ...codes, ...isPage, ...isEmpty].join(" ")
}

/** `HTTP 200 DECLINED` */
export function answeredWithResult(answer: Answer): string {
  return `${told(answer)} ${text(answer.body, "operation", "operationResult")}`.trim()
}

/** The fields of an object; none of anything else. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
}

/** The text of a field; empty when there is none. */
export function text(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>((rest, name) => fields(rest)[name], value)
  return typeof found === "string" || typeof found === "number" ? String(found) : ""
}

/** The operations that an order lists. */
export function operationsOf(order: Answer): readonly Readonly<Record<string, unknown>>[] {
  const { operations: list } = fields(order.body)
  return Array.isArray(list) ? list.map(fields) : []
}

/** `CAPTURE EXECUTED` */
export function inWords(operation: unknown): string {
  return `${text(operation, "operationType")} ${text(operation, "operationResult")}`
}
