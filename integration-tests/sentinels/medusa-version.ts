import { readFileSync } from "node:fs"

/** The tested release of Medusa. */
export function medusaVersion(): string {
  const manifest = readFileSync(require.resolve("@medusajs/medusa/package.json"), "utf8")
  return (JSON.parse(manifest) as { version: string }).version
}
