import type * as axeCore from "axe-core"
import type { Browser, Locator, Page, Route } from "playwright-core"
import { OK_CARD } from "../harness/cards"

export const SHOP = "https://shop.example"
const API = "https://api.shop.example"
export const XPAY = "https://xpay.example"
const BANK = "https://bank.example"

export const METHODS = [
  {
    provider_id: "pp_xpay_xpay",
    kind: "card",
    service: null,
    name: "Card",
    logos: [],
    circuits: ["VISA", "MC"],
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
  {
    provider_id: "pp_xpay-mybank_xpay",
    kind: "redirect",
    service: "MYBANK",
    name: "MyBank",
    logos: [],
    circuits: [],
    saves_cards: false,
  },
]

export const SAVED_CARD = {
  id: "xpcard_1",
  provider_id: "pp_xpay_xpay",
  circuit: "VISA",
  last4: "5006",
  expiry: "10/28",
  for: "next_payments",
  created_at: "2026-11-24T10:00:00Z",
}

export const CHALLENGE = { url: `${BANK}/3ds`, method: "POST", fields: { ThreeDsRequest: "abc" } }

/** In a frame it notifies the parent page as the plugin's return page does; otherwise it redirects to the shop. */
const BANK_PAGE = `<!doctype html><html lang="en"><title>Bank</title><h1>Bank</h1><button>Confirm</button><script>
document.querySelector("button").onclick = () =>
  parent === window
    ? location.assign("${SHOP}/?xpay_payment_session=payses_1&xpay_status=paid&order_id=order_forged")
    : parent.postMessage("xpay:returned", "*")
</script></html>`

/** The contents of the shop's pages. */
export interface ShopPage {
  readonly script: string
  readonly styles?: string
  /** Response headers of the pages. */
  readonly headers?: Readonly<Record<string, string>>
  /** Where response headers depend on the address. */
  readonly headersByPath?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

interface Posted {
  readonly path: string
  readonly body: unknown
  readonly authorization: string | undefined
}

export interface Answer {
  readonly status?: number
  readonly body: unknown
}

/** A shop's pages and server from the browser's perspective: every request is served here. */
export class ShopInBrowser {
  readonly posted: Posted[] = []
  private readonly answers = new Map<string, Answer | "lost">([
    ["GET /store/xpay/payment-methods", { body: { payment_methods: METHODS } }],
    ["GET /store/xpay/saved-cards", { status: 401, body: { message: "Unauthorized" } }],
    ["POST /store/payment-collections", { body: { payment_collection: { id: "paycol_1" } } }],
  ])

  constructor(readonly page: Page) {}

  /** @param address query string after the shop's URL; `answers` the page's initial responses */
  static async open(
    browser: Browser,
    { script, styles = "", headers = {}, headersByPath = {} }: ShopPage,
    address = "",
    answers: Readonly<Record<string, Answer>> = {}
  ): Promise<ShopInBrowser> {
    const shop = new ShopInBrowser(await browser.newPage())
    Object.entries(answers).forEach(([request, answer]) => shop.answer(request, answer))
    const html = `<!doctype html><html lang="en"><head><title>Shop</title><link rel="stylesheet" href="/shop.css"></head><body><main><h1>Checkout</h1><div id="root"></div></main><script src="/shop.js"></script></body></html>`
    await shop.page.route(`${SHOP}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: html,
        headers: headersByPath[new URL(route.request().url()).pathname] ?? headers,
      })
    )
    await shop.page.route(`${SHOP}/shop.js`, (route) =>
      route.fulfill({ contentType: "text/javascript", body: script })
    )
    await shop.page.route(`${SHOP}/shop.css`, (route) =>
      route.fulfill({ contentType: "text/css", body: styles })
    )
    await shop.page.route(`${API}/**`, (route) => shop.serve(route))
    await shop.page.route(`${XPAY}/**`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<h1>XPay</h1>" })
    )
    await shop.page.route(`${BANK}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: BANK_PAGE,
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
    await shop.page.goto(`${SHOP}/${address}`)
    return shop
  }

  /** The button on the bank's page in its window. */
  bankButton(): Locator {
    return this.page.frameLocator(".xpay-challenge iframe").getByRole("button", { name: "Confirm" })
  }

  /** @param answer `lost`: the connection breaks. */
  answer(request: string, answer: Answer | "lost"): void {
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

  /** What axe reports, by rule and place, for the whole page. */
  async accessibilityProblems(): Promise<string[]> {
    await this.page.addScriptTag({ path: require.resolve("axe-core/axe.min.js") })
    const { violations } = await this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof axeCore }
      return await axe.run(document, { iframes: false })
    })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }

  get outcome() {
    return this.page.locator("output")
  }

  private async serve(route: Route): Promise<void> {
    const request = route.request()
    const headers = {
      "access-control-allow-origin": SHOP,
      "access-control-allow-headers": "authorization, content-type, x-publishable-api-key",
      "access-control-allow-methods": "*",
    }
    if (request.method() === "OPTIONS") {
      await route.fulfill({ status: 204, headers })
      return
    }
    const { pathname } = new URL(request.url())
    if (request.method() !== "GET") {
      this.posted.push({
        path: pathname,
        body: request.postDataJSON(),
        authorization: request.headers()["authorization"],
      })
    }
    const answer = this.answers.get(`${request.method()} ${pathname}`) ?? {
      status: 404,
      body: { type: "not_found", code: "payment_not_found", message: "Nothing was paid." },
    }
    if (answer === "lost") {
      await route.abort("connectionreset")
      return
    }
    const { status = 200, body } = answer
    await route.fulfill({ status, headers, json: body })
  }
}
