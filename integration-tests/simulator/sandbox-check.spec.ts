import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { GENERATED_BY_RUNNING, withGenerated } from "../../scripts/generate-docs"
import { judgeAssumptions, SIGNS } from "../../scripts/sandbox-check/assumptions"
import { walkSimulatedBank } from "../../scripts/sandbox-check/bank-page"
import { approvedCards, refusedCards } from "../../scripts/sandbox-check/card-data"
import { MOST_CALLS } from "../../scripts/sandbox-check/conversation"
import { walkSimulatedPage } from "../../scripts/sandbox-check/page-walk"
import { report, type Heard } from "../../scripts/sandbox-check/report"
import { runSandboxCheck, type RunOptions } from "../../scripts/sandbox-check/run"
import { readSettings } from "../../scripts/sandbox-check/settings"
import {
  askSimulator,
  CHECKED_TERMINALS,
  flippedReport,
  SIMULATED_CARDS,
} from "../../scripts/sandbox-check/simulator-side"
import {
  explicitApiKey,
  implicitApiKey,
  startSimulator,
  testCards,
  type Simulator,
} from "../../src/simulator"
import { allFlipped, assumptions } from "../../src/simulator/rules"

jest.setTimeout(240_000)

describe("the check of Nexi's test environment", () => {
  let asItComes: Heard

  beforeAll(async () => {
    asItComes = await askSimulator()
  })

  describe("against a simulator with every assumption turned round", () => {
    let flipped: Heard

    beforeAll(async () => {
      flipped = await askSimulator({ switches: allFlipped() })
    })

    it.each(assumptions.map(({ says, opposite }) => [says, Object.keys(opposite)[0] ?? ""] as const))(
      "notices: %s",
      (says, name) => {
        expect(SIGNS).toHaveProperty(name)
        const verdict = judgeAssumptions(flipped.asked, asItComes.asked).find(
          ({ assumption }) => assumption.says === says
        )
        expect(verdict).toMatchObject({ kind: "does not hold" })
        expect(verdict!.xpay).not.toBe(verdict!.simulator)
      }
    )

    it("knows no sign of what is no assumption", () => {
      const switches = assumptions.flatMap(({ opposite }) => Object.keys(opposite))
      expect(Object.keys(SIGNS).filter((name) => !switches.includes(name))).toEqual([])
    })

    it("asked every question, and has everything back but what XPay does not refund", () => {
      expect(flipped.asked.filter(({ facts }) => facts === undefined)).toEqual([])
      expect(asItComes.kept).toEqual([])
      expect(flipped.kept).toEqual([{ what: "order", id: expect.any(String), why: "HTTP 400 GW0001" }])
    })

    it("reports what docs/sandbox-check.md prints (npm run docs writes it)", () => {
      const [{ file, marker }] = GENERATED_BY_RUNNING as [(typeof GENERATED_BY_RUNNING)[number]]
      const text = readFileSync(path.join(__dirname, "../../docs", file), "utf8")
      expect(withGenerated(text, marker, flippedReport(flipped, asItComes))).toBe(text)
    })

    it("says of the simulator as it comes that every assumption holds", () => {
      expect(judgeAssumptions(asItComes.asked, asItComes.asked).map(({ kind }) => kind)).toEqual(
        assumptions.map(() => "holds")
      )
    })

    it("finds no difference between two simulators as they come", async () => {
      const text = report("another simulator", await askSimulator(), asItComes)
      expect(text).not.toMatch(/≠|Broke off|Not asked|Not returned/)
      expect(text).toMatch(/The simulator answers the same/)
      expect(text).toMatch(/None: no field was added, is missing, null, or of another type or form/)
      expect(text).toMatch(/= the same again: HTTP 400 GW0024/)
      expect(text).toMatch(/= no key: HTTP 400 PS0074/)
    })
  })

  describe("run with settings", () => {
    let xpay: Simulator
    const folder = mkdtempSync(path.join(os.tmpdir(), "sandbox-check-"))
    const files = () => readdirSync(folder)

    const settings = (more: NodeJS.ProcessEnv = {}) =>
      readSettings(
        {
          XPAY_TEST_API_KEY: explicitApiKey,
          XPAY_TEST_IMPLICIT_API_KEY: implicitApiKey,
          XPAY_TEST_BASE_URL: xpay.apiUrl,
          XPAY_TEST_FOLDER: folder,
          ...more,
        },
        new Date()
      )
    const run = async (more?: NodeJS.ProcessEnv, options: Partial<RunOptions> = {}) =>
      await runSandboxCheck(settings(more), {
        walk: walkSimulatedBank,
        walkPage: walkSimulatedPage,
        refundInOffice: async (orderId) => {
          await xpay.control.actInOffice({ verb: "refund", orderId })
        },
        tell: () => undefined,
        pauseMs: 0,
        notificationMs: 300,
        simulator: asItComes,
        ...options,
      })

    /** What XPay still holds of the check's user. */
    async function keptByXPay(): Promise<unknown[]> {
      const { liveHolds, orders, contracts } = await xpay.control.ledger()
      return [
        ...liveHolds,
        ...orders.filter(({ totals }) => totals.captured !== totals.refunded),
        ...orders.filter(({ link }) => link?.state === "active"),
        ...contracts.filter(({ isActive }) => isActive),
      ]
    }

    beforeEach(async () => {
      xpay = await startSimulator({ terminals: CHECKED_TERMINALS })
      for (const file of files()) {
        rmSync(path.join(folder, file))
      }
    })
    afterEach(async () => {
      await xpay.stop()
    })
    afterAll(() => {
      rmSync(folder, { recursive: true })
    })

    it("leaves nothing behind, stays within its bounds, and writes recordings without a key, a card or a token", async () => {
      const public_ = "http://127.0.0.1:48787"
      const text = await run({
        XPAY_TEST_PUBLIC_URL: public_,
        XPAY_TEST_LISTEN_PORT: "48787",
        XPAY_TEST_FRICTIONLESS_CARD: SIMULATED_CARDS.frictionless.pan,
        XPAY_TEST_NOT_ENROLLED_CARD: SIMULATED_CARDS.notEnrolled.pan,
        XPAY_TEST_MISSING_CIRCUIT_CARD: SIMULATED_CARDS.missingCircuit.pan,
      })
      expect(text).toMatch(/Everything that was taken was returned/)
      expect(text).toMatch(/= notifications received: 1/)
      expect(text).not.toMatch(/≠|Broke off/)
      expect(await keptByXPay()).toEqual([])
      expect((await xpay.control.calls()).length).toBeLessThanOrEqual(2 * MOST_CALLS)

      const moto = JSON.parse(readFileSync(path.join(folder, "orders-moto.response.json"), "utf8")) as object
      expect(moto).toMatchObject({
        _meta: { source: expect.stringMatching(/^recorded from 127\.0\.0\.1/) },
        kind: "response",
        status: 200,
        body: { operation: { operationResult: "AUTHORIZED" } },
      })
      expect(files()).toEqual(
        expect.arrayContaining([
          "report.md",
          "orders-hpp.request.json",
          "captures.response.json",
          "orders-mit-no-key.response.json",
          "contracts-deactivation.response.json",
          "card_verification.response.json",
          "notification.response.json",
        ])
      )
      const everything = files()
        .map((file) => readFileSync(path.join(folder, file), "utf8"))
        .join("\n")
      const cards = [...testCards, ...Object.values(SIMULATED_CARDS)]
      for (const secret of [explicitApiKey, implicitApiKey, ...cards.map(({ pan }) => pan)]) {
        expect(everything).not.toContain(secret)
      }
      expect(everything).not.toMatch(/"securityToken": "[0-9a-f]/)
      expect(everything).not.toMatch(/"cvv": "\d/)
    })

    it("returns what it took when it is interrupted, and reports what was heard until then", async () => {
      const interruption = new AbortController()
      const text = await run(undefined, {
        signal: interruption.signal,
        tell: (line) => {
          if (line.startsWith("What a terminal must not do")) {
            interruption.abort()
          }
        },
      })
      expect(text).toMatch(/\*\*Interrupted\*\*/)
      expect(text).toMatch(/Everything that was taken was returned/)
      expect(text).toMatch(/### Captures: too much/)
      expect(text).not.toMatch(/### Saved cards/)
      expect((await xpay.control.ledger()).orders.some(({ totals }) => totals.refunded > 0)).toBe(true)
      expect(await keptByXPay()).toEqual([])
    })

    it("names the orders that it could not give back", async () => {
      const text = await run(
        { XPAY_TEST_BROWSER: "no" },
        {
          tell: (line) => {
            if (line.startsWith("Giving back")) {
              void xpay.control.addFault({ kind: "status", path: "/operations/*/refunds", times: "always" })
            }
          },
        }
      )
      const kept = (await xpay.control.ledger()).orders.filter(
        ({ totals }) => totals.liveHold > 0 || totals.captured > totals.refunded
      )
      expect(kept.length).toBeGreaterThan(0)
      for (const { orderId } of kept) {
        expect(text).toMatch(new RegExp(`Not returned.*${orderId} \\(HTTP 502`))
      }
    })

    it("takes keys of any form: words of the API, a single letter, what JSON escapes", async () => {
      const keys = { explicit: "orderId", implicit: "1", plugin: 'a"b\\c' }
      const other = await startSimulator({
        terminals: CHECKED_TERMINALS.map((terminal) => ({
          ...terminal,
          apiKey: keys[terminal.alias as keyof typeof keys],
        })),
      })
      try {
        const text = await run({
          XPAY_TEST_BASE_URL: other.apiUrl,
          XPAY_TEST_API_KEY: ` ${keys.explicit}\n`,
          XPAY_TEST_IMPLICIT_API_KEY: keys.implicit,
          XPAY_TEST_PLUGIN_API_KEY: keys.plugin,
          XPAY_TEST_BROWSER: "no",
        })
        expect(text).not.toMatch(/≠|Broke off/)
      } finally {
        await other.stop()
      }
      const headers = files()
        .filter((file) => file.endsWith(".request.json"))
        .map((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as { headers?: object })
        .flatMap(({ headers: sent = {} }) => Object.entries(sent))
        .filter(([name]) => name === "x-api-key")
      expect(headers.length).toBeGreaterThan(50)
      expect(headers.filter(([, value]) => Object.values<unknown>(keys).includes(value))).toEqual([])
    })

    it("leaves out what needs a person, MOTO payments, a public address or time, and says so", async () => {
      const text = await run({ XPAY_TEST_BROWSER: "no", XPAY_TEST_API_KEY: implicitApiKey })
      expect(text).toMatch(/Not asked: needs somebody to walk through the bank's page/)
      expect(text).toMatch(/Not asked: needs a terminal that takes MOTO payments/)
      expect(text).toMatch(/Not asked: needs .*XPAY_TEST_PUBLIC_URL/)
      expect(text).toMatch(/Keys are remembered for 24 hours\. Needs .*XPAY_TEST_WAIT_HOURS/)
    })

    it("refuses every host that is no test environment, and keys that no header carries, before anything is sent", async () => {
      for (const url of [
        "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1",
        "https://xpaysandbox.nexigroup.com.attacker.example/api",
        "http://xpaysandbox.nexigroup.com/api",
      ]) {
        expect(() => settings({ XPAY_TEST_BASE_URL: url })).toThrow(/is not a test environment/)
      }
      expect(() => readSettings({}, new Date())).toThrow(/XPAY_TEST_API_KEY is not set/)
      expect(() => readSettings({}, new Date())).toThrow(/CEE edition .* register at developer\.nexi\.it/s)
      expect(() => settings({ XPAY_TEST_API_KEY: "chiave-è" })).toThrow(/no header can carry/)
      expect(() => settings({ XPAY_TEST_WAIT_HOURS: "soon" })).toThrow(/must be a number/)
      expect(readSettings({ XPAY_TEST_API_KEY: "k" }, new Date()).baseUrl).toMatch(
        /^https:\/\/xpaysandbox\.nexigroup\.com\//
      )
      expect(existsSync(path.join(folder, "report.md"))).toBe(false)
      expect(await xpay.control.calls()).toEqual([])
    })
  })

  it("lists in docs/sandbox-check.md every card that it may print, and none that XPay does not know", () => {
    const text = readFileSync(path.join(__dirname, "../../docs/sandbox-check.md"), "utf8")
    const rows = text.split("\n").map((line) => /^\| ((?:\d{4} ){3}\d{4}) \|.* (\w+) after/.exec(line))
    const listed = rows.flatMap((row) => (row === null ? [] : [`${row[1]!.replaceAll(" ", "")} ${row[2]}`]))
    const now = new Date()
    expect(listed.sort()).toEqual(
      [
        ...approvedCards(now).map(({ pan }) => `${pan} approved`),
        ...refusedCards(now).map(({ pan }) => `${pan} declined`),
      ].sort()
    )
  })
})
