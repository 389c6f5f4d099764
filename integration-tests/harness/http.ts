import { request, type IncomingMessage } from "node:http"
import { text as readText } from "node:stream/consumers"
import type { Recorder } from "./recorder"

/** A response, with its body read. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: T
}

/** A small HTTP client that never follows redirects, never throws on a status, and records every response. */
export class Http {
  constructor(
    private readonly baseUrl: () => string,
    private readonly recorder: Recorder,
    private readonly headers: () => Record<string, string> = () => ({})
  ) {}

  async get<T = Record<string, unknown>>(
    path: string,
    headers: Record<string, string> = {}
  ): Promise<Answer<T>> {
    return await this.send<T>("GET", path, undefined, headers)
  }

  async post<T = Record<string, unknown>>(
    path: string,
    body: unknown = {},
    headers: Record<string, string> = {}
  ): Promise<Answer<T>> {
    return await this.send<T>("POST", path, JSON.stringify(body), {
      "content-type": "application/json",
      ...headers,
    })
  }

  /** Sends a body as is. */
  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string> = {}
  ): Promise<Answer<T>> {
    const response = await fetch(new URL(path, this.baseUrl()), {
      method,
      headers: { ...this.headers(), ...headers },
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    })
    return this.record<T>(method, path, response.status, response.headers, await response.text())
  }

  /** Sends a body with any method, including GET, where `fetch` sends none. */
  async sendAnyhow(
    method: string,
    path: string,
    body: string,
    headers: Record<string, string>
  ): Promise<Answer> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = { "content-length": String(Buffer.byteLength(body)) }
      request(new URL(path, this.baseUrl()), {
        method,
        headers: { ...this.headers(), ...length, ...headers },
      })
        .on("response", resolve)
        .on("error", reject)
        .end(body)
    })
    const answered = new Headers(response.headers as Record<string, string>)
    return this.record(method, path, response.statusCode ?? 0, answered, await readText(response))
  }

  private record<T = Record<string, unknown>>(
    method: string,
    path: string,
    status: number,
    headers: Headers,
    text: string
  ): Answer<T> {
    const headerText = [...headers].map(([name, value]) => `${name}: ${value}`).join("\n")
    this.recorder.add(`answer of ${method} ${path.split("?")[0] ?? ""}`, `${headerText}\n${text}`)
    return { status, headers, text, body: parse<T>(text) }
  }
}

function parse<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch {
    return {} as T
  }
}
