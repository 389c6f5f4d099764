import { spawn, type ChildProcess } from "node:child_process"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { processTree, type RunningProcess } from "./processes"

const ROOT = path.resolve(__dirname, "../..")

/** The demo, started as in a terminal. */
export class DemoProcess {
  output = ""
  readonly exited: Promise<number | null>
  private readonly process: ChildProcess

  constructor(argv: readonly string[]) {
    // Without the environment of the tests.
    const { NODE_ENV: _, LOG_LEVEL: __, NODE_OPTIONS: ___, ...env } = process.env
    this.process = spawn(process.execPath, ["scripts/demo.mjs", ...argv], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    })
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()))
    }
    this.exited = new Promise((resolve) => this.process.once("exit", resolve))
  }

  /** Waits until everything is running. */
  async ready(): Promise<void> {
    await this.says("Stop with Ctrl+C")
  }

  async says(text: string): Promise<void> {
    let isOver = false
    void this.exited.then(() => (isOver = true))
    while (!this.output.includes(text)) {
      if (isOver) {
        throw new Error(`The demo ended before it said "${text}":\n${this.output}`)
      }
      await pause(100)
    }
  }

  /** A printed URL, by name. */
  address(name: string): string {
    const address = new RegExp(`${name}\\s+(http\\S+)`).exec(this.output)?.[1]
    if (address === undefined) {
      throw new Error(`The demo has not printed the address of ${name}:\n${this.output}`)
    }
    return address
  }

  /** The process and all its descendants. */
  tree(): readonly RunningProcess[] {
    return processTree(this.process.pid ?? -1)
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal)
  }
}
