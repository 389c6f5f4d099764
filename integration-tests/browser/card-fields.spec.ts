import { readFileSync } from "node:fs"
import { chromium, type Browser, type Page } from "playwright-core"
import type { SwitchChanges } from "../../src/simulator"
import { frameOf, typeCard, typedCard } from "../simulator/support/card-fields"
import { Shop } from "../simulator/support/shop"
import { ShopPage } from "../simulator/support/shop-page"
import { CHECKOUT, checkoutScript, type Told } from "./card-fields-page"
import { findChromium } from "./find-chromium"

jest.setTimeout(60_000)

const executablePath = findChromium()

if (executablePath === undefined) {
  it("The card fields were not tested: there is no Chromium.", () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("mounted card fields", () => {
    const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")
    let browser: Browser
    let shop: Shop
    let web: ShopPage
    let page: Page
    let sessions: { orderId: string; sessionId: string }[]
    /** Additional fields in the shop server's response. */
    let more: object

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
      shop = await Shop.open()
      web = await ShopPage.open()
      web.html = CHECKOUT
      web.scripts["/page.js"] = checkoutScript()
    })
    afterAll(async () => {
      await browser.close()
      await web.close()
      await shop.close()
    })
    beforeEach(async () => {
      await shop.reset()
      sessions = []
      more = {}
    })
    afterEach(() => page.close())

    /** The part of the shop's server that opens fields. */
    async function openSession(): Promise<object> {
      const { orderId, sessionId, answer } = await shop.openBuild(
        shop.explicit,
        { resultUrl: `${web.origin}/result`, cancelUrl: `${web.origin}/cancel` },
        { customerInfo: undefined },
        { merchantUrl: web.origin }
      )
      sessions.push({ orderId, sessionId })
      const { fields } = answer.body as { fields: object[] }
      return { fields, sdk: { src: `${shop.simulator.url}/monetaweb/resources/hfsdk.js` }, ...more }
    }

    async function open(
      switches: SwitchChanges = {},
      { query = "", isReady = true, policy = "" } = {}
    ): Promise<void> {
      await shop.control.setSwitches(switches)
      web.headers = policy === "" ? {} : { "Content-Security-Policy": policy }
      page = await browser.newPage()
      await page.exposeFunction("openSession", openSession)
      await page.goto(`${web.origin}/${query}`)
      if (isReady) await page.waitForFunction("window.told?.ready === 1")
    }

    const told = () => page.evaluate("window.told") as Promise<Told>
    const pay = () => page.click("#pay")
    const confirmed = async (count = 1) => {
      await page.waitForFunction(`window.told.confirmations.length >= ${count}`, undefined, {
        timeout: 15_000,
      })
      return (await told()).confirmations
    }
    const tick = () => page.getByRole("checkbox").check()
    const problem = (name: string) => page.locator(`[data-field=${name}] .xpay-problem`)
    const orderState = async () => {
      const { sessionId } = sessions.at(-1)!
      const { body } = await shop.explicit.get(`/build/state?sessionId=${sessionId}`)
      return (body as { state: string }).state
    }
    async function accessibilityProblems(): Promise<string[]> {
      await page.evaluate(axe)
      const { violations } = (await page.evaluate("axe.run({ iframes: false })")) as {
        violations: { id: string }[]
      }
      return violations.map(({ id }) => id)
    }

    it("take a card, and are ready for the server to pay: nothing is charged, and the page knows no digit", async () => {
      await open()
      await typeCard(page)
      await tick()
      expect((await told()).states.at(-1)).toMatchObject({ status: "ready", isValid: true })
      await pay()
      expect(await confirmed()).toEqual([{ status: "confirmed" }])
      expect(await orderState()).toBe("READY_FOR_PAYMENT")
      expect((await shop.control.order(sessions[0]!.orderId)).operations).toEqual([])
      const seen = (await page.evaluate(
        "JSON.stringify(window.told) + document.documentElement.outerHTML"
      )) as string
      for (const secret of [typedCard.CARD_NUMBER ?? "", "4509034543615006", "Maria Rossi"])
        expect(seen).not.toContain(secret)
      const paid = await shop.explicit.post("/build/finalize_payment", {
        sessionId: sessions[0]?.sessionId,
      })
      await page.goto((paid.body as { url: string }).url)
      await page.getByRole("button", { name: "Authentication succeeds" }).click()
      await page.waitForURL(`${web.origin}/result`)
      expect((await shop.control.order(sessions[0]!.orderId)).totals.authorized).toBe(3545)
    })

    it("are read by a screen reader: names, problems, no violation that axe finds", async () => {
      await open()
      expect(await accessibilityProblems()).toEqual([])
      await pay()
      await confirmed()
      expect(await accessibilityProblems()).toEqual([])
      const frame = page.locator("iframe").first()
      expect(await frame.getAttribute("title")).toBe("Card number")
      expect(await frame.getAttribute("aria-invalid")).toBe("true")
      const described = await frame.getAttribute("aria-describedby")
      expect(await page.locator(`#${described}`).innerText()).toBe("Enter the card number.")
    })

    it("can be walked through by keyboard, in the order of a card form, with a ring around the field", async () => {
      await open()
      await page.evaluate("window.fields.focus()")
      await page.keyboard.type("4509034543615006")
      await page.keyboard.press("Tab")
      await page.keyboard.type("12/30")
      await page.keyboard.press("Tab")
      await page.waitForSelector("[data-field=cvv] [data-focused]")
      await page.keyboard.type("298")
      expect(await (await frameOf(page, "SECURITY_CODE")).inputValue("#SECURITY_CODE")).toBe("298")
      expect(await page.locator("[data-focused]").count()).toBe(1)
    })

    it("say what is missing, the privacy notice too, and go to the first of it", async () => {
      await open()
      await pay()
      expect(await confirmed()).toEqual([{ status: "invalid" }])
      expect(await problem("cvv").innerText()).toBe("Enter the security code.")
      expect(await problem("privacy").innerText()).toBe("Confirm that you have read the privacy notice.")
      expect(await page.evaluate("document.activeElement.title")).toBe("Card number")
      await typeCard(page)
      expect(await problem("cvv").innerText()).toBe("")
      await pay()
      expect(await confirmed(2)).toEqual([{ status: "invalid" }, { status: "invalid" }])
      await tick()
      await pay()
      expect((await confirmed(3)).at(-1)).toEqual({ status: "confirmed" })
    })

    it("say what is wrong while typing, in the shopper's language", async () => {
      await open({}, { query: "?locale=it-IT" })
      await typeCard(page, { CARD_NUMBER: "4509034543615007" })
      await page.waitForFunction(
        "document.querySelector('[data-field=number] .xpay-problem').textContent !== ''"
      )
      expect(await problem("number").innerText()).toBe(
        "Il numero della carta non è corretto. Controlla le cifre."
      )
      expect((await told()).states.at(-1)?.fields).toMatchObject({ number: { code: "invalid" } })
    })

    it("leave the privacy notice to XPay's own field where the terminal has it, and show fields nobody knows", async () => {
      await open({ buildFields: "with-privacy" })
      expect(await page.locator("[data-field=privacy] iframe").count()).toBe(1)
      expect(await page.getByRole("checkbox").count()).toBe(0)
      await (await frameOf(page, "PRIVACY_CONDITIONS")).check("#PRIVACY_CONDITIONS")
      const { CARD_NUMBER, ...rest } = typedCard
      await typeCard(page, { CARD_NUMBER: CARD_NUMBER ?? "", ...rest })
      await pay()
      expect(await confirmed()).toEqual([{ status: "confirmed" }])
    })

    it("confirm once for a double click", async () => {
      await open()
      await typeCard(page)
      await tick()
      const answers = await page.evaluate(
        "Promise.all([window.fields.confirm(), window.fields.confirm()]).then(([a, b]) => [a === b, a.status])"
      )
      expect(answers).toEqual([true, "confirmed"])
    })

    it.each(["lost", "silent"] as const)(
      "do not wait for ever for an event that does not come: %s",
      async (confirmEnds) => {
        await open({ confirmEnds })
        await typeCard(page)
        await tick()
        await pay()
        expect(await confirmed()).toEqual([{ status: "unanswered" }])
        expect((await told()).states.at(-1)?.status).toBe("ready")
        expect(await orderState()).toBe(confirmEnds === "lost" ? "READY_FOR_PAYMENT" : "CARD_DATA_COLLECTION")
      }
    )

    it.each([
      ["nested", { flowEventShape: "nested", flowEventSecondArgument: false }],
      ["late", { confirmEnds: "late", confirmLateMs: 800 }],
      ["with the loader never called", { loaderCall: "never" }],
      ["as a global of the window", { buildGlobal: "window" }],
      ["complete before anybody finalized", { fingerprint: "KO" }],
    ] as const)("hear XPay's word: %s", async (_what, switches) => {
      await open(switches as SwitchChanges)
      await typeCard(page)
      await tick()
      await pay()
      expect(await confirmed()).toEqual([{ status: "confirmed" }])
    })

    it("are new when the session was over: typed again, with a message, on a new order", async () => {
      await open()
      await typeCard(page)
      await tick()
      await shop.control.expireBuild(sessions[0]!.orderId)
      await pay()
      const [{ status, message = "" } = { status: "" }] = await confirmed()
      expect([status, message]).toEqual([
        "again",
        "The time to pay has run out. Nothing was charged. Enter the card again.",
      ])
      expect(await page.getByRole("alert").innerText()).toBe(message)
      expect(sessions).toHaveLength(2)
      expect(await (await frameOf(page, "CARD_NUMBER")).inputValue("#CARD_NUMBER")).toBe("")
      await typeCard(page)
      await tick()
      await pay()
      expect((await confirmed(2)).at(-1)).toEqual({ status: "confirmed" })
    })

    it("try once more when XPay is busy, and are new when it still is", async () => {
      await open({ confirmEnds: "HF0002" })
      await typeCard(page)
      await tick()
      await pay()
      expect((await confirmed())[0]?.status).toBe("again")
      expect(sessions).toHaveLength(2)
    })

    it("tell of a card that the bank does not know the browser of", async () => {
      await open({ fingerprint: "HF0009" })
      await typeCard(page)
      await tick()
      await pay()
      expect((await confirmed())[0]).toMatchObject({
        status: "again",
        message: expect.stringMatching(/bank could not confirm/) as string,
      })
    })

    it("are opened anew before their time is over, where nobody has typed", async () => {
      more = { renewAfterMs: 600 }
      await open()
      await page.waitForFunction("window.told.opened === 2")
      more = {}
      await page.waitForFunction("window.told.ready >= 2")
      expect(await page.getByRole("alert").innerText()).toBe("")
    })

    it("are not opened for ever in a page that nobody uses", async () => {
      more = { renewAfterMs: 100 }
      await open({}, { isReady: false })
      await page.waitForFunction("window.told?.opened === 4")
      await page.waitForTimeout(1_500)
      expect((await told()).opened).toBe(4)
    })

    it("stay where somebody has typed", async () => {
      more = { renewAfterMs: 1_500 }
      await open()
      await (await frameOf(page, "CARD_NUMBER")).fill("#CARD_NUMBER", "4509")
      await page.waitForTimeout(1_800)
      expect((await told()).opened).toBe(1)
      expect(await (await frameOf(page, "CARD_NUMBER")).inputValue("#CARD_NUMBER")).toBe("4509")
    })

    it("keep the focus when they are renewed for another total, and forget the fields of before", async () => {
      await open()
      await page.evaluate("window.fields.focus('cvv')")
      await page.evaluate("window.fields.renew()")
      await page.waitForFunction("window.told.ready === 2")
      expect(await page.evaluate("document.activeElement.title")).toBe("Card number")
      expect(await page.getByRole("alert").innerText()).toBe("Enter the card again.")
      expect(await page.locator("iframe").count()).toBe(5)
      const src = await page.locator("iframe").first().getAttribute("src")
      expect(new URL(src ?? "").searchParams.get("sessionid")).toBe(sessions[1]?.sessionId)
      await typeCard(page)
      await tick()
      await pay()
      expect(await confirmed()).toEqual([{ status: "confirmed" }])
    })

    it.each([
      ["script", { sdkLoad: "missing" }],
      ["script", { sdkLoad: "slow" }],
      ["frames", { frameLoad: "never" }],
    ] as const)("offer XPay's page where they do not come: %s, %j", async (reason, switches) => {
      await open(switches, { isReady: false })
      await page.waitForFunction("window.told?.unavailable.length === 1", undefined, { timeout: 10_000 })
      expect((await told()).unavailable).toEqual([reason])
      expect(await page.getByRole("alert").innerText()).toMatch(/could not be loaded/)
      expect(await page.locator("iframe").count()).toBe(0)
      await page.getByRole("button", { name: "Pay on XPay's page" }).click()
      expect((await told()).fallbacks).toBe(1)
      expect(await page.evaluate("window.fields.confirm()")).toEqual({ status: "unavailable" })
      expect(await accessibilityProblems()).toEqual([])
    })

    it("come at a second try after a script that did not come", async () => {
      await open({ sdkLoad: "missing" }, { isReady: false })
      await page.waitForFunction("window.told?.unavailable.length === 1")
      await shop.control.setSwitches({ sdkLoad: "ok" })
      await page.evaluate("window.fields.renew()")
      expect((await told()).ready).toBe(1)
      expect(await page.locator("iframe").count()).toBe(5)
    })

    it.each([
      ["right", true, []],
      ["right", false, ["script"]],
      ["wrong", true, ["script"]],
    ] as const)("run XPay's script by its hash (%s; readable: %s)", async (sdkHash, sdkCors, unavailable) => {
      await shop.control.setSwitches({ sdkHash, sdkCors })
      const { integrity } = (await shop.explicit.get("/build/integrity")).body as { integrity: string }
      more = { sdk: { src: `${shop.simulator.url}/monetaweb/resources/hfsdk.js`, integrity } }
      await open({}, { isReady: false })
      await page.waitForFunction("window.told?.unavailable.length + window.told?.ready === 1")
      expect((await told()).unavailable).toEqual(unavailable)
    })

    it("work under a strict policy, with Trusted Types", async () => {
      const xpay = `${shop.simulator.url} ${shop.simulator.framesUrl}`
      const policy =
        `default-src 'none'; script-src 'self' ${xpay}; style-src 'self'; connect-src 'self'; frame-src ${xpay}; ` +
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types xpay-card-fields"
      await open({}, { policy, isReady: false })
      await typeCard(page)
      await tick()
      expect((await told()).states.at(-1)).toMatchObject({ status: "ready", isValid: true })
      const first = page.locator("iframe").first()
      expect(await first.evaluate((frame) => (frame as HTMLElement).offsetHeight)).toBe(56)
    })

    it("are gone when they are unmounted, and hear nothing more", async () => {
      await open()
      const before = (await told()).states.length
      await page.evaluate("window.fields.unmount()")
      expect(await page.locator("#fields").innerHTML()).toBe("")
      expect(await page.evaluate("window.fields.confirm()")).toEqual({ status: "unavailable" })
      expect((await told()).states).toHaveLength(before)
    })
  })
}
