import type { Locale } from "./locale"
import { XPayError, type FieldError } from "./xpay-error"

export interface StoreApiOptions {
  readonly baseUrl: string
  readonly publishableKey: string
  readonly fetch: typeof globalThis.fetch
  readonly headers: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
  readonly locale: Locale
}

/** Longer than the server works on a payment before it answers. */
const TIMEOUT_MS = 130_000

const TROUBLE = {
  unreachable: {
    en: "The shop could not be reached. Please check your connection and try again: you will not pay twice.",
    it: "Il negozio non è raggiungibile. Controlla la connessione e riprova: non pagherai due volte.",
  },
  unexpected: {
    en: "Something went wrong in the shop. Please try again in a moment: you will not pay twice.",
    it: "Si è verificato un problema nel negozio. Riprova tra poco: non pagherai due volte.",
  },
} as const

/** Calls Medusa's store API. */
export class StoreApi {
  constructor(private readonly options: StoreApiOptions) {}

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return await this.send<T>(path, signal === undefined ? {} : { signal })
  }

  async post<T>(path: string, body: object): Promise<T> {
    return await this.send<T>(path, {
      method: "POST",
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  }

  private async send<T>(path: string, init: RequestInit): Promise<T> {
    const { baseUrl, publishableKey, headers, fetch } = this.options
    let response: Response
    let body: unknown
    try {
      response = await fetch(`${baseUrl.replace(/\/+$/, "")}${path}`, {
        ...init,
        headers: {
          ...(init.body == null ? {} : { "content-type": "application/json" }),
          ...(typeof headers === "function" ? headers() : headers),
          "x-publishable-api-key": publishableKey,
        },
        cache: "no-store",
      })
      body = await response.json().catch(() => undefined)
    } catch {
      init.signal?.throwIfAborted()
      throw this.trouble("unreachable", 0)
    }
    if (response.ok && typeof body === "object" && body !== null) {
      return body as T
    }
    throw this.toError(response.status, body)
  }

  private toError(status: number, body: unknown): XPayError {
    const { code, type, message, fields } = (body ?? {}) as {
      code?: unknown
      type?: unknown
      message?: unknown
      fields?: readonly FieldError[]
    }
    const name = code ?? type
    return typeof name === "string" && typeof message === "string" && status < 500
      ? new XPayError(name, status, message, fields)
      : this.trouble("unexpected", status)
  }

  private trouble(code: keyof typeof TROUBLE, status: number): XPayError {
    return new XPayError(code, status, TROUBLE[code][this.options.locale])
  }
}
