import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { askAll, type AskOptions } from "../../scripts/sandbox-check/query-all"
import { approvedCards, order, session } from "../../scripts/sandbox-check/card-data"
import { Conversation, MOST_CALLS, text } from "../../scripts/sandbox-check/conversation"
import { reverse, type Made } from "../../scripts/sandbox-check/reverse"
import { runSandboxCheck } from "../../scripts/sandbox-check/run"
import { readSettings } from "../../scripts/sandbox-check/settings"
import { CHECKED_TERMINALS } from "../../scripts/sandbox-check/simulator-side"
import { explicitApiKey, startSimulator, type NewFault, type Simulator } from "../../src/simulator"
import { payOnPage } from "./support/payer"

jest.setTimeout(120_000)

describe("reversing the payments of the check of Nexi's test environment", () => {
  let simulator: Simulator
  let xpay: Conversation
  let made: Made

  beforeEach(async () => {
    simulator = await startSimulator({ terminals: CHECKED_TERMINALS })
    xpay = new Conversation(simulator.apiUrl, explicitApiKey, [], 0)
    made = { orders: [], contracts: [], links: [], lapsed: [], refundedElsewhere: [] }
  })
  afterEach(() => simulator.stop())

  const back = async () => await reverse(xpay, made, [undefined])
  const fault = async (one: NewFault) => {
    await simulator.control.addFault(one)
  }
  const always = async (one: NewFault) => await fault({ times: "always", ...one })

  async function hold(orderId: string): Promise<string> {
    const [card] = approvedCards(new Date())
    const body = { order: order(orderId), card, captureType: "EXPLICIT" }
    const paid = await xpay.post("orders-moto", "/orders/moto", body)
    made.orders.push(orderId)
    return text(paid.body, "operation", "operationId")
  }

  async function link(orderId: string): Promise<string> {
    const expirationDate = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    const paymentSession = session({ resultUrl: undefined, cancelUrl: undefined })
    const body = { order: order(orderId), paymentSession, expirationDate }
    const answer = await xpay.post("orders-paybylink", "/orders/paybylink", body)
    const linkId = text(answer.body, "paymentLink", "linkId")
    made.links.push(linkId)
    return linkId
  }

  async function savedCard(contractId: string): Promise<void> {
    const orderId = `FOR${contractId}`
    const recurrence = { action: "CONTRACT_CREATION", contractId, contractType: "MIT_UNSCHEDULED" }
    const page = await xpay.post("orders-hpp", "/orders/hpp", {
      order: order(orderId, { customerId: contractId }),
      paymentSession: session({ recurrence }),
    })
    await payOnPage(text(page.body, "hostedPage"))
    made.orders.push(orderId)
    made.contracts.push(contractId)
  }

  /** What XPay still holds. */
  async function standing(): Promise<{ orders: string[]; links: number; cards: number }> {
    const { orders, contracts } = await simulator.control.ledger()
    return {
      orders: orders
        .filter(({ totals }) => totals.liveHold > 0 || totals.captured > totals.refunded)
        .map(({ orderId }) => orderId),
      links: orders.filter(({ link: one }) => one?.state === "active").length,
      cards: contracts.filter(({ isActive }) => isActive).length,
    }
  }
  const nothing = { orders: [], links: 0, cards: 0 }

  describe("an order", () => {
    it.each<[string, NewFault, string]>([
      ["with HTTP 502", { kind: "status" }, "HTTP 502 not JSON"],
      ["with HTTP 429", { kind: "status", status: 429 }, "HTTP 429 not JSON"],
      ["with a page that has HTTP 404", { kind: "status", status: 404 }, "HTTP 404 not JSON"],
      ["with HTTP 200 that is no JSON", { kind: "garbage" }, "HTTP 200 not JSON"],
      ["with nothing", { kind: "empty" }, "HTTP 200 empty"],
      ["not at all", { kind: "reset-before" }, "no answer: "],
    ])("whose reads are answered %s counts as not returned", async (_, one, why) => {
      await hold("UNREAD1")
      await always({ ...one, method: "GET", path: "/orders/*" })
      expect(await back()).toEqual([
        { what: "order", id: "UNREAD1", why: expect.stringContaining(`it could not be read, ${why}`) },
      ])
      expect((await standing()).orders).toEqual(["UNREAD1"])
    })

    it("that XPay does not know needs nothing", async () => {
      made.orders.push("NEVERMADE1")
      expect(await back()).toEqual([])
    })

    it("is returned although one read and one refund were cut off", async () => {
      await hold("CUT1")
      await hold("CUT2")
      await fault({ kind: "reset-before", method: "GET", path: "/orders/CUT1" })
      await fault({ kind: "reset-before", path: "/operations/*/refunds" })
      await fault({ kind: "reset-after", path: "/operations/*/refunds", after: 1 })
      expect(await back()).toEqual([])
      expect(await standing()).toEqual(nothing)
    })

    it("that gets no answer does not stop the others", async () => {
      await hold("SILENT1")
      await hold("AFTER1")
      await always({ kind: "reset-before", path: "/orders/SILENT1" })
      expect(await back()).toMatchObject([{ id: "SILENT1" }])
      expect((await standing()).orders).toEqual(["SILENT1"])
    })

    it("is returned whatever the number of calls that it takes", async () => {
      made.orders.push(...Array.from({ length: MOST_CALLS }, (_, index) => `NONE${index}`))
      await hold("LAST1")
      expect(await back()).toEqual([])
      expect(await standing()).toEqual(nothing)
    })

    it("whose hold has lapsed keeps nobody's money, unless it was captured all the same", async () => {
      await simulator.control.setSwitches({ lapsedAuthorization: "taken" })
      const operationId = await hold("CAPTURED1")
      await hold("LAPSED1")
      await simulator.control.advanceClock(6 * 86_400_000)
      made.lapsed.push("CAPTURED1", "LAPSED1")
      await xpay.post(
        "captures",
        `/operations/${operationId}/captures`,
        { amount: "100", currency: "EUR" },
        { headers: { "idempotency-key": "6f1c6a52-0000-4000-8000-000000000001" } }
      )
      await simulator.control.setSwitches({ lapsedAuthorization: "refused" })
      await always({ kind: "status", status: 400, path: "/operations/*/refunds" })
      expect(await back()).toEqual([{ what: "order", id: "CAPTURED1", why: "HTTP 400 not JSON" }])
      await simulator.control.clearFaults()
      expect(await back()).toEqual([])
    })
  })

  describe("a link and a saved card", () => {
    const CANCELS = "/paybylink/*/cancels"
    const DEACTIVATION = "/contracts/*/deactivation"

    it("that stay are named, and stop nothing", async () => {
      const linkId = await link("LINK1")
      await savedCard("CARD1")
      await hold("BEHIND1")
      for (const one of ["status", "reset-before"] as const) {
        await simulator.control.clearFaults()
        await always({ kind: one, path: CANCELS })
        await always({ kind: one, path: DEACTIVATION })
        const why = one === "status" ? "HTTP 502 not JSON" : expect.stringMatching(/^no answer: ./)
        expect(await back()).toEqual([
          { what: "payment link", id: linkId, why },
          { what: "saved card", id: "CARD1", why },
        ])
        expect(await standing()).toEqual({ orders: [], links: 1, cards: 1 })
      }
    })

    it("are voided although a call was cut off", async () => {
      await link("LINK2")
      await savedCard("CARD2")
      await fault({ kind: "reset-before", path: CANCELS })
      await fault({ kind: "reset-before", path: DEACTIVATION })
      expect(await back()).toEqual([])
      expect(await standing()).toEqual(nothing)
    })

    it.each(["specific", "generic"] as const)(
      "that are gone already need nothing (%s codes)",
      async (how) => {
        await simulator.control.setSwitches({ assumedCodes: how })
        const linkId = await link("LINK3")
        await savedCard("CARD3")
        await xpay.post("cancels", `/paybylink/${linkId}/cancels`, {})
        await xpay.post("deactivation", "/contracts/CARD3/deactivation", {})
        made.links.push("00000000")
        made.contracts.push("NEVERSAVED")
        expect(await back()).toEqual([])
      }
    )
  })

  describe("with questions", () => {
    const nobody: AskOptions = {
      walk: undefined,
      walkPage: undefined,
      refundInOffice: undefined,
      publicAddress: undefined,
      keys: { implicit: undefined, plugin: undefined },
      cards: { frictionless: undefined, notEnrolled: undefined, missingCircuit: undefined },
      wait: undefined,
      longestWaitMs: 0,
      notificationMs: 0,
    }
    const KEY_MEMORY = "An Idempotency-Key after two hours"
    const LAPSED = "An authorization after six days"

    it("a question that breaks off before the waiting stops no other, and what was taken goes back", async () => {
      let isPrepared: Promise<void> | undefined
      const { asked, kept } = await askAll(xpay, {
        ...nobody,
        longestWaitMs: Infinity,
        wait: async (ms) => {
          await simulator.control.advanceClock(ms)
        },
        tell: (line) => {
          if (line.startsWith("Giving back")) {
            isPrepared ??= fault({ kind: "reset-before", path: "/orders/moto" })
          }
        },
      })
      await isPrepared
      const of = (wanted: string) => asked.find(({ title }) => title === wanted)
      expect(of(KEY_MEMORY)).toMatchObject({ facts: undefined, problem: "fetch failed" })
      expect(of(LAPSED)?.facts).toHaveProperty("a capture")
      expect(kept).toEqual([])
      expect((await standing()).orders).toEqual([])
    })

    it("time that does not pass breaks off what waits for it", async () => {
      const { asked, kept } = await askAll(xpay, {
        ...nobody,
        longestWaitMs: Infinity,
        wait: () => Promise.reject(new Error("no clock")),
      })
      expect(asked.find(({ title }) => title === LAPSED)).toMatchObject({ problem: "no clock" })
      expect(kept).toEqual([])
      expect(await standing()).toEqual(nothing)
    })

    it("an error that ends the check returns first, and says what it could not", async () => {
      await always({ kind: "status", path: "/paybylink/*/cancels" })
      const told: string[] = []
      const check = askAll(xpay, {
        ...nobody,
        tell: (line) => {
          if (line.startsWith("Voids")) {
            throw new Error("nobody listens")
          }
          told.push(line)
        },
      })
      await expect(check).rejects.toThrow("nobody listens")
      const { orders, links } = await standing()
      expect(orders).toEqual([])
      expect(links).toBeGreaterThan(0)
      expect(told.filter((line) => /^Not returned: payment link \d+ \(HTTP 502/.test(line))).toHaveLength(
        links
      )
    })

    it("an XPay that stops answering is reported: what was heard, and what is left", async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), "sandbox-check-"))
      try {
        const settings = readSettings(
          {
            XPAY_TEST_API_KEY: explicitApiKey,
            XPAY_TEST_BASE_URL: simulator.apiUrl,
            XPAY_TEST_FOLDER: folder,
            XPAY_TEST_BROWSER: "no",
          },
          new Date()
        )
        await runSandboxCheck(settings, {
          walk: () => Promise.resolve(),
          walkPage: () => Promise.resolve(),
          pauseMs: 0,
          simulator: { asked: [], kept: [], isInterrupted: false, recordings: [] },
          tell: (line) => {
            if (line.startsWith("Voids")) {
              void always({ kind: "reset-before" })
            }
          },
        })
        const report = readFileSync(path.join(folder, "report.md"), "utf8")
        expect(report).toMatch(/### Captures: too much[^#]*a part: HTTP 200/)
        expect(report).toMatch(
          /\*\*Not returned\*\*.*payment link \d+ \(no answer: .*order \w+ \(it could not be read/
        )
        expect(report).not.toMatch(/Everything that was taken was returned/)
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  })
})
