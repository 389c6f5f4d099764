import { spawn, type ChildProcess } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { DemoProblem } from "./demo-problem"
import type { Stoppable } from "./started"

export interface ChildOptions {
  /** A script for Node.js, and its arguments. */
  readonly command: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Working directory; defaults to the current one. */
  readonly cwd?: string
  /** Receives all output. */
  readonly logFile: string
  /** Signal that stops it. */
  readonly stopSignal?: NodeJS.Signals
}

/** How long a program may take to stop before it is killed. */
const WAIT_AT_MOST_MS = 8_000

/** Preloaded: no process may outlive the demo. */
const STOP_WITH_PARENT = path.join(__dirname, "stop-with-parent.cjs")

/**
 * A Node.js program in its own process group. Ctrl-C in the terminal reaches only the demo, which stops its programs in
 * order.
 */
export class Child implements Stoppable {
  readonly exited: Promise<number | null>
  private readonly process: ChildProcess

  constructor(private readonly options: ChildOptions) {
    const log = openSync(options.logFile, "w")
    this.process = spawn(process.execPath, ["--require", STOP_WITH_PARENT, ...options.command], {
      detached: true,
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", log, log, "ipc"],
    })
    closeSync(log)
    this.exited = new Promise((resolve) => {
      this.process.once("exit", (code) => resolve(code))
      this.process.once("error", () => resolve(null))
    })
  }

  /** For programs that run to completion. @throws DemoProblem when it fails. */
  async finish(): Promise<void> {
    if ((await this.exited) !== 0) {
      throw this.problem()
    }
  }

  /**
   * Polls `isReady` until it is true.
   *
   * @throws DemoProblem when the program ends first, or is not ready in time.
   */
  async ready(isReady: () => boolean | Promise<boolean>, timeoutMs = 120_000): Promise<void> {
    let isOver = false
    void this.exited.then(() => (isOver = true))
    for (const end = Date.now() + timeoutMs; !(await isReady()); await pause(100)) {
      if (isOver || Date.now() > end) {
        throw this.problem()
      }
    }
  }

  hasSaid(text: string): boolean {
    return readFileSync(this.options.logFile, "utf8").includes(text)
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) {
      return
    }
    this.process.kill(this.options.stopSignal ?? "SIGTERM")
    const timer = setTimeout(() => this.kill(), WAIT_AT_MOST_MS)
    await this.exited
    clearTimeout(timer)
  }

  /** Kills the whole process group, including what it has started. */
  kill(): void {
    const { pid } = this.process
    if (pid !== undefined && this.process.exitCode === null && this.process.signalCode === null) {
      try {
        process.kill(-pid, "SIGKILL")
      } catch {
        // It has already ended.
      }
    }
  }

  private problem(): DemoProblem {
    const lines = readFileSync(this.options.logFile, "utf8").trimEnd().split("\n").slice(-25)
    const text = lines.map((line) => `    ${line}`).join("\n")
    return new DemoProblem(
      `It ended with an error. The last it said (all of it: ${this.options.logFile}):\n\n${text}`
    )
  }
}
