import path from "node:path"
import { buildSync } from "esbuild"
import { chromium, type Browser, type Page, type Route } from "playwright-core"
import { OK_CARD } from "../harness/cards"
import { payment } from "../unit/storefront/shop-server"
import { findChromium } from "./find-chromium"

jest.setTimeout(60_000)

const SHOP = "https://shop.example"
const API = "https://api.shop.example"
const XPAY = "https://xpay.example"
const BANK = "https://bank.example"

const METHODS = [
  {
    provider_id: "pp_xpay_xpay",
    kind: "card",
    service: null,
    name: "Card",
    logos: [],
    circuits: ["VISA"],
    saves_cards: true,
  },
  {
    provider_id: "pp_xpay-paypal_xpay",
    kind: "redirect",
    service: "PAYPAL",
    name: "PayPal",
    logos: [`${XPAY}/paypal.svg`],
    circuits: [],
    saves_cards: false,
  },
]

const SAVED_CARD = {
  id: "xpcard_1",
  provider_id: "pp_xpay_xpay",
  circuit: "VISA",
  last4: "5006",
  expiry: "10/28",
  for: "next_payments",
  created_at: "2026-11-24T10:00:00Z",
}

const CHALLENGE = { url: `${BANK}/3ds`, method: "POST", fields: { ThreeDsRequest: "abc" } }

interface Answer {
  readonly status?: number
  readonly body: unknown
}

/** A shop's pages and its server, as far as a browser can tell: everything it asks for is answered here. */
class ShopInBrowser {
  readonly posted: { readonly path: string; readonly body: unknown }[] = []
  private readonly answers = new Map<string, Answer>([
    ["GET /store/xpay/payment-methods", { body: { payment_methods: METHODS } }],
    ["GET /store/xpay/saved-cards", { status: 401, body: { message: "Unauthorized" } }],
    ["POST /store/payment-collections", { body: { payment_collection: { id: "paycol_1" } } }],
  ])

  constructor(readonly page: Page) {}

  static async open(browser: Browser, script: string, query = ""): Promise<ShopInBrowser> {
    const shop = new ShopInBrowser(await browser.newPage())
    const html = `<!doctype html><html lang="en"><body><div id="root"></div><script>${script.replaceAll("</script", "<\\/script")}</script></body></html>`
    await shop.page.route(`${SHOP}/**`, (route) => route.fulfill({ contentType: "text/html", body: html }))
    await shop.page.route(`${API}/**`, (route) => shop.serve(route))
    await shop.page.route(`${XPAY}/**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<h1>XPay</h1>" })
    )
    await shop.page.route(`${BANK}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<h1>Bank</h1><button onclick=\"parent.postMessage('xpay:returned', '*')\">Confirm</button>",
      })
    )
    shop.answer("POST /store/payment-collections/paycol_1/payment-sessions", {
      body: {
        payment_collection: {
          id: "paycol_1",
          payment_sessions: METHODS.map(({ provider_id }) => ({
            id: "payses_1",
            provider_id,
            status: "pending",
          })),
        },
      },
    })
    await shop.page.goto(`${SHOP}/${query}`)
    return shop
  }

  answer(request: string, answer: Answer): void {
    this.answers.set(request, answer)
  }

  async typeCard(number = OK_CARD.number): Promise<void> {
    const year = String(new Date().getFullYear() + 2).slice(-2)
    await this.page.getByLabel("Card number").pressSequentially(number)
    await this.page.getByLabel("Expiry date").pressSequentially(`12${year}`)
    await this.page.getByLabel("Security code").pressSequentially(OK_CARD.cvv)
    await this.page.getByLabel("Name on card").fill("Maria Rossi")
  }

  get payButton() {
    return this.page.getByRole("button", { name: "Pay €18.80" })
  }

  get outcome() {
    return this.page.locator("output")
  }

  private async serve(route: Route): Promise<void> {
    const request = route.request()
    const headers = {
      "access-control-allow-origin": SHOP,
      "access-control-allow-headers": "*",
      "access-control-allow-methods": "*",
    }
    if (request.method() === "OPTIONS") {
      await route.fulfill({ status: 204, headers })
      return
    }
    const { pathname } = new URL(request.url())
    if (request.method() !== "GET") {
      this.posted.push({ path: pathname, body: request.postDataJSON() })
    }
    const { status = 200, body } = this.answers.get(`${request.method()} ${pathname}`) ?? {
      status: 404,
      body: { type: "not_found", code: "payment_not_found", message: "Nothing was paid." },
    }
    await route.fulfill({ status, headers, json: body })
  }
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

    const open = async (query?: string) => {
      shop = await ShopInBrowser.open(browser, bundle?.text ?? "", query)
      await shop.payButton.waitFor()
    }

    it("pay by card: the form is checked while typing, sent, and empty afterwards", async () => {
      await open()
      shop.answer(CARD, { body: payment() })
      await shop.typeCard()
      expect(await shop.page.getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
      expect(await shop.page.locator(".xpay-circuit").innerText()).toBe("VISA")
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

    it("tell what is wrong by field, to screen readers too, and lead to the first mistake", async () => {
      await open()
      await shop.typeCard("4509034543615007")
      const number = shop.page.getByLabel("Card number")
      expect(await number.getAttribute("aria-invalid")).toBe("true")
      const described = await number.getAttribute("aria-describedby")
      expect(await shop.page.locator(`[id="${described}"]`).innerText()).toContain("check the digits")
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
      await shop.payButton.click()
      await shop.page.getByRole("alert").getByText("Your bank declined the payment.").waitFor()
      expect(await shop.payButton.isEnabled()).toBe(true)
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
      const confirm = shop.page
        .frameLocator(".xpay-challenge iframe")
        .getByRole("button", { name: "Confirm" })
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

    it("follow a payment that is in doubt until it is known", async () => {
      await open()
      shop.answer(CARD, { body: payment({ status: "verifying", order_id: null }) })
      shop.answer(PAYMENT, { body: payment() })
      await shop.typeCard()
      await shop.payButton.click()
      await shop.outcome.getByText("paid").waitFor()
    })

    it("offer saved cards: pay with one, remove it", async () => {
      shop = await ShopInBrowser.open(browser, bundle?.text ?? "")
      shop.answer("GET /store/xpay/saved-cards", {
        body: { saved_cards: [SAVED_CARD, { ...SAVED_CARD, id: "xpcard_2", last4: "0005" }] },
      })
      await shop.page.reload()
      shop.answer("DELETE /store/xpay/saved-cards/xpcard_2", { body: { id: "xpcard_2", deleted: true } })
      await shop.page.getByRole("button", { name: "Remove VISA •••• 0005" }).click()
      await shop.page.getByRole("button", { name: "Pay with VISA •••• 0005" }).waitFor({ state: "detached" })

      shop.answer("POST /store/xpay/payment-sessions/payses_1/saved-card", {
        body: { ...payment({ status: "redirect", order_id: null }), redirect_url: `${XPAY}/page` },
      })
      await shop.page.getByRole("button", { name: "Pay with VISA •••• 5006" }).click()
      await shop.page.getByRole("heading", { name: "XPay" }).waitFor()
    })

    it("speak Italian", async () => {
      await open("?locale=it-IT")
      await shop.page.getByLabel("Numero della carta").fill("4509")
      await shop.payButton.click()
      await shop.page.getByText("Il numero della carta è incompleto.").waitFor()
      await shop.page.getByRole("button", { name: "Paga con PayPal" }).waitFor()
    })
  })
}
