import { type ApiResponse, type HeaderChanges } from "../support/api-client"
import { type Shop } from "../support/shop"

/** What a client works with: a merchant at the simulator, and a function that sends exactly what it sends. */
export interface Scene {
  readonly shop: Shop
  /** Sends with the given headers and the API key, and no others. */
  readonly send: (
    method: "GET" | "POST",
    path: string,
    headers: HeaderChanges,
    body?: unknown
  ) => Promise<ApiResponse>
}

/** An action of a client. */
export interface Usage {
  readonly does: string
  /** Method and path, as in its source. */
  readonly call: string
  /** The simulator's response with its defaults: HTTP 200, unless given. */
  readonly answer?: string
  /** Where the evidence contradicts the client: the reason why its call is refused. */
  readonly contradiction?: string
  /**
   * What the call belongs to, if the simulator does not implement it: its 404 says nothing about XPay or the client.
   */
  readonly notSimulated?: string
  /** Where the client itself expects the refusal: the known behavior that shows it. */
  readonly expected?: string
  run(scene: Scene): Promise<ApiResponse>
}

/** A public client of XPay's API, described by its requests: facts, none of its code. */
export interface ForeignClient {
  readonly name: string
  readonly source: string
  readonly usages: readonly Usage[]
}

/** Why a call is refused; undefined if no reason is given, as for an accepted call. */
export function whyRefused({ contradiction, notSimulated, expected }: Usage): string | undefined {
  if (notSimulated !== undefined) {
    return `not simulated: ${notSimulated}`
  }
  return expected === undefined ? contradiction : `as it expects: ${expected}`
}
