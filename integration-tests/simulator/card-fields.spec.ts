import "../browser/setup.cjs"
import { createHash } from "node:crypto"
import { chromium, type Browser, type Page } from "playwright-core"
import { findChromium } from "../browser/find-chromium"
import type { SwitchChanges } from "../../src/simulator"
import { fieldsPageScript, frameOf, typeCard, typedCard } from "./support/card-fields"
import { Shop } from "./support/shop"
import { ShopPage } from "./support/shop-page"

jest.setTimeout(60_000)

const executablePath = findChromium()

if (executablePath === undefined) {
  it("The card fields were not tested: there is no Chromium.", () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("card fields in a shop's page", () => {
    let browser: Browser
    let shop: Shop
    let web: ShopPage
    let page: Page

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
      shop = await Shop.open()
      web = await ShopPage.open()
    })
    afterAll(async () => {
      await browser.close()
      await web.close()
      await shop.close()
    })
    beforeEach(() => shop.reset())
    afterEach(() => page.close())

    type Opened = {
      orderId: string
      sessionId: string
      fields: { id: string; src: string }[]
      sriHash: string
    }

    /** Opens a session and a page with its frames. */
    async function show(
      {
        switches = {},
        session = {},
        order = {},
        merchantUrl = web.origin,
      }: { switches?: SwitchChanges; session?: object; order?: object; merchantUrl?: string } = {},
      isMounted = true
    ): Promise<Opened> {
      await shop.control.setSwitches(switches)
      const asked = shop.order({ customerInfo: undefined, ...order })
      const { status, body, text } = await shop.explicit.post("/orders/build", {
        version: "3",
        merchantUrl,
        order: asked,
        paymentSession: shop.session({
          paymentService: "CARDS",
          resultUrl: `${web.origin}/result`,
          cancelUrl: `${web.origin}/cancel`,
          ...session,
        }),
      })
      if (status !== 200) throw new Error(`orders/build: ${status} ${text}`)
      web.html = `<!doctype html><script src="${shop.simulator.url}/monetaweb/resources/hfsdk.js"></script><body><script src="/page.js"></script>`
      web.scripts["/page.js"] = fieldsPageScript
      page = await browser.newPage()
      await page.goto(web.origin)
      const opened = { orderId: asked.orderId, ...body } as Opened
      if (isMounted) await mount(opened.fields)
      return opened
    }

    const mount = (fields: object[]) => page.evaluate(`window.mount(${JSON.stringify(fields)})`)
    const said = (name: string) =>
      page.evaluate(`window.said.filter(([name]) => name === "${name}")`) as Promise<
        [string, Record<string, unknown>, unknown?][]
      >
    const heard = (name: string, count = 1) =>
      page.waitForFunction(`window.said.filter(([name]) => name === "${name}").length >= ${count}`)
    const confirm = () => page.evaluate("window.build.confirmData(() => window.said.push(['loader']))")
    const stateOf = async ({ sessionId }: Opened) =>
      (await shop.explicit.get(`/build/state?sessionId=${encodeURIComponent(sessionId)}`)).body as {
        state: string
        operation?: { operationResult: string }
      }
    const finalize = ({ sessionId }: Opened) => shop.explicit.post("/build/finalize_payment", { sessionId })
    const operations = async ({ orderId }: Opened) =>
      (await shop.control.order(orderId)).operations.map(({ type, result }) => `${type} ${result}`)

    async function ready(changes: Record<string, string> = {}, session: object = {}): Promise<Opened> {
      const opened = await show({ session })
      await typeCard(page, changes)
      await confirm()
      await heard("flow")
      return opened
    }

    it("are typed into, confirmed, and paid by finalize alone; ready has charged nothing", async () => {
      const opened = await show()
      await heard("all")
      await typeCard(page)
      await heard("success", 5)
      expect((await stateOf(opened)).state).toBe("CARD_DATA_COLLECTION")
      await confirm()
      await heard("flow")
      expect(await said("flow")).toEqual([
        ["flow", { event: "BUILD_FLOW_STATE_CHANGE", state: "READY_FOR_PAYMENT" }, "READY_FOR_PAYMENT"],
      ])
      expect(await said("loader")).toHaveLength(1)
      expect([await operations(opened), (await stateOf(opened)).state]).toEqual([[], "READY_FOR_PAYMENT"])
      const card = await shop.explicit.get(`/build/cardData?sessionId=${opened.sessionId}`)
      expect(card.body).toMatchObject({ bin: "450903", lastFourDigits: "5006", circuit: "VISA" })

      const { body } = await finalize(opened)
      expect(body.state).toBe("REDIRECTED_TO_EXTERNAL_DOMAIN")
      expect(await operations(opened)).toEqual(["AUTHORIZATION PENDING"])
      await page.goto(body.url as string)
      await page.getByRole("button", { name: "Authentication succeeds" }).click()
      await page.waitForURL(`${web.origin}/result`)
      expect(await operations(opened)).toEqual(["AUTHORIZATION AUTHORIZED"])
      const [notification] = await shop.inbox.until(1)
      expect(notification?.body).toMatchObject({ operation: { operationResult: "AUTHORIZED" } })
    })

    it("are paid at once with a card that needs no challenge", async () => {
      const opened = await ready({ CARD_NUMBER: "4000000000010001" }, { captureType: "IMPLICIT" })
      const { body } = await finalize(opened)
      expect(body).toMatchObject({
        state: "PAYMENT_COMPLETE",
        operation: { operationResult: "EXECUTED", orderId: opened.orderId },
      })
      expect((await stateOf(opened)).operation?.operationResult).toBe("EXECUTED")
    })

    it.each([
      ["Authentication fails", "/result", "AUTHORIZATION THREEDS_FAILED"],
      ["Give up and go back", "/cancel", "AUTHORIZATION CANCELED"],
    ])("end at the bank with %s", async (button, path, result) => {
      const opened = await ready()
      await page.goto((await finalize(opened)).body.url as string)
      await page.getByRole("button", { name: button }).click()
      await page.waitForURL(`${web.origin}${path}`)
      expect(await operations(opened)).toEqual([result])
    })

    it("may be paid although XPay's page says that something went wrong", async () => {
      const opened = await ready()
      await page.goto((await finalize(opened)).body.url as string)
      await page.getByRole("button", { name: "show an error page" }).click()
      await page.getByText("Something went wrong").waitFor()
      expect(await operations(opened)).toEqual(["AUTHORIZATION AUTHORIZED"])
    })

    it("are declined: done, with the issuer's word, and the session is over", async () => {
      const opened = await ready({ CARD_NUMBER: "4349940199997007" })
      await page.goto((await finalize(opened)).body.url as string)
      await page.getByRole("button", { name: "Authentication succeeds" }).click()
      await page.waitForURL(`${web.origin}/result`)
      expect(await operations(opened)).toEqual(["AUTHORIZATION DECLINED"])
      expect((await finalize(opened)).status).toBe(400)
    })

    it("cannot be read by the page around them, nor does what was typed get into it", async () => {
      await ready()
      const tried = (await page.evaluate(`[...document.querySelectorAll("iframe")].map((frame) => {
        const attempts = [
          () => frame.contentWindow.document.body.innerHTML,
          () => frame.contentWindow.cardField.value(),
          () => frame.contentDocument?.body.innerHTML ?? "nothing",
        ]
        return attempts.map((attempt) => { try { return attempt() } catch (error) { return error.name } })
      })`)) as string[][]
      expect(tried).toHaveLength(5)
      for (const results of tried) expect(results).toEqual(["SecurityError", "SecurityError", "nothing"])
      const seen = (await page.evaluate(
        `JSON.stringify(window.said) + document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie`
      )) as string
      for (const secret of [typedCard.CARD_NUMBER ?? "", "4509034543615006", "298", "Maria Rossi"])
        expect(seen).not.toContain(secret)
    })

    it("send nothing typed to anybody but the frames' own address", async () => {
      const bodies: [string, string][] = []
      await show({}, false).then(async ({ fields }) => {
        page.on("request", (request) =>
          bodies.push([new URL(request.url()).origin, request.postData() ?? ""])
        )
        await mount(fields)
      })
      await typeCard(page)
      await confirm()
      await heard("flow")
      const withCard = bodies.filter(([, body]) => body.replace(/\s/g, "").includes("4509034543615006"))
      expect(withCard.map(([origin]) => origin)).toEqual([shop.simulator.framesUrl])
      expect(new URL(shop.simulator.framesUrl).origin).not.toBe(web.origin)
    })

    it.each([
      ["CARD_NUMBER", "4509034543615007", "HF0004"],
      ["CARD_NUMBER", "4509", "HF0001"],
      ["EXPIRATION_DATE", "01/20", "HF0006"],
      ["SECURITY_CODE", "12", "HF0001"],
      ["CARDHOLDER_EMAIL", "nobody", "HF0001"],
    ])("say what is wrong with %s %s: %s, and not with which value", async (id, value, errorCode) => {
      await show()
      await typeCard(page, { [id]: value })
      await heard("error")
      const [[, event] = []] = await said("error")
      expect(event).toMatchObject({ event: "BUILD_ERROR", id, errorCode })
      await confirm()
      await heard("confirm-error")
      const [[, refused] = []] = await said("confirm-error")
      expect(refused).toMatchObject({ id: "confirmData", errorCode: "HF0007" })
      expect(refused?.validationStatus).toContainEqual({ id, valid: false })
      expect(JSON.stringify(await said("error"))).not.toContain(value)
    })

    it("do not take a card of a circuit that the terminal lacks", async () => {
      await shop.close()
      shop = await Shop.open({
        terminals: [{ apiKey: "k", alias: "visa", accounting: "explicit", moto: false, methods: ["VISA"] }],
      })
      await show()
      await typeCard(page, { CARD_NUMBER: "5186151650005008" })
      await heard("error")
      expect((await said("error"))[0]?.[1]).toMatchObject({ errorCode: "HF0005" })
      await shop.close()
      shop = await Shop.open()
    })

    it("lose what was typed when they are put in again, with new addresses", async () => {
      const opened = await show()
      await typeCard(page)
      const { body } = await shop.explicit.get(`/build/state?sessionId=${opened.sessionId}`)
      const fields = body.fieldSet.fields as Opened["fields"]
      expect(fields.map(({ src }) => src)).not.toEqual(opened.fields.map(({ src }) => src))
      await mount(fields)
      const frame = await frameOf(page, "CARD_NUMBER")
      expect(await frame.inputValue("#CARD_NUMBER")).toBe("")
    })

    it("say HF0003 when the session is over, and the API says GW0004", async () => {
      const opened = await show()
      await typeCard(page)
      await shop.control.expireBuild(opened.orderId)
      await confirm()
      await heard("confirm-error")
      expect((await said("confirm-error"))[0]?.[1]).toMatchObject({ errorCode: "HF0003" })
      const { status, body } = await finalize(opened)
      expect([status, body.errors[0].code]).toEqual([400, "GW0004"])
      await mount(opened.fields.slice(0, 1))
      await heard("error")
      expect((await said("error")).at(-1)?.[1]).toMatchObject({ errorCode: "HF0003" })
    })

    it("tell another page nothing than the one that they were opened for", async () => {
      await show({ merchantUrl: "https://shop.example" })
      await typeCard(page)
      await page.waitForTimeout(300)
      expect(await page.evaluate("window.said")).toEqual([])
    })

    it("end before they are finalized when the fingerprint fails for good", async () => {
      const opened = await show({ switches: { fingerprint: "KO" } })
      await typeCard(page)
      await confirm()
      await heard("flow")
      expect((await said("flow"))[0]?.[1]).toMatchObject({ state: "PAYMENT_COMPLETE" })
      expect(await stateOf(opened)).toMatchObject({
        state: "PAYMENT_COMPLETE",
        operation: { operationResult: "3DS_FAILED" },
      })
      expect(await operations(opened)).toEqual(["AUTHORIZATION THREEDS_FAILED"])
    })

    it.each([
      ["lost", "READY_FOR_PAYMENT"],
      ["silent", "CARD_DATA_COLLECTION"],
    ] as const)("can end without an event (%s): the server knows %s", async (confirmEnds, state) => {
      const opened = await show({ switches: { confirmEnds } })
      await typeCard(page)
      await confirm()
      await page.waitForTimeout(1_500)
      expect([await said("flow"), await said("confirm-error")]).toEqual([[], []])
      expect((await stateOf(opened)).state).toBe(state)
    })

    it("can tell late", async () => {
      await show({ switches: { confirmEnds: "late", confirmLateMs: 1_000 } })
      await typeCard(page)
      const before = Date.now()
      await confirm()
      await heard("flow")
      expect(Date.now() - before).toBeGreaterThan(1_000)
    })

    it.each(["HF0002", "HF0003"] as const)("can fail with %s", async (confirmEnds) => {
      await show({ switches: { confirmEnds } })
      await typeCard(page)
      await confirm()
      await heard("confirm-error")
      expect((await said("confirm-error"))[0]?.[1]).toMatchObject({ errorCode: confirmEnds })
    })

    it("say the state inside data, and with no second argument, by switches", async () => {
      await show({
        switches: { flowEventShape: "nested", flowEventSecondArgument: false, loaderCall: "end" },
      })
      await typeCard(page)
      await confirm()
      await heard("flow")
      expect(await said("flow")).toEqual([
        ["flow", { event: "BUILD_FLOW_STATE_CHANGE", data: { state: "READY_FOR_PAYMENT" } }],
      ])
      expect(await said("loader")).toHaveLength(1)
    })

    it("come as buttons without a method, and a card behind the button cannot be confirmed", async () => {
      const opened = await show({ session: { paymentService: undefined } })
      expect(opened.fields.map(({ id }) => id)).toContain("PAY_WITH_CARD")
      await (await frameOf(page, "PAY_WITH_CARD")).click("#PAY_WITH_CARD")
      await heard("flow")
      const [[, event] = []] = await said("flow")
      const { fields } = (event as { fieldSet: { fields: object[] } }).fieldSet
      await mount(fields)
      await typeCard(page)
      await confirm()
      await heard("confirm-error")
      expect((await said("confirm-error"))[0]?.[1]).toMatchObject({
        errorCode: "HF0007",
        validationStatus: expect.arrayContaining([{ id: "PAY_WITH_CARD", valid: false }]) as unknown,
      })
    })

    it("have buttons that work once, from code too, and only where they can be seen", async () => {
      const { fields } = await show({ session: { paymentService: undefined } }, false)
      await page.addStyleTag({ content: "iframe[title=PAYPAL] { display: none }" })
      await mount(fields.filter(({ id }) => id === "PAY_WITH_CARD" || id === "PAYPAL"))
      await frameOf(page, "PAY_WITH_CARD")
      await page.waitForTimeout(500)
      // The hidden one is not loaded, so not all are.
      expect(await said("all")).toEqual([])
      await page.evaluate("window.build.clickAction('PAY_WITH_CARD')")
      await heard("flow")
      expect((await said("flow"))[0]?.[1]).toMatchObject({ state: "CARD_DATA_COLLECTION" })
      await page.evaluate("window.build.clickAction('PAY_WITH_CARD')")
      await heard("error")
      expect((await said("error"))[0]?.[1]).toMatchObject({ errorCode: "HF0002" })
    })

    it("end their session when the button behind which they are is taken away", async () => {
      await show({ session: { paymentService: undefined }, switches: { payWithCardConfirm: "ok" } })
      await (await frameOf(page, "PAY_WITH_CARD")).click("#PAY_WITH_CARD")
      await heard("flow")
      const [[, event] = []] = await said("flow")
      await mount((event as { fieldSet: { fields: object[] } }).fieldSet.fields)
      await typeCard(page)
      await page.evaluate("document.querySelector('iframe[title=PAY_WITH_CARD]').remove()")
      await confirm()
      await heard("confirm-error")
      expect((await said("confirm-error"))[0]?.[1]).toMatchObject({ errorCode: "HF0003" })
    })

    it("fill in what the shop knows of the customer, wear the shop's style, and speak the payer's language", async () => {
      web.scripts["/fields.css"] = ""
      await show({ order: { customerInfo: { cardHolderName: "Ada" } }, session: { language: "ita" } })
      const frame = await frameOf(page, "CARDHOLDER_NAME")
      expect(await frame.inputValue("#CARDHOLDER_NAME")).toBe("Ada")
      await frame.waitForSelector(`link[href="${web.origin}/fields.css"]`, { state: "attached" })
      expect(await frame.getAttribute("#CARDHOLDER_NAME", "class")).toBe("shop-input")
      expect(await frame.getAttribute("#CARDHOLDER_NAME", "aria-label")).toBe("Nome sulla carta")
    })

    it("have a script that is a class of its own, and whose hash is told", async () => {
      const { sriHash } = await show()
      expect(await page.evaluate("[typeof Build, typeof window.Build]")).toEqual(["function", "undefined"])
      const script = await (await fetch(`${shop.simulator.framesUrl}/monetaweb/resources/hfsdk.js`)).text()
      expect(sriHash).toBe(`sha384-${createHash("sha384").update(script).digest("base64")}`)
      expect((await shop.explicit.get("/build/integrity")).body).toEqual({
        integrity: sriHash,
        crossOrigin: "anonymous",
      })
    })
  })
}
