/**
 * Writes the parts of the documentation that come out of the code. `npm run docs` writes them; a test compares, so that
 * neither can drift.
 */
import fs from "node:fs"
import path from "node:path"
import { z } from "@medusajs/framework/zod"
import { impossible, KINDS, MEANING, MOMENTS } from "../integration-tests/faults/matrix"
import { FLOW_NAMES, KILL_POINTS } from "../integration-tests/kills/points"
import { TRIED } from "../integration-tests/harness/tried-inputs"
import { foreignClients } from "../integration-tests/simulator/clients"
import { whyRefused } from "../integration-tests/simulator/clients/foreign-client"
import { newerFacts, type NewerFact, type ProvingTest } from "../integration-tests/simulator/newer-facts"
import { ATTEMPT_STATES, ATTEMPT_TRANSITIONS, type AttemptState } from "../src/domain/attempt-state"
import { CHECK_TITLES, FINDINGS } from "../src/texts/health"
import { XPAY_EVENTS } from "../src/domain/events"
import { INCIDENT_TEXTS } from "../src/texts/incidents"
import { methodName, PAYMENT_SERVICES } from "../src/domain/payment-services"
import { optionsSchema } from "../src/engine/terminal/options"
import { behaviourCards, testCards } from "../src/simulator"
import { rules, type Certainty, type Rule } from "../src/simulator/rules"
import { flippedSuites } from "../integration-tests/harness/flipped-suites.cjs"
import notFlipped from "../integration-tests/not-flipped.json"
import folders from "../folders.json"
import { SAFEGUARDS } from "./mutation/safeguards"
import { cardTexts } from "./docs/card-texts"
import {
  clientFunctions,
  clientTypes,
  orderFunctions,
  orderTypes,
  reactComponents,
  reactTypes,
} from "./docs/client"
import { platformFaultList, redTable, relianceTable, versionTable } from "./docs/medusa"
import { refusalTable } from "./docs/refusals"
import { describedRoutes, storeApi } from "./docs/store-api"
import { makeFlippedReport } from "./sandbox-check/simulator-side"

const DOCS = path.join(__dirname, "..", "docs")

/** The state table as a Mermaid diagram, which GitHub and npm draw. */
export function stateDiagram(): string {
  const states = Object.keys(ATTEMPT_STATES) as AttemptState[]
  const edges = states.flatMap((from) => ATTEMPT_TRANSITIONS[from].map((to) => `  ${from} --> ${to}`))
  const meanings = states.map((state) => `| \`${state}\` | ${ATTEMPT_STATES[state]} |`)
  return [
    "```mermaid",
    "stateDiagram-v2",
    "  [*] --> created",
    ...edges,
    "```",
    "",
    "| state | meaning |",
    "|---|---|",
    ...meanings,
  ].join("\n")
}

/** The folders of `src`, as the lint rule has them. */
export function folderTable(): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``)
  const rows = folders.map(
    ({ folder, holds, uses }) => `| \`src/${folder}\` | ${holds} | ${code(uses).join(", ")} |`
  )
  const layers = folders.flatMap(({ folder, layers = [] }) =>
    layers.length === 0 ? [] : [`- \`${folder}\`: ${code(layers).join(" · ")}`]
  )
  return [
    "| folder | what it contains | may use |",
    "|---|---|---|",
    ...rows,
    "",
    "Inside these folders a file may use what is listed before it, never what is listed after it:",
    "",
    ...layers,
  ].join("\n")
}

interface JsonSchema {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  items?: JsonSchema
  default?: unknown
  description?: string
  minimum?: number
  maximum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
}

/** The options schema as a table: name, values, default, meaning. */
export function optionsTable(): string {
  const schema = z.toJSONSchema(optionsSchema, { io: "input", unrepresentable: "any" }) as JsonSchema
  return ["| option | values | default | meaning |", "|---|---|---|---|", ...rows(schema, "")].join("\n")
}

function rows(schema: JsonSchema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, option]) => {
    const inner = rows(option, `${prefix}${name}.`)
    const isRequired = prefix === "" && (schema.required ?? []).includes(name)
    const fallback = isRequired
      ? "**required**"
      : option.default === undefined || inner.length > 0
        ? ""
        : `\`${JSON.stringify(option.default)}\``
    return [
      `| \`${prefix}${name}\` | ${values(option)} | ${fallback} | ${option.description ?? ""} |`,
      ...inner,
    ]
  })
}

