import { randomUUID } from "node:crypto"
import { request, type Agent } from "node:http"

/** What a bare HTTP client received. */
export interface RawOutcome {
  readonly status: number | null
  readonly contentType: string | undefined
  readonly text: string
  /** The body was as long as announced. */
  readonly isComplete: boolean
  /** The connection's error, e.g. ECONNRESET; `patience` if nothing arrived in time. */
  readonly failure: string | null
}

export interface RawRequest {
  readonly apiUrl: string
  readonly apiKey: string
  readonly method: "GET" | "POST"
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly agent?: Agent
  /** Milliseconds to wait for a response. */
  readonly patience?: number
}

/** One exchange without the features of a client library. */
export function exchange(asked: RawRequest): Promise<RawOutcome> {
  const payload = asked.body === undefined ? undefined : JSON.stringify(asked.body)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let head: { status: number | null; contentType: string | undefined } = {
      status: null,
      contentType: undefined,
    }
    const finish = (isComplete: boolean, failure: string | null): void =>
      resolve({ ...head, text: Buffer.concat(chunks).toString("utf8"), isComplete, failure })
    const outgoing = request(`${asked.apiUrl}${asked.path}`, {
      method: asked.method,
      agent: asked.agent ?? false,
      timeout: asked.patience ?? 5000,
      headers: {
        "X-Api-Key": asked.apiKey,
        "Correlation-Id": randomUUID(),
        "Idempotency-Key": randomUUID(),
        ...(payload === undefined
          ? {}
          : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(payload) }),
        ...asked.headers,
      },
    })
    outgoing.on("timeout", () => {
      finish(false, "patience")
      outgoing.destroy()
    })
    outgoing.on("error", (error: NodeJS.ErrnoException) => finish(false, error.code ?? error.name))
    outgoing.on("response", (response) => {
      head = { status: response.statusCode ?? null, contentType: response.headers["content-type"] }
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", (error: NodeJS.ErrnoException) =>
        finish(response.complete, error.code ?? error.name)
      )
      response.on("end", () => finish(response.complete, null))
    })
    outgoing.end(payload)
  })
}
