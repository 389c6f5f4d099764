import { execFile } from "node:child_process"
import path from "node:path"

const SCRIPT = path.join(__dirname, "pay-once.ts")

/** What is paid with, and where. */
interface Payment {
  readonly baseUrl: string
  readonly apiKey: string
  readonly pan: string
  readonly cvv: string
}

/** Pays once in a process of its own, with more in its environment, and gives all that it printed. */
export function payInOwnProcess(payment: Payment, env: Record<string, string>): Promise<string> {
  const { baseUrl, apiKey, pan, cvv } = payment
  const args = ["-r", "ts-node/register/transpile-only", SCRIPT, baseUrl, apiKey, pan, cvv]
  const options = { env: { ...process.env, ...env }, maxBuffer: 1e9 }
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (_, stdout, stderr) => resolve(stdout + stderr))
  })
}
