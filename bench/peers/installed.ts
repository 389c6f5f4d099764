import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"

const HERE = __dirname

/** A file of a peer; undefined if the peers could not be installed. */
export function peerFile(...parts: readonly string[]): string | undefined {
  const file = path.join(HERE, "node_modules", ...parts)
  return existsSync(file) ? file : undefined
}

/** Installs the peers once; without a registry the benchmark continues without them, and reports it. */
export function installPeers(): boolean {
  if (peerFile("@variablevic") !== undefined) {
    return true
  }
  try {
    // Their own peer dependency is Medusa, which the repository provides.
    execFileSync(
      "npm",
      ["install", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"],
      {
        cwd: HERE,
        stdio: "ignore",
        timeout: 180_000,
      }
    )
    return true
  } catch {
    return false
  }
}

export function mollieProvider(): string | undefined {
  return peerFile("@variablevic/mollie-payments-medusa/.medusa/server/src/providers/mollie/index.js")
}
