/** A response. Without a body it is empty, as XPay's bare 200, 401 and 404 are. */
export interface ApiAnswer {
  readonly status: number
  readonly body?: unknown
}

/** HTTP 200 with this body. */
export function ok(body?: unknown): ApiAnswer {
  return body === undefined ? { status: 200 } : { status: 200, body }
}
