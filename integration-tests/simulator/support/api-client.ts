import { randomUUID } from "node:crypto"

/** A response of the payment API. */
export class ApiResponse {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string
  ) {}

  /** The parsed body; null if it was empty. */
  get body() {
    return this.text === "" ? null : JSON.parse(this.text)
  }
}

/** Extra headers; undefined omits a default one. */
export type HeaderChanges = Readonly<Record<string, string | undefined>>

/** A minimal API client: it sends exactly what it is given. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly apiKey: string
  ) {}

  get(path: string, headers: HeaderChanges = {}): Promise<ApiResponse> {
    return this.send("GET", path, undefined, headers)
  }

  /** Posts JSON; a string is sent as is. */
  post(path: string, body?: unknown, headers: HeaderChanges = {}): Promise<ApiResponse> {
    return this.send("POST", path, body, headers)
  }

  /** Posts with a fresh Idempotency-Key. */
  postOnce(path: string, body?: unknown, key: string = randomUUID()): Promise<ApiResponse> {
    return this.post(path, body, { "Idempotency-Key": key })
  }

  async send(method: string, path: string, body: unknown, changes: HeaderChanges): Promise<ApiResponse> {
    const usual: HeaderChanges = {
      "Content-Type": "application/json",
      "X-Api-Key": this.apiKey,
      "Correlation-Id": randomUUID(),
    }
    const headers = Object.entries({ ...usual, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined
    )
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    })
    return new ApiResponse(response.status, response.headers, await response.text())
  }
}

/** The code of a refusal. */
export function codeOf(response: ApiResponse): string | undefined {
  return response.body?.errors?.[0]?.code
}
