import fs from "node:fs"
import path from "node:path"
import { buildSync } from "esbuild"
import { chromium, type Browser } from "playwright-core"
import { OK_CARD } from "../harness/cards"
import { payment } from "../unit/storefront/shop-server"
import { findChromium } from "./find-chromium"
import { CHALLENGE, METHODS, SAVED_CARD, SHOP, ShopInBrowser, XPAY } from "./shop-in-browser"

jest.setTimeout(60_000)

/** The headers that the guide gives for the page with the card form, for the hosts of this shop. */
function documentedHeaders(): Record<string, string> {
  const guide = fs.readFileSync(path.join(__dirname, "../../docs/pci-scripts.md"), "utf8")
  const [, block = ""] = /```\n(Content-Security-Policy:[\s\S]*?)```/.exec(guide) ?? []
  const lines = block.replace(/\n\s+/g, " ").replaceAll("https://*.nexigroup.com", XPAY).trim().split("\n")
  return Object.fromEntries(
    lines.map((line) => {
      const [name = "", ...value] = line.split(":")
      return [name, value.join(":").trim()]
    })
  )
}

const executablePath = findChromium()

if (executablePath === undefined) {
  const reason = "The React components were not tested: there is no Chromium."
  it(reason, () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("the React components", () => {
    const CARD = "POST /store/xpay/payment-sessions/payses_1/card"
    const PAYMENT = "GET /store/xpay/payment-sessions/payses_1"
    const [bundle] = buildSync({
      entryPoints: [path.join(__dirname, "react-page.tsx")],
      bundle: true,
      minify: true,
      jsx: "automatic",
      define: { "process.env.NODE_ENV": '"development"' },
      write: false,
    }).outputFiles
    let browser: Browser
    let shop: ShopInBrowser

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
    })
    afterAll(() => browser.close())
    afterEach(() => shop.page.close())

    /** On the bank's page in its window. */
    const confirmButton = () =>
      shop.page.frameLocator(".xpay-challenge iframe").getByRole("button", { name: "Confirm" })

    const open = async (query?: string) => {
      shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "" }, query)
      await shop.payButton.waitFor()
    }

    it("order a cart that costs nothing: no card, no methods, one button", async () => {
      shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "" }, "", {
        "GET /store/xpay/payment-methods": {
          body: { payment_methods: [], reason: { code: "nothing_due", message: "Nothing to pay." } },
        },
        "GET /store/xpay/saved-cards": { body: { saved_cards: [SAVED_CARD] } },
        "POST /store/carts/cart_1/complete": { body: { type: "order", order: { id: "order_9" } } },
      })
      const button = shop.page.getByRole("button", { name: "Place the order" })
      await button.waitFor()
      expect(await shop.page.getByRole("button").count()).toBe(1)
      expect(await shop.accessibilityProblems()).toEqual([])
      await shop.page.getByLabel("Terms").uncheck()
      await button.click()
      expect(shop.posted).toEqual([])
      await shop.page.getByLabel("Terms").check()
      await button.dblclick()
      await shop.outcome.getByText("order_9").waitFor()
      expect(shop.posted.map(({ path: where }) => where)).toEqual(["/store/carts/cart_1/complete"])
    })

    it("pay by card: the form is checked while typing, sent, and empty afterwards", async () => {
      await open()
      shop.answer(CARD, { body: payment() })
      await shop.typeCard()
      expect(await shop.page.getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
      expect(await shop.page.locator(".xpay-circuit").innerText()).toBe("Visa")
      // React writes the values of controlled inputs into the page's markup.
      expect(await shop.page.content()).not.toMatch(/4509 ?0345|Maria Rossi/)
      await shop.payButton.click()
      await shop.outcome.getByText("paid").waitFor()

      expect(shop.posted.map(({ path: where }) => where)).toEqual([
        "/store/payment-collections",
        "/store/payment-collections/paycol_1/payment-sessions",
        "/store/xpay/payment-sessions/payses_1/card",
      ])
      expect(shop.posted[2]?.body).toMatchObject({
        card: { number: OK_CARD.number, cvv: OK_CARD.cvv, holder: "Maria Rossi" },
      })
      expect(shop.posted[2]?.body).not.toHaveProperty("save_card")
      for (const label of ["Card number", "Expiry date", "Security code", "Name on card"]) {
        expect(await shop.page.getByLabel(label).inputValue()).toBe("")
      }
    })

    it("show what is taken before anything is typed: brands, wallets above the card form, the rest below; and who processes", async () => {
      await open()
      expect(await shop.page.getByRole("list", { name: "Accepted cards" }).innerText()).toBe(
        "Visa\nMastercard"
      )
      const places = await Promise.all(
        ["Pay with PayPal", "Pay €18.80", "Pay with MyBank"].map(
          async (name) => (await shop.page.getByRole("button", { name }).boundingBox())?.y ?? 0
        )
      )
      expect(places).toEqual([...places].sort((one, other) => one - other))
      expect(await shop.page.locator(".xpay-notice").innerText()).toBe(
        "Payments are processed by Nexi. Terms of sale"
      )
    })

    it("show XPay's pictures of the brands where it has one of each, with their names for those who see none", async () => {
      shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "" }, "", {
        "GET /store/xpay/payment-methods": {
          body: {
            payment_methods: [
              { ...METHODS[0], circuits: ["VISA", "MC"], logos: [`${XPAY}/visa.svg`, `${XPAY}/mc.svg`] },
            ],
          },
        },
      })
      await shop.payButton.waitFor()
      const brands = shop.page.getByRole("list", { name: "Accepted cards" }).getByRole("img")
      expect(await brands.evaluateAll((images) => images.map((image) => image.getAttribute("alt")))).toEqual([
        "Visa",
        "Mastercard",
      ])
    })

    it("hold nothing of the card while it is sent, and nothing once the page is left", async () => {
      await open()
      let answer = () => {}
      const isSent = new Promise<void>((sent) => {
        void shop.page.route("**/payment-sessions/payses_1/card", async (route) => {
          sent()
          await new Promise<void>((resolve) => (answer = resolve))
          await route.abort()
        })
      })
      const typed = async () =>
        await Promise.all(
          ["Card number", "Expiry date", "Security code", "Name on card"].map(
            async (label) => await shop.page.getByLabel(label).inputValue()
          )
        )
      await shop.typeCard()
      await shop.payButton.click()
      await isSent
      expect(await typed()).toEqual(["", "", "", ""])
      answer()
      await shop.page.getByRole("alert").first().waitFor()
      expect((await typed())[0]).toBe("4509 0345 4361 5006")
      await shop.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")))
      expect(await typed()).toEqual(["", "", "", ""])
    })

    it("tell session-replay tools not to record the card", async () => {
      await open()
      const marks = await shop.page.getByLabel("Card number").evaluate((input) => ({
        clarity: input.getAttribute("data-clarity-mask"),
        hotjar: input.hasAttribute("data-hj-suppress"),
        classes: input.className,
      }))
      expect(marks).toEqual({
        clarity: "true",
        hotjar: true,
        classes: expect.stringMatching(/rr-block.*fs-exclude/),
      })
    })

    it("tell what is wrong by field, to screen readers too, and lead to the first mistake", async () => {
      await open()
      await shop.typeCard("4509034543615007")
      const number = shop.page.getByLabel("Card number")
      expect(await number.getAttribute("aria-invalid")).toBe("true")
      const described = await number.getAttribute("aria-describedby")
      expect(await shop.page.locator(`[id="${described}"]`).innerText()).toContain("Check the digits")
      await shop.payButton.click()
      expect(await number.evaluate((input) => input === document.activeElement)).toBe(true)
      expect(shop.posted).toEqual([])
    })

    it("show what the server finds wrong with the card", async () => {
      await open()
      const fields = [{ field: "cvv", code: "invalid", message: "The bank wants 4 digits." }]
      shop.answer(CARD, {
        status: 422,
        body: { type: "invalid_data", code: "invalid_card", message: "The bank wants 4 digits.", fields },
      })
      await shop.typeCard()
      await shop.payButton.click()
      await shop.page.getByText("The bank wants 4 digits.").waitFor()
      expect(
        await shop.page.getByLabel("Security code").evaluate((input) => input === document.activeElement)
      ).toBe(true)
    })

    it("say why a payment did not come about, and let it be tried again", async () => {
      await open()
      shop.answer(CARD, {
        body: payment({ status: "declined", order_id: null, message: "Your bank declined the payment." }),
      })
      await shop.typeCard()
      await shop.payButton.press("Enter")
      await shop.page.getByRole("alert").getByText("Your bank declined the payment.").waitFor()
      expect(await shop.payButton.isEnabled()).toBe(true)
      // Whoever pays by keyboard goes on from there.
      expect(await shop.payButton.evaluate((button) => button === document.activeElement)).toBe(true)
    })

    it("send the consent to keep the card", async () => {
      await open()
      shop.answer(CARD, { body: payment() })
      await shop.typeCard()
      await shop.page.getByLabel("Keep this card for my next payments").check()
      await shop.payButton.click()
      await shop.outcome.getByText("paid").waitFor()
      expect(shop.posted[2]?.body).toMatchObject({ save_card: true })
    })

    it("pay nothing when something is missing before", async () => {
      await open()
      await shop.typeCard()
      await shop.page.getByLabel("Terms").uncheck()
      await shop.payButton.click()
      await shop.page.getByLabel("Terms").check()
      expect(shop.posted).toEqual([])
    })

    it("lead to XPay's page by the button of a method, pressed twice or not", async () => {
      await open()
      shop.answer("POST /store/xpay/payment-sessions/payses_1/hosted-page", {
        body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
      })
      await shop.page.getByRole("button", { name: "Pay with PayPal" }).dblclick()
      await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
      expect(shop.posted.filter(({ path: where }) => where.endsWith("/hosted-page"))).toHaveLength(1)
    })

    it("show the bank's page in a window, and go on when it is over", async () => {
      await open("?challenge=frame")
      shop.answer(CARD, {
        body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
      })
      await shop.typeCard()
      await shop.payButton.click()
      const confirm = confirmButton()
      await confirm.waitFor()
      shop.answer(PAYMENT, { body: payment() })
      await confirm.click()
      await shop.outcome.getByText("paid").waitFor()
      expect(shop.posted[2]?.body).toMatchObject({ challenge: "frame" })
    })

    it("keep the form when the bank's window is closed", async () => {
      await open("?challenge=frame")
      const open_ = payment({ status: "challenge", order_id: null, message: "Nothing is charged yet." })
      shop.answer(CARD, { body: { ...open_, challenge: CHALLENGE } })
      shop.answer(PAYMENT, { body: open_ })
      await shop.typeCard()
      await shop.payButton.click()
      await shop.page.getByRole("button", { name: "Close without paying" }).click()
      await shop.page.getByRole("alert").getByText("Nothing is charged yet.").waitFor()
      expect(await shop.page.getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
    })

    it("lead to the bank by a full page, and take the payment up when the shopper is back", async () => {
      await open()
      shop.answer(CARD, {
        body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
      })
      await shop.typeCard()
      await shop.payButton.dblclick()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      expect(shop.posted.filter(({ path: where }) => where.endsWith("/card"))).toHaveLength(1)

      shop.answer(PAYMENT, { body: payment() })
      await shop.page.getByRole("button", { name: "Confirm" }).click()
      await shop.outcome.getByText("paid order_1").waitFor()
      expect(new URL(shop.page.url()).search).toBe("")
      await shop.page.reload()
      await shop.outcome.getByText("paid order_1").waitFor()
    })

    describe("on a page with the headers of docs/pci-scripts.md", () => {
      const openWith = async (more: Readonly<Record<string, string>>, query?: string): Promise<string[]> => {
        const headers = { ...documentedHeaders(), ...more }
        shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "", headers }, query)
        const complaints: string[] = []
        shop.page.on("console", (message) => {
          // The shopper is not signed in: 401 is no complaint.
          if (message.type() === "error" && !message.text().includes("401")) {
            complaints.push(message.text())
          }
        })
        // Once more, to hear all that it complains about.
        await shop.page.reload()
        await shop.payButton.waitFor()
        shop.answer(CARD, {
          body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
        })
        await shop.typeCard()
        await shop.payButton.click()
        return complaints
      }

      it("pay, and show the bank's page in a window", async () => {
        const complaints = await openWith({}, "?challenge=frame")
        const confirm = confirmButton()
        await confirm.waitFor()
        shop.answer(PAYMENT, { body: payment() })
        await confirm.click()
        await shop.outcome.getByText("paid").waitFor()
        expect(complaints).toEqual([])
      })

      it.each([
        ["for a full page", undefined],
        ["for a window, which would stay empty", "?challenge=frame"],
      ])("pay by a full page where Cross-Origin-Embedder-Policy is set, asked %s", async (_, query) => {
        const complaints = await openWith({ "Cross-Origin-Embedder-Policy": "require-corp" }, query)
        await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
        // The logo of a method, which the page queries XPay's server for.
        expect(complaints.filter((text) => !/ERR_BLOCKED_BY_RESPONSE/.test(text))).toEqual([])
        shop.answer(PAYMENT, { body: payment() })
        await shop.page.getByRole("button", { name: "Confirm" }).click()
        await shop.outcome.getByText("paid order_1").waitFor()
      })

      it("would be stopped if they wrote HTML or ran inline scripts", async () => {
        await openWith({})
        const tried = await shop.page.evaluate(() => {
          try {
            document.body.innerHTML = "<b>x</b>"
            return "written"
          } catch (error) {
            return String(error)
          }
        })
        expect(tried).toMatch(/TrustedHTML/)
      })
    })

    it("open the form again when the shopper leaves the bank by the Back button", async () => {
      await open()
      const unfinished = payment({ status: "challenge", order_id: null, message: "Nothing is charged yet." })
      shop.answer(CARD, { body: { ...unfinished, challenge: CHALLENGE } })
      shop.answer(PAYMENT, { body: unfinished })
      await shop.typeCard()
      await shop.payButton.click()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      await shop.page.goBack()
      await shop.outcome.getByText("challenge").waitFor()
      expect(await shop.page.getByLabel("Card number").inputValue()).toBe("")
      await shop.typeCard()
      await shop.payButton.click()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
    })

    it("say that the shop could not be reached, and pay at the next try", async () => {
      await open()
      shop.answer(CARD, "lost")
      await shop.typeCard()
      await shop.payButton.click()
      await shop.page.getByRole("alert").getByText("you will not pay twice").waitFor()
      shop.answer(CARD, { body: payment() })
      await shop.payButton.click()
      await shop.outcome.getByText("paid order_1").waitFor()
    })

    it("are clean to axe: at rest, with mistakes, while paying, with the bank's window open", async () => {
      shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "" })
      shop.answer("GET /store/xpay/saved-cards", { body: { saved_cards: [SAVED_CARD] } })
      await shop.page.goto(`${SHOP}/?challenge=frame`)
      await shop.page.getByRole("button", { name: "Pay with Visa •••• 5006" }).waitFor()
      expect(await shop.accessibilityProblems()).toEqual([])

      await shop.payButton.click()
      await shop.page.getByText("Enter the card number.").waitFor()
      expect(await shop.accessibilityProblems()).toEqual([])

      const unfinished = payment({ status: "challenge", order_id: null })
      shop.answer(CARD, { body: { ...unfinished, challenge: CHALLENGE } })
      shop.answer(PAYMENT, { body: unfinished })
      await shop.typeCard()
      await shop.payButton.click()
      await confirmButton().waitFor()
      expect(await shop.accessibilityProblems()).toEqual([])
    })

    it("follow a payment that is in doubt until it is known", async () => {
      await open()
      shop.answer(CARD, { body: payment({ status: "verifying", order_id: null }) })
      shop.answer(PAYMENT, { body: payment() })
      await shop.typeCard()
      await shop.payButton.click()
      await shop.outcome.getByText("paid").waitFor()
    })

    it("offer saved cards: pay with one, remove it", async () => {
      shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "" })
      shop.answer("GET /store/xpay/saved-cards", {
        body: { saved_cards: [SAVED_CARD, { ...SAVED_CARD, id: "xpcard_2", last4: "0005" }] },
      })
      await shop.page.reload()
      shop.answer("DELETE /store/xpay/saved-cards/xpcard_2", { body: { id: "xpcard_2", deleted: true } })
      await shop.page.getByRole("button", { name: "Remove Visa •••• 0005" }).click()
      await shop.page.getByRole("button", { name: "Pay with Visa •••• 0005" }).waitFor({ state: "detached" })

      shop.answer("POST /store/xpay/payment-sessions/payses_1/saved-card", {
        body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
      })
      await shop.page.getByRole("button", { name: "Pay with Visa •••• 5006" }).click()
      await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
    })

    describe("XPay's card fields", () => {
      const SESSION = "/store/xpay/payment-sessions/payses_1/card-fields"
      const [own, ...buttons] = METHODS
      const methods = [{ ...own, provider_id: "pp_xpay-fields_xpay", card_form: "fields" }, ...buttons]
      const fields = ["CARD_NUMBER", "SECURITY_CODE"].map((id) => ({ id, src: `${XPAY}/field?id=${id}` }))
      /** XPay's script, as far as it is documented: it says that the fields are there, valid, and confirmed. */
      const SDK = `class Build {
        constructor(options) {
          this.options = options
          setTimeout(() => {
            options.onAllFieldsLoaded()
            for (const id of ["CARD_NUMBER", "SECURITY_CODE"]) options.onBuildSuccess({ event: "BUILD_SUCCESS", id })
          }, 20)
        }
        confirmData() {
          setTimeout(() => this.options.onBuildFlowStateChange({ state: "READY_FOR_PAYMENT" }), 20)
        }
      }`

      const openWithFields = async (more: readonly object[] = []) => {
        const providers = [...methods, ...more].map((one) => ({
          id: "payses_1",
          provider_id: (one as { provider_id: string }).provider_id,
          status: "pending",
        }))
        shop = await ShopInBrowser.open(browser, { script: bundle?.text ?? "" }, "", {
          "GET /store/xpay/payment-methods": { body: { payment_methods: [...methods, ...more] } },
          [`POST ${SESSION}`]: {
            body: {
              ...payment({ status: "processing", order_id: null }),
              card_fields: {
                fields,
                sdk: { src: `${XPAY}/monetaweb/resources/hfsdk.js` },
                renew_after_ms: 540_000,
              },
            },
          },
        })
        shop.answer("POST /store/payment-collections/paycol_1/payment-sessions", {
          body: { payment_collection: { id: "paycol_1", payment_sessions: providers } },
        })
        await shop.payButton.waitFor()
      }

      /** Before the page asks for it the next time. */
      const serveSdk = async (body: string | undefined) => {
        await shop.page.route(`${XPAY}/monetaweb/resources/hfsdk.js`, (route) =>
          body === undefined
            ? route.abort("blockedbyclient")
            : route.fulfill({ contentType: "text/javascript", body })
        )
        await shop.page.reload()
      }

      it("take the place of the form, and are paid with by the server, once", async () => {
        await openWithFields()
        await serveSdk(SDK)
        shop.answer(`POST ${SESSION}/confirm`, { body: payment() })
        await shop.page.locator('iframe[src*="CARD_NUMBER"]').waitFor()
        expect(await shop.page.getByLabel("Card number", { exact: true }).count()).toBeLessThanOrEqual(1)
        await shop.page.getByLabel("I have read Nexi's privacy notice").check()
        await shop.page.locator(".xpay-pay[aria-disabled=false]").dblclick()
        await shop.outcome.getByText("paid").waitFor()
        expect(shop.posted.filter(({ path: where }) => where === `${SESSION}/confirm`)).toMatchObject([
          { body: { cart_id: "cart_1", payment_id: "xpatt_1" } },
        ])
      })

      it("are left alone while the shopper leaves for the bank: a new session would end the payment", async () => {
        await openWithFields()
        await serveSdk(SDK)
        await shop.page.locator('iframe[src*="CARD_NUMBER"]').waitFor()
        // The bank's page takes its time.
        await shop.page.route("https://bank.example/slow", async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1_500))
          await route.fulfill({ contentType: "text/html", body: "<h1>Bank</h1>" })
        })
        shop.answer(`POST ${SESSION}/confirm`, {
          body: {
            ...payment({ status: "redirect", order_id: null }),
            redirect_url: "https://bank.example/slow",
          },
        })
        await shop.page.getByLabel("I have read Nexi's privacy notice").check()
        const before = shop.posted.length
        await shop.page.locator(".xpay-pay[aria-disabled=false]").click()
        await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
        expect(shop.posted.slice(before).map(({ path: where }) => where)).toEqual([`${SESSION}/confirm`])
      })

      it("end no payment that is being made elsewhere, unless the shopper wants that", async () => {
        await openWithFields()
        const opened = "POST /store/payment-collections/paycol_1/payment-sessions"
        const sessions = methods.map(({ provider_id: id }) => ({
          id: "payses_1",
          provider_id: id,
          status: "pending",
        }))
        shop.answer(opened, {
          status: 409,
          body: {
            type: "not_allowed",
            code: "in_progress",
            message: "This payment is already being processed.",
          },
        })
        await serveSdk(SDK)
        await shop.page.getByText("This payment is already being processed.").waitFor()
        expect(await shop.page.getByText("Nothing was charged").count()).toBe(0)
        expect(shop.posted.at(-1)?.body).toMatchObject({ data: { if_idle: true } })

        shop.answer(opened, {
          body: { payment_collection: { id: "paycol_1", payment_sessions: sessions } },
        })
        await shop.page.getByRole("button", { name: "Enter a card here instead" }).click()
        await shop.page.locator('iframe[src*="CARD_NUMBER"]').waitFor()
        const asked = shop.posted.filter(({ path: where }) => where.endsWith("/payment-sessions")).at(-1)
        expect(asked?.body).toEqual({ provider_id: "pp_xpay-fields_xpay" })
      })

      it("lead to XPay's page where their script is blocked", async () => {
        const page = { ...own, provider_id: "pp_xpay-hosted_xpay", kind: "redirect", card_form: null }
        await openWithFields([page])
        await serveSdk(undefined)
        shop.answer("POST /store/xpay/payment-sessions/payses_1/hosted-page", {
          body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
        })
        await shop.page.getByText("The card fields could not be loaded. Nothing was charged.").waitFor()
        await shop.page.getByRole("button", { name: "Pay on XPay's page" }).click()
        await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
      })
    })

    it("speak Italian", async () => {
      await open("?locale=it-IT")
      await shop.page.getByLabel("Numero della carta").fill("4509")
      await shop.payButton.click()
      await shop.page.getByText("Il numero della carta è incompleto: almeno 13 cifre.").waitFor()
      await shop.page.getByRole("button", { name: "Paga con PayPal" }).waitFor()
    })
  })
}
