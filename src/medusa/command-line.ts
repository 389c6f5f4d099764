import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"

/** The file of Medusa's command line in an application: the `medusa` entry of its package's `bin`. */
export function findMedusaCli(folder: string): string | undefined {
  try {
    const manifest = createRequire(path.join(folder, "package.json")).resolve("@medusajs/cli/package.json")
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin?: string | { medusa?: string } }
    const file = typeof bin === "string" ? bin : bin?.medusa
    return file === undefined ? undefined : path.join(path.dirname(manifest), file)
  } catch {
    return undefined
  }
}
