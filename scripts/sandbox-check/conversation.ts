import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { scrub } from "./scrub"

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
}

export interface CallOptions {
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the terminal's own. */
  readonly apiKey?: string
}

/** More calls than all questions together need; something would be wrong. */
const MOST_CALLS = 130

/** Between two calls: nobody's test area should suffer. */
const PAUSE_MS = 250

const KEPT_HEADERS = ["content-type", "cid", "date", "retry-after", "location"]

const PATIENCE_MS = 30_000

/** Talks to one XPay and records what is said. */
export class Conversation {
  readonly recordings: Recording[] = []
  #calls = 0

  constructor(
    private readonly baseUrl: string,
    private readonly apiKey: string,
    private readonly secrets: readonly string[],
    private readonly pauseMs = PAUSE_MS
  ) {}

  async get(name: string, path: string, options: CallOptions = {}): Promise<Answer> {
    return await this.#send(name, "GET", path, options)
  }

  async post(name: string, path: string, body: object, options: CallOptions = {}): Promise<Answer> {
    return await this.#send(name, "POST", path, { ...options, body })
  }

  async #send(name: string, method: "GET" | "POST", path: string, options: CallOptions): Promise<Answer> {
    if (++this.#calls > MOST_CALLS) {
      throw new Error(
        `This is call ${MOST_CALLS + 1}: more than all the questions need. Nothing more is sent.`
      )
    }
    await pause(this.pauseMs)
    const { body, headers: more = {}, apiKey = this.apiKey } = options
    const headers = {
      accept: "application/json",
      "x-api-key": apiKey,
      "correlation-id": randomUUID(),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...more,
    }
    const response = await fetch(this.baseUrl + path, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = {
      status: response.status,
      headers: Object.fromEntries([...response.headers].filter(([header]) => KEPT_HEADERS.includes(header))),
      body: parse(await response.text()),
    }
    this.#record(name, { method, path, headers, body }, answer)
    return answer
  }

  /** Keeps something that was not said in a call of ours, such as the browser's way back. */
  record(name: string, kind: string, what: object): void {
    const kept = scrub({ _meta: this.#meta(), kind, ...what }, this.secrets) as object
    this.recordings.push({ name, request: {}, response: kept })
  }

  #record(name: string, request: object, answer: Answer): void {
    const meta = this.#meta()
    this.recordings.push({
      name,
      request: scrub({ _meta: meta, kind: "request", ...request }, this.secrets) as object,
      response: scrub({ _meta: meta, kind: "response", ...answer }, this.secrets) as object,
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

/** `HTTP 400 PS0026` */
export function told({ status, body }: Answer): string {
  const { errors } = fields(body)
  const codes = Array.isArray(errors) ? errors.map((error) => text(error, "code") || "no code") : []
  const isPage = typeof body === "string" ? ["not JSON"] : []
  const isEmpty = body === undefined ? ["empty"] : []
  return [`HTTP ${status}`, ...codes, ...isPage, ...isEmpty].join(" ")
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
