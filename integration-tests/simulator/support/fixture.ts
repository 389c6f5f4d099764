import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const folder = join(__dirname, "../../fixtures/xpay")

/** A recorded or composed exchange with XPay. */
export interface Fixture {
  readonly _meta: { readonly source: string }
  readonly kind: string
  readonly method: "GET" | "POST"
  readonly path: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly body: unknown
}

export function fixture(name: string): Fixture {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Fixture
}

/** The names of all fixtures, without their extension. */
export function fixtureNames(): string[] {
  return readdirSync(folder).map((file) => file.replace(/\.json$/, ""))
}
