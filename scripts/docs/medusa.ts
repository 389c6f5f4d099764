/** What the plugin relies on in Medusa, how its sentinels were tested, and the releases on which it was tested. */
import fs from "node:fs"
import path from "node:path"
import { PLATFORM_FAULTS } from "../../integration-tests/sentinels/platform-faults"
import { RELIED_ON } from "../../src/medusa/relied-on"

const SCRIPTS = path.join(__dirname, "..")

const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(SCRIPTS, file), "utf8"))
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ")

export function relianceTable(): string {
  const rows = Object.values(RELIED_ON).map(
    ({ what, where, used, otherwise }) =>
      `| Medusa ${cell(what)} | ${cell(where)} | \`${used}\` | ${cell(otherwise)} |`
  )
  return ["| what | where in Medusa | used in | when it changes |", "|---|---|---|---|", ...rows].join("\n")
}

export function platformFaultList(): string {
  return Object.values(PLATFORM_FAULTS)
    .map((fault) => `- Medusa ${fault}.`)
    .join("\n")
}

interface Red {
  readonly sentinel: string
  readonly patch: { readonly file: string; readonly find: string; readonly replace: string }
  readonly said?: string
}

/** Each sentinel, the change of Medusa that turned it red, and the first line of its message. */
export function redTable(): string {
  const code = (text: string) => `\`${cell(text.replace(/\s+/g, " ").replaceAll("`", "'"))}\``
  const rows = (read("sentinels/red.json") as Red[]).map(({ sentinel, patch, said }) => {
    const message = said?.split("\n")[0] ?? "not tried"
    return `| ${sentinel} | ${code(patch.file)} | ${code(patch.replace.slice(0, 90))} | ${cell(message)} |`
  })
  return ["| sentinel | file changed | to | message |", "|---|---|---|---|", ...rows].join("\n")
}

interface Passed {
  readonly medusa: string
  readonly node: string
  readonly day: string
  readonly passed: Readonly<Record<string, number>>
}

const HEADS = {
  en: ["plugin", "Medusa", "Node.js", "compatibility checks", "package", "HTTP suites", "date"],
  it: ["plugin", "Medusa", "Node.js", "controlli di compatibilità", "pacchetto", "suite HTTP", "data"],
} as const

/** The releases on which the matrix ran, with the number of tests passed; a dash: not run. */
export function versionTable(language: keyof typeof HEADS): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(SCRIPTS, "../package.json"), "utf8")) as {
    version: string
  }
  const rows = (read("matrix/passed.json") as Passed[]).map(({ medusa, node, day, passed }) => {
    const suites = ["sentinels", "package", "http"].map((suite) => passed[suite] ?? "–")
    return `| ${[version, medusa, node, ...suites, day].join(" | ")} |`
  })
  const heads = HEADS[language]
  return [`| ${heads.join(" | ")} |`, `|${heads.map(() => "---|").join("")}`, ...rows].join("\n")
}
