import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { testCards } from "../../src/simulator"
import { askAll } from "./query-all"
import type { Walk } from "./bank-page"
import { Conversation, Interrupted, type Recording } from "./conversation"
import { listen } from "./listener"
import type { WalkPage } from "./question"
import { report, type Heard } from "./report"
import { holdsSecret } from "./scrub"
import type { Settings } from "./settings"
import { askSimulator } from "./simulator-side"

export interface RunOptions {
  /** Takes a browser through the bank's page. */
  readonly walk: Walk
  /** Takes a browser through XPay's page. */
  readonly walkPage: WalkPage
  /** Refunds in the XPay back office. */
  readonly refundInOffice?: (orderId: string) => Promise<void>
  readonly tell: (line: string) => void
  readonly pauseMs?: number
  /** Stops the questions; what was taken is reversed anyway. */
  readonly signal?: AbortSignal
  /** Waits; by default, in real time. */
  readonly wait?: (ms: number) => Promise<void>
  readonly notificationMs?: number
  /** The simulator's answers, if it was asked before. */
  readonly simulator?: Heard
}

/** How long to wait for repeated or late notifications. */
const NOTIFICATION_MS = 60_000

/** Asks XPay and the simulator the same questions, writes the recordings, and returns the report. */
export async function runSandboxCheck(settings: Settings, options: RunOptions): Promise<string> {
  const xpay = await inquire(settings, options)
  const simulator = options.simulator ?? (await askSimulator())
  const text = report(new URL(settings.baseUrl).host, xpay, simulator)
  const secrets = [...keysOf(settings), ...cardsOf(settings)]
  assertClean(secrets, xpay.recordings, text)
  write(settings.folder, xpay.recordings, text)
  return text
}

async function inquire(settings: Settings, options: RunOptions): Promise<Heard> {
  const { baseUrl, apiKey, hasBrowser, publicUrl, listenPort, longestWaitMs } = settings
  const { signal, walk, walkPage, tell, pauseMs } = options
  const secrets = [...keysOf(settings), ...cardsOf(settings)]
  const conversation = new Conversation(baseUrl, apiKey, secrets, pauseMs, signal)
  const publicAddress = publicUrl === undefined ? undefined : await listen(publicUrl, listenPort)
  try {
    const answers = await askAll(conversation, {
      walk: hasBrowser ? walk : undefined,
      walkPage: hasBrowser ? walkPage : undefined,
      refundInOffice: hasBrowser ? options.refundInOffice : undefined,
      publicAddress,
      keys: { implicit: settings.implicitApiKey, plugin: settings.pluginApiKey },
      cards: {
        frictionless: settings.frictionlessCard,
        notEnrolled: settings.notEnrolledCard,
        missingCircuit: settings.missingCircuitCard,
      },
      wait: options.wait ?? ((ms) => waitFor(ms, signal)),
      longestWaitMs,
      notificationMs: options.notificationMs ?? NOTIFICATION_MS,
      tell,
    })
    return { ...answers, recordings: conversation.recordings }
  } finally {
    await publicAddress?.stop()
  }
}

async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {
    throw new Interrupted("Interrupted.")
  })
}

function keysOf({ apiKey, implicitApiKey, pluginApiKey }: Settings): readonly string[] {
  return [apiKey, implicitApiKey, pluginApiKey].filter((key) => key !== undefined)
}

function cardsOf({ frictionlessCard, notEnrolledCard, missingCircuitCard }: Settings): readonly string[] {
  return [...testCards, frictionlessCard, notEnrolledCard, missingCircuitCard].flatMap(
    (card) => card?.pan ?? []
  )
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

/**
 * A final check before anything is written, in case the scrubbing missed something: recordings are meant for
 * publication.
 */
function assertClean(secrets: readonly string[], recordings: readonly Recording[], text: string): void {
  const isUnclean = recordings.some(({ request, response }) => holdsSecret([request, response], secrets))
  if (isUnclean || holdsSecret(text, secrets)) {
    throw new Error(
      "The recordings or the report hold a key or a card number, so they were not written. Report this."
    )
  }
}
