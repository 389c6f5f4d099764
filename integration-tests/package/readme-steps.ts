import { readFileSync } from "node:fs"
import path from "node:path"

const README = path.join(__dirname, "../../README.md")

/** The line of the configuration block that represents the shop's existing configuration. */
const WHAT_THE_SHOP_HAS = /^ *\/\/ …$/m

/**
 * The steps of the README's "Install it in your store". The test follows them as a reader does, and fails if the README
 * is wrong.
 */
export function readmeSteps(): {
  /** `medusa-config.ts`, with `existing` where the README says "…". */
  config(existing: string): string
  /** Names of the variables in `.env`. */
  envNames: readonly string[]
  /** Commands in the given order. */
  commands: readonly string[]
} {
  const text = readFileSync(README, "utf8")
  const section = /^## Install it in your store$([\s\S]*?)^## /m.exec(text)?.[1]
  if (section === undefined) {
    throw new Error('The README has no section "Install it in your store".')
  }
  const blocks = [...section.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```/gm)].map(
    ([, indent = "", language, code = ""]) => ({
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    })
  )
  const config = blocks.find(({ language }) => language === "ts")?.code
  if (config === undefined || !WHAT_THE_SHOP_HAS.test(config)) {
    throw new Error("The README's configuration block, or the line // … in it, is missing.")
  }
  const lines = (language: string) =>
    blocks.filter((block) => block.language === language).flatMap(({ code }) => code.trim().split("\n"))
  const shell = lines("sh")
  return {
    config: (existing) => config.replace(WHAT_THE_SHOP_HAS, () => existing),
    envNames: shell.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []),
    commands: shell.filter((line) => /^(npm|npx) /.test(line)),
  }
}
