import type { Redis } from "ioredis"
import type { SealedStore } from "./card-vault"

/**
 * Sealed bytes in Redis, for a store with several server processes: a challenge may start on one and return
 * to another. Redis receives ciphertext only; the key comes from the options and is never in Redis. Needs
 * Redis 6.2 (GETDEL).
 */
export class RedisStore implements SealedStore {
  readonly #url: string
  #connection: Promise<Redis> | undefined

  constructor(url: string) {
    this.#url = url
  }

  async put(name: string, sealed: Buffer, ttlMs: number): Promise<void> {
    const redis = await this.#redis()
    await redis.set(name, sealed, "PX", ttlMs)
  }

  async take(name: string): Promise<Buffer | undefined> {
    const redis = await this.#redis()
    return (await redis.getdelBuffer(name)) ?? undefined
  }

  async drop(name: string): Promise<void> {
    const redis = await this.#redis()
    await redis.del(name)
  }

  async close(): Promise<void> {
    const redis = await this.#connection
    this.#connection = undefined
    redis?.disconnect()
  }

  async #redis(): Promise<Redis> {
    this.#connection ??= connect(this.#url)
    return await this.#connection
  }
}

/** Medusa's Redis modules include ioredis; a store without them does not need it, so it is loaded on demand. */
async function connect(url: string): Promise<Redis> {
  const { Redis } = await import("ioredis").catch(() => {
    throw new Error(
      'The XPay option `vault.redisUrl` needs the package "ioredis": run "npm install ioredis".'
    )
  })
  // Fail instead of queueing: a caller must not wait for a card longer than a shopper would.
  return new Redis(url, { maxRetriesPerRequest: 2, connectTimeout: 5_000 })
}
