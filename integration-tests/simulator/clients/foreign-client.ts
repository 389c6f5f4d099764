import { type ApiResponse, type HeaderChanges } from "../support/api-client"
import { type Shop } from "../support/shop"

/** What a client finds when it comes: a merchant at the simulator, and a way to send exactly what it sends. */
export interface Scene {
  readonly shop: Shop
  /** Sends with the headers given and the API key, and with no others. */
  send(method: "GET" | "POST", path: string, headers: HeaderChanges, body?: unknown): Promise<ApiResponse>
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
  run(scene: Scene): Promise<ApiResponse>
}

/** A public client of XPay's API, by what it sends: facts, no code of it. */
export interface ForeignClient {
  readonly name: string
  readonly source: string
  readonly usages: readonly Usage[]
}
