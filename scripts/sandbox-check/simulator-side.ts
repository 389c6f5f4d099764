import {
  behaviourCards,
  explicitApiKey,
  implicitApiKey,
  startSimulator,
  type SimulatorOptions,
  type TerminalOptions,
} from "../../src/simulator"
import { allFlipped } from "../../src/simulator/rules"
import { askAll } from "./query-all"
import { walkSimulatedBank } from "./bank-page"
import { goodExpiry, type WireCard } from "./card-data"
import { Conversation } from "./conversation"
import { listen } from "./listener"
import { walkSimulatedPage } from "./page-walk"
import { report, type Heard } from "./report"

const PLUGIN_KEY = "22222222-0000-4000-8000-000000000003"

/**
 * All cards except American Express, so that there is a circuit that the terminals do not have; and a method whose
 * capabilities no page of Nexi's describes.
 */
const METHODS = ["VISA", "MC", "MAE", "GOOGLEPAY", "APPLEPAY", "BANCOMATPAY", "SATISPAY"]

/** The terminals of the check: one that captures later, one that charges at once, one for plugins. */
export const CHECKED_TERMINALS: readonly TerminalOptions[] = [
  { apiKey: explicitApiKey, alias: "explicit", accounting: "explicit", moto: true, methods: METHODS },
  { apiKey: implicitApiKey, alias: "implicit", accounting: "implicit", moto: false, methods: METHODS },
  {
    apiKey: PLUGIN_KEY,
    alias: "plugin",
    accounting: "explicit",
    moto: false,
    methods: METHODS,
    keyKind: "plugin",
  },
]

const card = (pan: string, cvv: string): WireCard => ({ pan, cvv, expiryDate: goodExpiry(new Date()) })

function cardThat(authentication: "frictionless" | "not-enrolled"): WireCard {
  return card(
    behaviourCards.find(({ behaviour }) => behaviour.authentication === authentication)?.pan ?? "",
    "123"
  )
}

/** The simulator's cards for cases that public test cards do not cover. */
export const SIMULATED_CARDS = {
  frictionless: cardThat("frictionless"),
  notEnrolled: cardThat("not-enrolled"),
  /** American Express's own public test number. */
  missingCircuit: card("378282246310005", "1234"),
}

/** Asks a simulator all questions. Its time can be advanced. */
export async function askSimulator(options: Pick<SimulatorOptions, "switches"> = {}): Promise<Heard> {
  const simulator = await startSimulator({ terminals: CHECKED_TERMINALS, ...options })
  const publicAddress = await listen(undefined)
  try {
    const conversation = new Conversation(simulator.apiUrl, explicitApiKey, [], 0)
    const answers = await askAll(conversation, {
      walk: walkSimulatedBank,
      walkPage: walkSimulatedPage,
      refundInOffice: async (orderId) => {
        await simulator.control.actInOffice({ verb: "refund", orderId })
      },
      publicAddress,
      keys: { implicit: implicitApiKey, plugin: PLUGIN_KEY },
      cards: SIMULATED_CARDS,
      wait: async (ms) => {
        await simulator.control.advanceClock(ms)
      },
      longestWaitMs: Infinity,
      notificationMs: 500,
    })
    return { ...answers, recordings: conversation.recordings }
  } finally {
    await publicAddress.stop()
    await simulator.stop()
  }
}

/** The differences in a report, for the documents. */
export function onlyDifferences(text: string): string {
  const kept = text.split("\n").filter((line) => !line.startsWith("= "))
  return kept
    .join("\n")
    .replace(/### [^\n]*\n+(?=#|$)/g, "")
    .replace(/\border SC\w+/g, "order SC…")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^#/gm, "##")
    .replace(/^(≠ .*)\n {2}the simulator: (.*)$/gm, "- $1 (the simulator: $2)")
    .replaceAll("- ≠ ", "- ")
}

/** The report of the check against a simulator with every assumption inverted. */
export function flippedReport(flipped: Heard, asItComes: Heard): string {
  return onlyDifferences(report("the simulator with every assumption inverted", flipped, asItComes))
}

/** A new {@link flippedReport}. */
export async function makeFlippedReport(): Promise<string> {
  return flippedReport(await askSimulator({ switches: allFlipped() }), await askSimulator())
}
