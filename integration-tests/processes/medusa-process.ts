import { spawn, type ChildProcess } from "node:child_process"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import type { Recorder } from "../harness/recorder"

const ROOT = path.resolve(__dirname, "../..")
const CLI = require.resolve("@medusajs/cli/cli.js")
const IN_CHILD = path.join(__dirname, "in-child.cjs")

/** A busy machine takes minutes for what an idle one does in ten seconds. */
const START_MS = 300_000

export interface MedusaSettings {
  readonly port: number
  readonly databaseUrl: string
  /** Environment variables that this server adds or changes. */
  readonly env: Readonly<Record<string, string>>
}

/** A real Medusa with the plugin, in a separate process that can be killed. */
export class MedusaProcess {
  private process: ChildProcess | undefined
  private readonly asked = new Map<number, (answer: { result?: unknown; error?: string }) => void>()
  private counter = 0
  private lastWords = ""

  constructor(
    private readonly settings: MedusaSettings,
    private readonly recorder: Recorder
  ) {}

  get url(): string {
    return `http://localhost:${this.settings.port}`
  }

  /** Creates the tables. */
  async migrate(): Promise<void> {
    const code = await ended(this.run(["db:migrate", "--execute-all-links", "--skip-scripts"]))
    if (code !== 0) {
      throw new Error(`The database could not be migrated:\n${this.lastWords}`)
    }
  }

  async start(): Promise<void> {
    const started = this.run(["start", "--port", String(this.settings.port)])
    this.process = started
    started.on("message", ({ id, ...answer }: { id: number; result?: unknown; error?: string }) =>
      this.asked.get(id)?.(answer)
    )
    for (const end = Date.now() + START_MS; !(await this.answers()); await pause(100)) {
      if (started.exitCode !== null || Date.now() > end) {
        throw new Error(`Medusa did not start:\n${this.lastWords}`)
      }
    }
    await this.ask("prepare")
  }

  /** Runs an action inside the process; see `in-child.cjs`. */
  async ask<T = void>(action: "prepare" | "seed" | "job" | "charge", input?: unknown): Promise<T> {
    const id = ++this.counter
    const { process: running } = this
    const answer = await new Promise<{ result?: unknown; error?: string }>((resolve) => {
      const isGone = () => resolve({ error: "the server is gone" })
      this.asked.set(id, (given) => {
        running?.off("exit", isGone)
        resolve(given)
      })
      if (running?.connected === true) {
        running.once("exit", isGone)
        running.send({ id, action, input })
      } else {
        isGone()
      }
    })
    this.asked.delete(id)
    if (answer.error !== undefined) {
      throw new Error(`In the server process: ${answer.error}`)
    }
    return answer.result as T
  }

  /** Whether it is still running, not ended by itself or by {@link kill}. */
  get isRunning(): boolean {
    const { process: running } = this
    return running !== undefined && running.exitCode === null && running.signalCode === null
  }

  /** Kills it at any point: no handler runs, nothing more is written. */
  async kill(): Promise<void> {
    const { process: running } = this
    this.process = undefined
    if (running?.exitCode === null && running.signalCode === null) {
      const over = ended(running)
      running.kill("SIGKILL")
      await over
    }
  }

  private run(command: readonly string[]): ChildProcess {
    const { databaseUrl, env } = this.settings
    const { NODE_OPTIONS: _, JEST_WORKER_ID: __, ...inherited } = process.env
    const child = spawn(process.execPath, ["--require", IN_CHILD, CLI, ...command], {
      cwd: ROOT,
      env: {
        ...inherited,
        NODE_ENV: "test",
        LOG_LEVEL: "silly",
        DATABASE_URL: databaseUrl,
        MEDUSA_DISABLE_TELEMETRY: "true",
        WITHOUT_DASHBOARD: "true",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        const text = chunk.toString()
        this.recorder.add("output", text)
        this.lastWords = (this.lastWords + text).slice(-4_000)
      })
    }
    return child
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/health`)).ok
    } catch {
      return false
    }
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  return await new Promise((resolve) => child.once("exit", (code) => resolve(code)))
}
