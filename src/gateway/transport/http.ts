import { createRequire } from "node:module"
import type { AxiosAdapter, AxiosResponse, AxiosStatic } from "axios"
import { HttpExchange } from "./http-exchange"
import type { SocketPool } from "./sockets"

/** One HTTP request. */
export interface HttpRequest {
  readonly method: "GET" | "POST"
  /** Below the base URL, with its query. */
  readonly path: string
  /** Without the key, which is added later. */
  readonly headers: Readonly<Record<string, string>>
  /** Creates the body; called as late as possible, because it may hold a card. */
  readonly body?: (() => string) | undefined
  /** For the whole exchange, from DNS to the last byte of the response. */
  readonly timeoutMs: number
  /** Only a connection that was used within this time, or a new one. */
  readonly freshWithinMs?: number | undefined
}

/** The result of a request. Holds nothing of the request. */
export type HttpResult =
  | {
      readonly kind: "answered"
      readonly status: number
      readonly text: string
      /** XPay's own id of the call. */
      readonly cid: string | undefined
      readonly retryAfterMs: number | undefined
      /** XPay's clock at the response, to the second. */
      readonly date: Date | undefined
    }
  /** `canHaveLeft`: whether anything of the request can have reached XPay. `code`: system code of the failure. */
  | { readonly kind: "failed"; readonly canHaveLeft: boolean; readonly code: string }

const LARGEST_ANSWER = 1_048_576
const CODE = /^[A-Z][A-Z0-9_]{2,60}$/
/** Only a UUID, so that no other echoed value gets into logs. */
const CALL_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const LONGEST_WAIT_MS = 86_400_000

/**
 * Sends single requests; never sends one twice, even if a kept connection turns out to be dead.
 *
 * It calls axios's Node adapter directly: merging of settings, interceptors and transforms, none of which we
 * use, takes half of axios's time. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`), as
 * axios does by default; through one, each call opens its own connection.
 */
export class Http {
  readonly #baseUrl: string
  readonly #isSecure: boolean
  readonly #apiKey: string
  readonly #sockets: SocketPool

  constructor(baseUrl: string, apiKey: string, sockets: SocketPool) {
    this.#baseUrl = baseUrl
    this.#isSecure = baseUrl.startsWith("https:")
    this.#apiKey = apiKey
    this.#sockets = sockets
  }

  async send({ method, path, headers, body, timeoutMs, freshWithinMs }: HttpRequest): Promise<HttpResult> {
    const { adapter, AxiosHeaders } = loadAxios()
    const exchange = new HttpExchange(this.#sockets, this.#isSecure, this.#apiKey, timeoutMs)
    if (freshWithinMs !== undefined) {
      this.#sockets.closeIdle(freshWithinMs)
    }
    const data = body === undefined ? undefined : Buffer.from(body())
    try {
      const response = await adapter({
        url: this.#baseUrl + path,
        method,
        headers: new AxiosHeaders(headers),
        data,
        transport: exchange,
        httpAgent: this.#sockets.agent,
        httpsAgent: this.#sockets.agent,
        maxRedirects: 0,
        maxContentLength: LARGEST_ANSWER,
        responseType: "text",
        validateStatus: null,
      })
      return exchange.isAnsweredByProxy
        ? { kind: "failed", canHaveLeft: false, code: "EPROXYREFUSED" }
        : toHttpResult(response as AxiosResponse<string>)
    } catch (error) {
      const code = exchange.isOverdue ? "ETIMEDOUT" : codeOf(error)
      return { kind: "failed", canHaveLeft: exchange.canHaveLeft, code }
    } finally {
      exchange.end()
      // It may have held a card; the text it was created from is left to the garbage collector.
      data?.fill(0)
    }
  }
}

interface LoadedAxios {
  readonly adapter: AxiosAdapter
  readonly AxiosHeaders: AxiosStatic["AxiosHeaders"]
}

let loaded: LoadedAxios | undefined

/** Loads axios with the first call: this saves the start of the server 25 ms and 65 modules. */
function loadAxios(): LoadedAxios {
  if (loaded === undefined) {
    const axios = createRequire(__filename)("axios") as AxiosStatic
    loaded = { adapter: axios.getAdapter("http"), AxiosHeaders: axios.AxiosHeaders }
  }
  return loaded
}

function toHttpResult({ status, data, headers }: AxiosResponse<string>): HttpResult {
  const cid: unknown = headers["cid"]
  return {
    kind: "answered",
    status,
    text: data,
    cid: typeof cid === "string" && CALL_ID.test(cid) ? cid : undefined,
    retryAfterMs: waitOf(headers["retry-after"]),
    date: dateOf(headers["date"]),
  }
}

/** `Retry-After` in seconds; its other form, a date, would depend on two clocks and is not read. */
function waitOf(header: unknown): number | undefined {
  return typeof header === "string" && /^\d{1,6}$/.test(header)
    ? Math.min(Number(header) * 1000, LONGEST_WAIT_MS)
    : undefined
}

function dateOf(header: unknown): Date | undefined {
  const date = new Date(typeof header === "string" ? header : NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Only the code of a system error: errors of axios carry the whole request. */
function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined
  return typeof code === "string" && CODE.test(code) ? code : "EFAILED"
}
