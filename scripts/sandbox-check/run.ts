import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { explicitApiKey, implicitApiKey, startSimulator, testCards } from "../../src/simulator"
import { askAll, type Asked } from "./ask-all"
import { walkSimulatedBank, type Walk } from "./bank-page"
import { Conversation, type Recording } from "./conversation"
import { report } from "./report"
import type { Settings } from "./settings"

export interface RunOptions {
  /** Takes a browser through the bank's page. */
  readonly walk: Walk
  readonly tell: (line: string) => void
  readonly pauseMs?: number
}

/** Asks XPay and the simulator the same, writes the recordings, and returns the report. */
export async function runSandboxCheck(
  settings: Settings,
  { walk, tell, pauseMs }: RunOptions
): Promise<string> {
  const { baseUrl, apiKey, implicitApiKey: implicit, pluginApiKey: plugin, hasBrowser, folder } = settings
  const cards = testCards.map(({ pan }) => pan)
  const secrets = [apiKey, implicit, plugin].filter((key) => key !== undefined)
  const xpay = new Conversation(baseUrl, apiKey, secrets, pauseMs)
  const answers = await askAll(xpay, {
    walk: hasBrowser ? walk : undefined,
    keys: { implicit, plugin },
    tell,
  })
  const simulated = await askSimulator()
  const text = report(new URL(baseUrl).host, answers, simulated)
  write(folder, xpay.recordings, text)
  assertClean(folder, [...secrets, ...cards], xpay.recordings)
  return text
}

async function askSimulator(): Promise<readonly Asked[]> {
  const plugin = "22222222-0000-4000-8000-000000000003"
  const simulator = await startSimulator({
    terminals: [
      { apiKey: explicitApiKey, alias: "explicit", accounting: "explicit", moto: true, methods: ["CARDS"] },
      { apiKey: implicitApiKey, alias: "implicit", accounting: "implicit", moto: false, methods: ["CARDS"] },
      {
        apiKey: plugin,
        alias: "plugin",
        accounting: "explicit",
        moto: false,
        methods: ["CARDS"],
        keyKind: "plugin",
      },
    ],
  })
  try {
    return await askAll(new Conversation(simulator.apiUrl, explicitApiKey, [], 0), {
      walk: walkSimulatedBank,
      keys: { implicit: implicitApiKey, plugin },
    })
  } finally {
    await simulator.stop()
  }
}

function write(folder: string, recordings: readonly Recording[], text: string): void {
  mkdirSync(folder, { recursive: true })
  const used = new Map<string, number>()
  for (const { name, request, response } of recordings) {
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    const unique = times === 1 ? name : `${name}-${times}`
    for (const [kind, what] of [
      ["request", request],
      ["response", response],
    ] as const) {
      if (Object.keys(what).length > 0) {
        writeFileSync(path.join(folder, `${unique}.${kind}.json`), `${JSON.stringify(what, undefined, 2)}\n`)
      }
    }
  }
  writeFileSync(path.join(folder, "report.md"), text)
}

/** A last look, whatever the scrubbing has missed: recordings are made to be published. */
function assertClean(folder: string, secrets: readonly string[], recordings: readonly Recording[]): void {
  const everything = JSON.stringify(recordings)
  if (secrets.some((secret) => everything.includes(secret))) {
    throw new Error(`The recordings in ${folder} hold a key or a card number. Delete them, and report this.`)
  }
}
