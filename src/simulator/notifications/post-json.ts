import { request as requestHttp } from "node:http"
import { request as requestHttps } from "node:https"

/** The merchant's response, or why there was none. */
export interface PostOutcome {
  readonly httpStatus: number | null
  readonly failure: string | null
}

/** The user agent of XPay's notifications, as documented. */
const userAgent = "Apache-HttpClient/4.5.13 (Java/1.8.0_161)"

/** XPay does not document its timeout; the simulator needs a limit. */
const timeoutMs = 10_000

/** Posts one notification. It is unsigned and its only secret is the one in its body, as with XPay's. */
export function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>
): Promise<PostOutcome> {
  const payload = JSON.stringify(body)
  const send = url.startsWith("https:") ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve({ httpStatus: null, failure: error.code ?? error.name })
    try {
      const request = send(url, {
        method: "POST",
        agent: false,
        timeout: timeoutMs,
        headers: {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(payload),
          "User-Agent": userAgent,
          ...headers,
        },
      })
      request.once("timeout", () =>
        request.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" }))
      )
      request.once("error", fail)
      request.once("response", (response) => {
        response.resume()
        response.once("error", fail)
        response.once("end", () => resolve({ httpStatus: response.statusCode ?? null, failure: null }))
      })
      request.end(payload)
    } catch (error) {
      fail(error as NodeJS.ErrnoException)
    }
  })
}
