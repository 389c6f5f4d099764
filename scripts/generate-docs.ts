/**
 * Writes the parts of the documentation that come out of the code. `npm run docs` writes them; a test compares, so that
 * neither can drift.
 */
import fs from "node:fs"
import path from "node:path"
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
import { firstCardTable, sandboxCardTable, testCardTable } from "./docs/cards"
import {
  folderTable,
  stateDiagram,
  methodTable,
  eventTable,
  incidentTable,
  findingTable,
} from "./docs/plugin"
import { optionsTable } from "./docs/options"
import { triedTable, faultTable, killPointTable, safeguardTable } from "./docs/proofs"
import { ruleTable, flippedChoiceTable, newerFactTable, clientTable } from "./docs/simulator"

const DOCS = path.join(__dirname, "..", "docs")

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
