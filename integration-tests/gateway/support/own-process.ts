import { execFile } from "node:child_process"
import path from "node:path"

const SCRIPT = path.join(__dirname, "pay-once.ts")

/** What to pay with, and where. */
interface Payment {
  readonly baseUrl: string
  readonly apiKey: string
  readonly pan: string
  readonly cvv: string
}

/** Pays once in a separate process with additional environment variables, and returns everything that it printed. */
export function payInOwnProcess(payment: Payment, env: Record<string, string>): Promise<string> {
  const { baseUrl, apiKey, pan, cvv } = payment
  const args = ["-r", "ts-node/register/transpile-only", SCRIPT, baseUrl, apiKey, pan, cvv]
  const options = { env: { ...process.env, ...env }, maxBuffer: 1e9 }
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (_, stdout, stderr) => resolve(stdout + stderr))
  })
}
