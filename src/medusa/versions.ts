import { createRequire } from "node:module"

/** The running releases. Null if a package does not state its version. */
export interface Versions {
  readonly plugin: string | null
  readonly medusa: string | null
  readonly node: string
}

/** The releases of this plugin, of Medusa and of Node.js that are running. */
export function runningVersions(): Versions {
  return {
    plugin: versionOf("medusa-payment-nexi-xpay"),
    medusa: versionOf("@medusajs/medusa"),
    node: process.versions.node,
  }
}

function versionOf(name: string): string | null {
  try {
    const { version } = createRequire(__filename)(`${name}/package.json`) as { version?: unknown }
    return typeof version === "string" ? version : null
  } catch {
    return null
  }
}