function values(option: JsonSchema): string {
  if (option.anyOf !== undefined) {
    return option.anyOf.map((one) => `\`${JSON.stringify(one.const)}\``).join(" ")
  }
  if (option.enum !== undefined) {
    return option.enum.map((value) => `\`${JSON.stringify(value)}\``).join(" ")
  }
  if (option.type === "array") {
    return `list of ${option.items?.type ?? "value"}s`
  }
  return option.properties === undefined ? `${option.type ?? ""}${limits(option)}` : ""
}

/** A whole number without a limit of its own has JavaScript's. */
function limits({ minimum, maximum }: JsonSchema): string {
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (minimum === undefined) {
    return most === undefined ? "" : `, at most ${most}`
  }
  return most === undefined ? `, at least ${minimum}` : `, ${minimum} to ${most}`
}

/** Everything that needs a person: what happened, and what to do. */
export function incidentTable(): string {
  const rows = Object.entries(INCIDENT_TEXTS).map(
    ([kind, { en }]) => `| \`${kind}\` | ${en.title} | ${en.advice} |`
  )
  return ["| kind | what happened | what to do |", "|---|---|---|", ...rows].join("\n")
}

/** The events that the plugin emits. */
export function eventTable(): string {
  const rows = Object.entries(XPAY_EVENTS).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  return ["| event | when |", "|---|---|", ...rows].join("\n")
}

/** What a look at a terminal can find wrong, as the settings page and the doctor say it. */
export function findingTable(): string {
  const rows = Object.values(FINDINGS)
    .filter(({ status }) => status !== "ok")
    .map(
      ({ check, status, en }) =>
        `| ${CHECK_TITLES[check].en} | ${status} | ${en.replaceAll(/\{(\w+)\}/g, "*$1*")} |`
    )
  return ["| check | status | message |", "|---|---|---|", ...rows].join("\n")
}

/** Methods of XPay's page with what is known of their limits. */
export function methodTable(): string {
  const euros = (minor: bigint | undefined) => (minor === undefined ? "" : `€${Number(minor) / 100}`)
  const rows = PAYMENT_SERVICES.map((service) => {
    const { name, currencies, countries, min, max, capturesLater, isRefundable } = service
    const where =
      countries === undefined ? "everywhere" : countries.map((country) => country.toUpperCase()).join(", ")
    return `| ${name} | \`pp_xpay-${methodName(service)}_…\` | ${currencies?.join(", ") ?? "as the terminal"} | ${where} | ${euros(min)} | ${euros(max)} | ${capturesLater === true ? "yes" : "no"} | ${isRefundable === false ? "no" : "yes"} |`
  })
  return [
    "| method | provider | currencies | customers in | from | up to | can be captured later | can be refunded |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n")
}

/** What each kind of fault means at each moment, and where it cannot be. */
export function faultTable(): string {
  const rows = KINDS.map((kind) => {
    const cells = MOMENTS.map((moment) => MEANING[kind][moment] ?? `n/a: ${impossible(kind, moment) ?? ""}`)
    return `| ${kind} | ${cells.join(" | ")} |`
  })
  return [`| | ${MOMENTS.join(" | ")} |`, "|---|---|---|---|---|", ...rows].join("\n")
}

/** The commits at which a process is killed, in the order in which they are made. */
export function killPointTable(): string {
  const rows = FLOW_NAMES.map(
    (flow) => `| ${flow} | ${KILL_POINTS[flow].map(({ name }) => name).join(" · ")} |`
  )
  return ["| flow | killed right after the commit of |", "|---|---|", ...rows].join("\n")
}

/** What can be switched off, and the test that notices. */
export function safeguardTable(): string {
  const rows = SAFEGUARDS.map(({ name, off, killer: { file, title } }) => {
    const files = [...new Set(off.map((edit) => `\`${edit.file}\``))].join(", ")
    return `| ${name} | ${files} | \`${file}\` "${title}" |`
  })
  return ["| safeguard | disabled in | test that fails |", "|---|---|---|", ...rows].join("\n")
}

/** What strangers may send, as the tests try it. */
export function triedTable(): string {
  const rows = TRIED.map(
    ([what, count, outcome, test]) => `| ${what} | ${count.toLocaleString("en")} | ${outcome} | ${test} |`
  )
  return ["| input | tried | outcome | test |", "|---|---|---|---|", ...rows].join("\n")
}

