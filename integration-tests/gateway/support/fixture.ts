import { readFileSync } from "node:fs"
import path from "node:path"

interface Recorded {
  readonly method?: string
  readonly path?: string
  readonly query?: Record<string, string | number>
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: unknown
}

const FOLDER = path.join(__dirname, "../../fixtures/xpay")

/** A recorded or composed exchange with XPay. */
export function fixture(name: string): Recorded {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), "utf8")) as Recorded
}
