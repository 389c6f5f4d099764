import { type ApiResponse, type HeaderChanges } from "../support/api-client"
import { type Shop } from "../support/shop"

/** What a client finds when it comes: a merchant at the simulator, and a way to send exactly what it sends. */
export interface Scene {
  readonly shop: Shop
  /** Sends with the headers given and the API key, and with no others. */
  readonly send: (
    method: "GET" | "POST",
    path: string,
    headers: HeaderChanges,
    body?: unknown
  ) => Promise<ApiResponse>
}

/** One thing that a client does. */
export interface Usage {
  readonly does: string
  /** Method and path, as its source has it. */
  readonly call: string
  /** What the simulator answers with its defaults: HTTP 200, unless given. */
  readonly answer?: string
  /** Where the evidence is against the client: then its call is refused, and this is why. */
  readonly contradiction?: string
  /** What the call is part of, where the simulator has nothing of it: its 404 says nothing about XPay or the client. */
  readonly notSimulated?: string
  /** Where the client itself expects the refusal: from what is known that it does. */
  readonly expected?: string
  run(scene: Scene): Promise<ApiResponse>
}

/** A public client of XPay's API, by what it sends: facts, no code of it. */
export interface ForeignClient {
  readonly name: string
  readonly source: string
  readonly usages: readonly Usage[]
}

/** Why a call is refused; undefined where nothing is said, as of a call that is taken. */
export function whyRefused({ contradiction, notSimulated, expected }: Usage): string | undefined {
  if (notSimulated !== undefined) {
    return `not simulated: ${notSimulated}`
  }
  return expected === undefined ? contradiction : `as it expects: ${expected}`
}
