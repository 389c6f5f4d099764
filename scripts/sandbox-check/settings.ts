import path from "node:path"
import { goodExpiry, type WireCard } from "./card-data"

/** The XPay to check, the keys, and the folder of the recordings. */
export interface Settings {
  readonly baseUrl: string
  readonly apiKey: string
  /** Of a terminal with implicit accounting, if there is one. */
  readonly implicitApiKey: string | undefined
  /** A key for Nexi's ready-made plugins, if there is one. */
  readonly pluginApiKey: string | undefined
  /** Whether a person is present to use the bank's page and XPay's. */
  readonly hasBrowser: boolean
  /** Forwarded to this machine, reachable from XPay. */
  readonly publicUrl: string | undefined
  readonly listenPort: number
  readonly longestWaitMs: number
  readonly frictionlessCard: WireCard | undefined
  readonly notEnrolledCard: WireCard | undefined
  readonly missingCircuitCard: WireCard | undefined
  readonly folder: string
}

/** Nexi's test environments only: no production host is ever called. */
const TEST_HOSTS: readonly string[] = ["xpaysandbox.nexigroup.com", "stg-ta.nexigroup.com"]
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export const API_PATH = "/api/phoenix-0.0/psp/api/v1"

export class SettingsProblem extends Error {
  override readonly name = "SettingsProblem"
}

export const USAGE = `Asks Nexi's test environment the questions that its documents leave open, and compares the simulator.

  XPAY_TEST_API_KEY=… npm run sandbox-check

  XPAY_TEST_API_KEY               key of a test terminal, of any form, with MOTO if possible. Nexi's portal publishes
                                  one for the CEE edition (developer.nexigroup.com/xpaycee, test area); for the Italian
                                  test area register at developer.nexi.it
  XPAY_TEST_IMPLICIT_API_KEY      key of a test terminal with implicit accounting (optional)
  XPAY_TEST_PLUGIN_API_KEY        test key made for Nexi's plugins (optional)
  XPAY_TEST_BASE_URL              https://${TEST_HOSTS[0]}${API_PATH} unless given; test hosts only
  XPAY_TEST_BROWSER=no            nobody is there to open the bank's page and XPay's: their questions are left out
  XPAY_TEST_PUBLIC_URL            https address that leads to this machine (a tunnel), for notifications (optional)
  XPAY_TEST_LISTEN_PORT           where it leads to on this machine (8787)
  XPAY_TEST_WAIT_HOURS            how long the check may wait for what shows later: 0.5, 3, 25 or 145 (0)
  XPAY_TEST_FRICTIONLESS_CARD     number of a test card that Nexi names for payments without a challenge (optional)
  XPAY_TEST_NOT_ENROLLED_CARD     number of a test card that takes no part in 3-D Secure (optional)
  XPAY_TEST_MISSING_CIRCUIT_CARD  number of a test card of a circuit that the terminal does not have (optional)
  XPAY_TEST_FOLDER                where report and recordings go (sandbox-recordings/<day>)

It makes a few hundred calls, with public test cards, for amounts of €1, and returns all that it took, also when it is
interrupted (Ctrl+C, once).`

/** @throws SettingsProblem with what to do. */
export function readSettings(env: NodeJS.ProcessEnv, now: Date): Settings {
  const apiKey = readKey(env, "XPAY_TEST_API_KEY")
  if (apiKey === undefined) {
    throw new SettingsProblem(`XPAY_TEST_API_KEY is not set.\n\n${USAGE}`)
  }
  const baseUrl = (env["XPAY_TEST_BASE_URL"] ?? `https://${TEST_HOSTS[0]}${API_PATH}`).replace(/\/+$/, "")
  assertTestHost(baseUrl)
  return {
    baseUrl,
    apiKey,
    implicitApiKey: readKey(env, "XPAY_TEST_IMPLICIT_API_KEY"),
    pluginApiKey: readKey(env, "XPAY_TEST_PLUGIN_API_KEY"),
    hasBrowser: env["XPAY_TEST_BROWSER"] !== "no",
    publicUrl: env["XPAY_TEST_PUBLIC_URL"],
    listenPort: readNumber(env, "XPAY_TEST_LISTEN_PORT", 8787),
    longestWaitMs: readNumber(env, "XPAY_TEST_WAIT_HOURS", 0) * 3_600_000,
    frictionlessCard: readCard(env, "XPAY_TEST_FRICTIONLESS_CARD", now),
    notEnrolledCard: readCard(env, "XPAY_TEST_NOT_ENROLLED_CARD", now),
    missingCircuitCard: readCard(env, "XPAY_TEST_MISSING_CIRCUIT_CARD", now),
    folder: env["XPAY_TEST_FOLDER"] ?? path.join("sandbox-recordings", now.toISOString().slice(0, 10)),
  }
}

/** A key may be a UUID, a word, a number: anything valid in a header. Line breaks come from copying. */
function readKey(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const key = env[name]?.trim()
  if (key !== undefined && !/^[\x21-\x7e]*$/.test(key)) {
    throw new SettingsProblem(`${name} holds a character that no header can carry. Copy it once more.`)
  }
  return key === "" ? undefined : key
}

function readNumber(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = Number(env[name] ?? fallback)
  if (!Number.isFinite(value) || value < 0) {
    throw new SettingsProblem(`${name} must be a number.`)
  }
  return value
}

function readCard(env: NodeJS.ProcessEnv, name: string, now: Date): WireCard | undefined {
  const pan = env[name]?.replace(/[ -]/g, "")
  if (pan === undefined || pan === "") {
    return undefined
  }
  if (!/^\d{13,19}$/.test(pan)) {
    throw new SettingsProblem(`${name} must be the number of a test card.`)
  }
  return { pan, expiryDate: goodExpiry(now), cvv: pan.startsWith("3") ? "1234" : "123" }
}

function assertTestHost(baseUrl: string): void {
  const { protocol, hostname } = new URL(baseUrl)
  const isTest = protocol === "https:" && TEST_HOSTS.includes(hostname)
  if (!isTest && !THIS_MACHINE.test(hostname)) {
    throw new SettingsProblem(
      `${hostname} is not a test environment of Nexi's (${TEST_HOSTS.join(", ")}). Nothing was sent.`
    )
  }
}
