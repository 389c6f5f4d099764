import { fork } from "node:child_process"
import path from "node:path"

export interface WorkerOptions {
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly execArgv?: readonly string[]
  readonly timeoutMs?: number
}

const TS_NODE = ["-r", "ts-node/register/transpile-only"]

/** Runs a script in a separate process, so that parts do not warm each other up; it sends one message, its result. */
export async function worker<T>(
  script: string,
  { args = [], env = {}, execArgv = [], timeoutMs = 240_000 }: WorkerOptions = {}
): Promise<T> {
  const file = path.join(__dirname, "..", script)
  const child = fork(file, args, {
    execArgv: [...execArgv, ...(file.endsWith(".ts") ? TS_NODE : [])],
    env: { ...process.env, TS_NODE_SWC: "true", ...env },
    silent: true,
  })
  let said = ""
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
  child.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")))
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs)
  try {
    return await new Promise<T>((resolve, reject) => {
      let result: { value: T } | undefined
      child.once("message", (value) => (result = { value: value as T }))
      child.once("error", reject)
      child.once("close", (code, signal) =>
        result === undefined
          ? reject(new Error(`${script} ended with ${signal ?? code}: ${said.trim().slice(-600)}`))
          : resolve(result.value)
      )
    })
  } finally {
    clearTimeout(timer)
  }
}

/** For workers: sends the result and exits. */
export function finish(result: unknown): void {
  process.send?.(result, undefined, undefined, () => process.exit(0))
}
