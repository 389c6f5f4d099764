import { readFileSync } from "node:fs"

/** The release of Medusa that is tested. */
export function medusaVersion(): string {
  const manifest = readFileSync(require.resolve("@medusajs/medusa/package.json"), "utf8")
  return (JSON.parse(manifest) as { version: string }).version
}
