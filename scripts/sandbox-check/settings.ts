import path from "node:path"

/** Who is asked, with which keys, and where the recordings go. */
export interface Settings {
  readonly baseUrl: string
  readonly apiKey: string
  /** Of a terminal with implicit accounting, if there is one. */
  readonly implicitApiKey: string | undefined
  /** Made for Nexi's ready-made plugins, if there is one. */
  readonly pluginApiKey: string | undefined
  /** Whether a person is there to walk through the bank's page. */
  readonly hasBrowser: boolean
  readonly folder: string
}

/** Nexi's test environments, and nothing else: no production host is ever called. */
const TEST_HOSTS: readonly string[] = ["xpaysandbox.nexigroup.com", "stg-ta.nexigroup.com"]
const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

export const API_PATH = "/api/phoenix-0.0/psp/api/v1"

export class SettingsProblem extends Error {
  override readonly name = "SettingsProblem"
}

export const USAGE = `Asks Nexi's test environment the questions that its documents leave open, and compares the simulator.

  XPAY_TEST_API_KEY=… npm run sandbox-check

  XPAY_TEST_API_KEY            key of a test terminal, with MOTO if possible
  XPAY_TEST_IMPLICIT_API_KEY   key of a test terminal with implicit accounting (optional)
  XPAY_TEST_PLUGIN_API_KEY     test key made for Nexi's plugins (optional)
  XPAY_TEST_BASE_URL           https://${TEST_HOSTS[0]}${API_PATH} unless given; test hosts only
  XPAY_TEST_BROWSER=no         nobody is there to open the bank's page: its questions are left out
  XPAY_TEST_FOLDER             where the recordings go (sandbox-recordings/<day>)

It makes at most 130 calls, with public test cards, for amounts of €1, and lets every hold go that it made.`

/** @throws SettingsProblem with what to do. */
export function readSettings(env: NodeJS.ProcessEnv, now: Date): Settings {
  const apiKey = env["XPAY_TEST_API_KEY"]
  if (apiKey === undefined || apiKey === "") {
    throw new SettingsProblem(`XPAY_TEST_API_KEY is not set.\n\n${USAGE}`)
  }
  const baseUrl = (env["XPAY_TEST_BASE_URL"] ?? `https://${TEST_HOSTS[0]}${API_PATH}`).replace(/\/+$/, "")
  assertTestHost(baseUrl)
  return {
    baseUrl,
    apiKey,
    implicitApiKey: env["XPAY_TEST_IMPLICIT_API_KEY"],
    pluginApiKey: env["XPAY_TEST_PLUGIN_API_KEY"],
    hasBrowser: env["XPAY_TEST_BROWSER"] !== "no",
    folder: env["XPAY_TEST_FOLDER"] ?? path.join("sandbox-recordings", now.toISOString().slice(0, 10)),
  }
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