/** What the simulator takes XPay to do, with where it is from. */
export function ruleTable(): string {
  const opposites = (rule: Rule) =>
    Object.entries(rule.opposite ?? {})
      .map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``)
      .join(" ")
  const count = (certainty: Certainty) => rules.filter((rule) => rule.certainty === certainty).length
  const certainties: readonly Certainty[] = ["documented", "recorded", "production note", "assumed"]
  return [
    `${rules.length} rules: ${certainties.map((one) => `${count(one)} ${one}`).join(", ")}.`,
    "",
    "| about | rule | certainty | source | opposite |",
    "|---|---|---|---|---|",
    ...rules.map(
      (rule) => `| ${rule.about} | ${rule.says} | ${rule.certainty} | ${rule.source} | ${opposites(rule)} |`
    ),
  ].join("\n")
}

/** The suites that run with every assumption turned round, and those that do not, with the reason. */
export function flippedChoiceTable(): string {
  const suites = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ")
  return [
    `Included: ${suites(flippedSuites())}.`,
    "",
    "| excluded because | suites |",
    "|---|---|",
    ...Object.entries(notFlipped).map(([why, names]) => `| ${why} | ${suites(names)} |`),
  ].join("\n")
}

/** What was corrected by newer evidence, with the tests that hold simulator and plugin to it. */
export function newerFactTable(): string {
  const proof = ({ file, title }: ProvingTest) => `\`${file}\` "${title}"`
  const ofPlugin = (plugin: NewerFact["plugin"]) =>
    "notUsedBecause" in plugin ? `not used: ${plugin.notUsedBecause}` : proof(plugin)
  const rows = newerFacts.map(
    ({ says, source, simulator, plugin }) =>
      `| ${says} | ${source} | ${proof(simulator)} | ${ofPlugin(plugin)} |`
  )
  return [
    "| fact | source | test of the simulator | test of the plugin |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n")
}

/** What other public clients of XPay send, and what the simulator says to it. */
export function clientTable(): string {
  const rows = foreignClients.flatMap(({ name, usages }) =>
    usages.map(
      (usage) =>
        `| ${name} | ${usage.does} | \`${usage.call}\` | ${usage.answer ?? "200"} | ${whyRefused(usage) ?? ""} |`
    )
  )
  return [
    ...foreignClients.map(({ name, source }) => `- **${name}**: ${source}`),
    "",
    "| client | does | call | response | why it is refused |",
    "|---|---|---|---|---|",
    ...rows,
  ].join("\n")
}

function grouped(pan: string): string {
  return pan.replace(/(\d{4})(?=\d)/g, "$1 ")
}

/** The numbers to try with. */
export function testCardTable(): string {
  const nexis = testCards.map(
    ({ pan, circuit, outcome }) =>
      `| ${grouped(pan)} | ${circuit} | ${outcome === "OK" ? "Challenge, then approved" : "Challenge, then declined with 100"} | yes |`
  )
  const ours = behaviourCards.map(
    ({ pan, circuit, says }) => `| ${grouped(pan)} | ${circuit} | ${says} | no |`
  )
  return [
    "| number | circuit | what happens | in XPay's test area |",
    "|---|---|---|---|",
    ...nexis,
    ...ours,
  ].join("\n")
}

/** The cards that the sandbox check pays with: those of XPay's test area, and no other. */
export function sandboxCardTable(): string {
  const rows = testCards.map(
    ({ pan, circuit, cvv, outcome }) =>
      `| ${grouped(pan)} | ${circuit} | ${cvv} | ${outcome === "OK" ? "approved" : "declined"} after a challenge |`
  )
  return ["| card | circuit | security code | outcome |", "|---|---|---|---|", ...rows].join("\n")
}

/** The cards that most people need first; the whole list is in docs/simulator.md. */
const FIRST_CARDS: readonly { pan: string; en: string; it: string }[] = [
  { pan: "4509034543615006", en: "approved after a challenge", it: "approvata dopo la verifica della banca" },
  { pan: "5100990817896004", en: "approved after a challenge", it: "approvata dopo la verifica della banca" },
  { pan: "4349940199997007", en: "declined", it: "rifiutata" },
  {
    pan: "4000000000010001",
    en: "approved without a challenge (simulator only)",
    it: "approvata senza verifica (solo simulatore)",
  },
  {
    pan: "4000000000001166",
    en: "declined: insufficient funds (simulator only)",
    it: "rifiutata: fondi insufficienti (solo simulatore)",
  },
]

/** A few test cards for the README and the guides. */
export function firstCardTable(locale: "en" | "it"): string {
  const head = { en: "| card | circuit | outcome |", it: "| carta | circuito | esito |" }
  const rows = FIRST_CARDS.map(({ pan, ...texts }) => {
    const known = [...testCards, ...behaviourCards].find((card) => card.pan === pan)
    if (known === undefined) {
      throw new Error(`The simulator does not know the card ${pan}.`)
    }
    return `| ${grouped(pan)} | ${known.circuit} | ${texts[locale]} |`
  })
  return [head[locale], "|---|---|---|", ...rows].join("\n")
}

