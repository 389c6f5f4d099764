import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { scrub } from "./scrub"
import { shapeOf, type Shape } from "./shape"

/** A response from XPay, as received. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed; the text if it is not JSON; undefined if it is empty. */
  readonly body: unknown
}

/** A call and its response, without secrets: in the format of the fixtures. */
export interface Recording {
  readonly name: string
  readonly request: object
  readonly response: object
  /** The shape of the response; undefined if it is not a response to one of our calls. */
  readonly shape: Shape | undefined
}

export interface CallOptions {
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  /** A header of every other call that this one omits. */
  readonly without?: "correlation-id"
  /** Used instead of the terminal's own key. */
  readonly apiKey?: string
  /** The version of XPay's API, if it differs from the one in the base URL. */
  readonly version?: "v2"
  /** Sent directly after the previous call, to read the state at that moment. */
  readonly atOnce?: boolean
  /** Of repeated reads until a result is final, only the last response is kept. */
  readonly isPassing?: boolean
}

/** More calls than all questions together need; reaching it indicates an error. */
export const MOST_CALLS = 400

/** Pause between two calls, to limit the load on the test environment. */
const PAUSE_MS = 250

const KEPT_HEADERS = ["content-type", "cid", "date", "retry-after", "location"]

const WAIT_AT_MOST_MS = 30_000

/** The user has stopped the check: it asks nothing more, and reverses what was taken. */
export class Interrupted extends Error {
  override readonly name = "Interrupted"
}

/** Calls one XPay and records the exchanges. */
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

  /** Without `body`, only headers are sent. */
  async post(
    name: string,
    path: string,
    body: object | undefined,
    options: CallOptions = {}
  ): Promise<Answer> {
    return await this.#send(name, "POST", path, body === undefined ? options : { ...options, body })
  }

  /** From now on neither an interruption nor the limit of calls stops anything: what was taken must be reversed. */
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

  /** Records something that was not in one of our calls, such as the browser's return. */
  record(name: string, kind: string, what: object): void {
    const kept = scrub({ _meta: this.#meta(), kind, ...what }, this.secrets) as object
    this.recordings.push({ name, request: {}, response: kept, shape: undefined })
  }

  /** Records what XPay has sent on its own, in the format of a response. */
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

/** The codes of a refusal, in XPay's order; empty for an error without a code. */
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

/** The fields of an object; empty for anything else. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
}

/** The text of a field; empty if there is none. */
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
