import { spawn, type ChildProcess } from "node:child_process"
import { setTimeout as pause } from "node:timers/promises"
import { Redis } from "ioredis"

/** A Redis for the test, in memory only. */
export class RedisProcess {
  private process: ChildProcess | undefined
  private connection: Redis | undefined

  constructor(
    private readonly executable: string,
    private readonly port: number
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  get client(): Redis {
    this.connection ??= new Redis(this.url, { maxRetriesPerRequest: null })
    this.connection.on("error", () => undefined)
    return this.connection
  }

  async start(): Promise<void> {
    this.process = spawn(
      this.executable,
      ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
      { stdio: "ignore" }
    )
    for (const end = Date.now() + 20_000; (await this.ping()) !== "PONG"; await pause(50)) {
      if (Date.now() > end) {
        throw new Error("Redis did not start.")
      }
    }
  }

  /** Kills it with all its data. */
  async kill(): Promise<void> {
    const { process: running } = this
    this.process = undefined
    if (running !== undefined && running.exitCode === null && running.signalCode === null) {
      const over = new Promise((resolve) => running.once("exit", resolve))
      running.kill("SIGKILL")
      await over
    }
  }

  async stop(): Promise<void> {
    this.connection?.disconnect()
    await this.kill()
  }

  /** All its contents, of every type, as text. */
  async dump(): Promise<{ key: string; text: string }[]> {
    const keys: string[] = []
    for await (const page of this.client.scanStream({ count: 1_000 })) {
      keys.push(...(page as string[]))
    }
    return await Promise.all(
      keys.map(async (key) => ({ key, text: `${key}\n${(await this.read(key)).join("\n")}` }))
    )
  }

  /** Makes locks and vault entries older by this time. */
  async passTime(seconds: number, pattern: string): Promise<void> {
    for (const key of await this.client.keys(pattern)) {
      const left = await this.client.ttl(key)
      await (left > seconds ? this.client.expire(key, left - seconds) : this.client.del(key))
    }
  }

  private async read(key: string): Promise<string[]> {
    const { client } = this
    const texts = (values: readonly Buffer[]) => values.map((value) => value.toString("latin1"))
    switch (await client.type(key)) {
      case "string":
        return texts([(await client.getBuffer(key)) ?? Buffer.alloc(0)])
      case "hash":
        return Object.entries(await client.hgetallBuffer(key)).map(
          ([field, value]) => `${field}=${value.toString("latin1")}`
        )
      case "list":
        return texts(await client.lrangeBuffer(key, 0, -1))
      case "set":
        return texts(await client.smembersBuffer(key))
      case "zset":
        return texts(await client.zrangeBuffer(key, 0, -1))
      case "stream":
        return (await client.xrange(key, "-", "+")).map(([id, fields]) => `${id} ${fields.join(" ")}`)
      default:
        return []
    }
  }

  private async ping(): Promise<string | undefined> {
    return await this.client.ping().catch(() => undefined)
  }
}
