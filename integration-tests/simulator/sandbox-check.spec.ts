import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { walkSimulatedBank } from "../../scripts/sandbox-check/bank-page"
import { runSandboxCheck } from "../../scripts/sandbox-check/run"
import { scrub } from "../../scripts/sandbox-check/scrub"
import { readSettings } from "../../scripts/sandbox-check/settings"
import {
  explicitApiKey,
  implicitApiKey,
  startSimulator,
  testCards,
  type Simulator,
} from "../../src/simulator"

jest.setTimeout(60_000)

/** The simulator takes XPay's place: a second one, with other habits, is what it is compared with. */
describe("the check of Nexi's test environment", () => {
  let xpay: Simulator
  const folder = mkdtempSync(path.join(os.tmpdir(), "sandbox-check-"))

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
  const run = async (more?: NodeJS.ProcessEnv) =>
    await runSandboxCheck(settings(more), { walk: walkSimulatedBank, tell: () => undefined, pauseMs: 0 })
  const files = () => readdirSync(folder)

  beforeAll(async () => {
    xpay = await startSimulator()
  })
  beforeEach(async () => {
    await xpay.control.reset()
    for (const file of files()) {
      rmSync(path.join(folder, file))
    }
  })
  afterAll(async () => {
    await xpay.stop()
    rmSync(folder, { recursive: true })
  })

  it("finds no difference when XPay is what the simulator takes it for", async () => {
    const text = await run()
    expect(text).not.toMatch(/≠ |Broke off/)
    expect(text).toMatch(/The simulator answers the same/)
    expect(text).toMatch(/= the same again: HTTP 400 GW0024/)
    expect(text).toMatch(/= the browser comes back by: POST/)
    expect(text).toMatch(/= no key: HTTP 400 PS0074/)
    expect(text).toMatch(/= payment with value, eci and xid: HTTP 200 AUTHORIZED/)
  })

  it("tells where XPay differs, question by question", async () => {
    await xpay.control.setSwitches({
      orderIdMaxLength: 27,
      multipleCaptures: true,
      challengeReturnMethod: "GET",
      eciXidFails: true,
      operationOrder: "oldest-first",
      renewalGives: "same",
      cancelKeyRequired: false,
      refundByAuthorizationId: false,
    })
    const text = await run()
    expect(text).toMatch(/≠ 27 characters: HTTP 200\n {2}the simulator: HTTP 400/)
    expect(text).toMatch(/≠ a second part: HTTP 200\n {2}the simulator: HTTP 400 PS0023/)
    expect(text).toMatch(/≠ the browser comes back by: GET\n {2}the simulator: POST/)
    expect(text).toMatch(/≠ payment with value, eci and xid: HTTP 500/)
    expect(text).toMatch(/≠ operations come: oldest first/)
    expect(text).toMatch(/≠ it gives a new token: no\n {2}the simulator: yes/)
    expect(text).toMatch(/≠ of a capture, without a key: HTTP 200\n {2}the simulator: HTTP 400 PS0074/)
    expect(text).toMatch(/≠ a refund of a part: HTTP 400 PS0026\n {2}the simulator: HTTP 200/)
    expect(text).toMatch(/The simulator differs in \d+ answers/)
  })

  it("leaves no hold behind, and stays within its bounds", async () => {
    await run()
    expect((await xpay.control.ledger()).liveHolds).toEqual([])
    expect((await xpay.control.calls()).length).toBeLessThanOrEqual(130)
  })

  it("writes recordings in the form of the fixtures, without a key, a card or a token", async () => {
    await run()
    const moto = JSON.parse(readFileSync(path.join(folder, "orders-moto.response.json"), "utf8"))
    expect(moto).toMatchObject({
      _meta: { source: expect.stringMatching(/^recorded from 127\.0\.0\.1/) },
      kind: "response",
      status: 200,
      body: { operation: { operationResult: "AUTHORIZED" } },
    })
    expect(files()).toEqual(
      expect.arrayContaining(["report.md", "orders-hpp.request.json", "captures.response.json"])
    )
    const everything = files()
      .map((file) => readFileSync(path.join(folder, file), "utf8"))
      .join("\n")
    for (const secret of [explicitApiKey, implicitApiKey, ...testCards.map(({ pan }) => pan)]) {
      expect(everything).not.toContain(secret)
    }
    expect(everything).not.toMatch(/"securityToken": "[0-9a-f]/)
    expect(everything).not.toMatch(/"cvv": "\d/)
  })

  it("leaves out what needs a person, or telephone orders, and says so", async () => {
    const text = await run({ XPAY_TEST_BROWSER: "no", XPAY_TEST_API_KEY: implicitApiKey })
    expect(text).toMatch(/Not asked: needs somebody to walk through the bank's page/)
    expect(text).toMatch(/Not asked: needs a terminal that takes telephone orders/)
  })

  it("refuses every host that is no test environment, before anything is sent", () => {
    for (const url of [
      "https://xpay.nexigroup.com/api/phoenix-0.0/psp/api/v1",
      "https://xpaysandbox.nexigroup.com.attacker.example/api",
      "http://xpaysandbox.nexigroup.com/api",
    ]) {
      expect(() => settings({ XPAY_TEST_BASE_URL: url })).toThrow(/is not a test environment/)
    }
    expect(() => readSettings({}, new Date())).toThrow(/XPAY_TEST_API_KEY is not set/)
    expect(readSettings({ XPAY_TEST_API_KEY: "k" }, new Date()).baseUrl).toMatch(
      /^https:\/\/xpaysandbox\.nexigroup\.com\//
    )
    expect(existsSync(path.join(folder, "report.md"))).toBe(false)
  })

  it("masks card numbers wherever they stand", () => {
    const [card] = testCards
    expect(scrub({ note: `paid with ${card!.pan}.`, list: [{ cvv: "123" }] }, [])).toEqual({
      note: "paid with 434994******4549.",
      list: [{ cvv: "<cvv, 3 characters>" }],
    })
  })
})