/** Files with a generated part between two markers, by the marker's name. */
export const GENERATED: readonly { file: string; marker: string; content: () => string }[] = [
  { file: "../README.md", marker: "versions", content: () => versionTable("en") },
  { file: "../README.it.md", marker: "versions", content: () => versionTable("it") },
  { file: "../README.md", marker: "test cards", content: () => firstCardTable("en") },
  { file: "../README.it.md", marker: "test cards", content: () => firstCardTable("it") },
  { file: "storefront.md", marker: "test cards", content: () => firstCardTable("en") },
  { file: "install.md", marker: "test cards", content: () => firstCardTable("en") },
  { file: "going-live.md", marker: "test cards", content: () => firstCardTable("en") },
  { file: "saved-cards.md", marker: "test cards", content: () => firstCardTable("en") },
  { file: "sandbox-check.md", marker: "sandbox cards", content: sandboxCardTable },
  { file: "clerk.md", marker: "test cards", content: () => firstCardTable("en") },
  { file: "clerk.it.md", marker: "test cards", content: () => firstCardTable("it") },
  { file: "medusa.md", marker: "reliances", content: relianceTable },
  { file: "medusa.md", marker: "platform faults", content: platformFaultList },
  { file: "medusa.md", marker: "red sentinels", content: redTable },
  { file: "architecture.md", marker: "folders", content: folderTable },
  { file: "architecture.md", marker: "states", content: stateDiagram },
  { file: "options.md", marker: "options", content: optionsTable },
  { file: "install.md", marker: "methods", content: methodTable },
  { file: "events.md", marker: "events", content: eventTable },
  { file: "operator.md", marker: "incidents", content: incidentTable },
  { file: "operator.md", marker: "findings", content: findingTable },
  { file: "security.md", marker: "tried", content: triedTable },
  { file: "reliability.md", marker: "faults", content: faultTable },
  { file: "reliability.md", marker: "kill points", content: killPointTable },
  { file: "reliability.md", marker: "safeguards", content: safeguardTable },
  { file: "simulator.md", marker: "rules", content: ruleTable },
  { file: "simulator.md", marker: "flipped choice", content: flippedChoiceTable },
  { file: "simulator.md", marker: "newer facts", content: newerFactTable },
  { file: "simulator.md", marker: "cards", content: testCardTable },
  { file: "simulator.md", marker: "clients", content: clientTable },
  { file: "storefront-reference.md", marker: "client", content: clientFunctions },
  { file: "storefront-reference.md", marker: "types", content: clientTypes },
  { file: "storefront-reference.md", marker: "order", content: orderFunctions },
  { file: "storefront-reference.md", marker: "order types", content: orderTypes },
  { file: "storefront-reference.md", marker: "components", content: reactComponents },
  { file: "storefront-reference.md", marker: "component types", content: reactTypes },
  { file: "storefront-reference.md", marker: "store api", content: storeApi },
  {
    file: "storefront-reference.md",
    marker: "errors",
    content: () => refusalTable(describedRoutes().map(({ file }) => file)),
  },
  { file: "storefront-reference.md", marker: "card texts", content: cardTexts },
]

/** Parts that are found out by running something; the spec that runs it compares them. */
export const GENERATED_BY_RUNNING: readonly {
  file: string
  marker: string
  content: () => Promise<string>
}[] = [{ file: "sandbox-check.md", marker: "flipped report", content: makeFlippedReport }]

/** A document with the part between its markers replaced. */
export function withGenerated(text: string, marker: string, content: string): string {
  const pattern = new RegExp(`(<!-- generated: ${marker} -->\n)[\\s\\S]*?(\n<!-- end: ${marker} -->)`)
  if (!pattern.test(text)) {
    throw new Error(`The markers of "${marker}" are missing.`)
  }
  return text.replace(pattern, (_whole, start: string, end: string) => `${start}${content}${end}`)
}

async function generateAll(): Promise<void> {
  for (const { file, marker, content } of [...GENERATED, ...GENERATED_BY_RUNNING]) {
    const target = path.join(DOCS, file)
    fs.writeFileSync(target, withGenerated(fs.readFileSync(target, "utf8"), marker, await content()))
    console.log(`docs/${file}: ${marker}`)
  }
}

if (require.main === module) {
  void generateAll()
}
