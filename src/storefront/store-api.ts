import { toLocale, type Locale } from "./locale"
import { clientText, type ClientMessage } from "./client-messages"
import { XPayError, type FieldError } from "./xpay-error"

export interface StoreApiOptions {
  readonly baseUrl: string
  readonly publishableKey: string
  readonly fetch: typeof globalThis.fetch
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>)
  /** The shopper's language as set by the shop: `it-IT`, `de`. */
  readonly language: string
}

/** Longer than the server takes to respond to a payment. */
const TIMEOUT_MS = 130_000

/** Calls Medusa's store API. */
export class StoreApi {
  readonly language: string
  /** The closest supported locale. */
  readonly locale: Locale

  constructor(private readonly options: StoreApiOptions) {
    this.language = options.language
    this.locale = toLocale(options.language)
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return await this.send<T>(path, {}, signal)
  }

  async post<T>(path: string, body: object): Promise<T> {
    return await this.send<T>(path, { method: "POST", body: JSON.stringify(body) })
  }

  async delete(path: string): Promise<void> {
    await this.send(path, { method: "DELETE" })
  }

  /** An error with a message for the shopper. @param detail the server's message, for the developer. */
  trouble(code: ClientMessage, status: number, detail?: string): XPayError {
    return new XPayError(code, status, clientText(code, this.locale), [], detail)
  }

  private async send<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
    const { baseUrl, publishableKey, headers, fetch } = this.options
    let response: Response
    let body: unknown
    try {
      response = await fetch(`${baseUrl.replace(/\/+$/, "")}${path}`, {
        ...init,
        signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          "content-type": "application/json",
          ...(typeof headers === "function" ? headers() : headers),
          "x-publishable-api-key": publishableKey,
        },
        cache: "no-store",
      })
      body = await response.json().catch(() => undefined)
    } catch {
      signal?.throwIfAborted()
      throw this.trouble("unreachable", 0)
    }
    if (response.ok && typeof (body ?? "") === "object") {
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
    const name = status === 401 ? "not_signed_in" : (code ?? type)
    if (typeof name !== "string" || typeof message !== "string" || status >= 500) {
      return this.trouble("unexpected", status)
    }
    // With these statuses the server's message is for shoppers, in their language; with others it is for developers.
    const isForShoppers = [403, 409, 422, 429].includes(status)
    const text =
      clientText(name, this.locale) ?? (isForShoppers ? message : clientText("unexpected", this.locale))
    return new XPayError(name, status, text, fields, message)
  }
}

/**
 * The API of a client, stored as `~api`: parts of the package that are loaded later call the server through it. Looked
 * up by name, because a page may have the package twice, as modules and as CommonJS.
 */
export function apiOf(client: object): StoreApi {
  return (client as { readonly "~api": StoreApi })["~api"]
}
