import path from "node:path"
import { buildSync } from "esbuild"
import { chromium, type Browser } from "playwright-core"
import { payment } from "../unit/storefront/shop-server"
import { findChromium } from "./find-chromium"
import { CHALLENGE, SAVED_CARD, SHOP, ShopInBrowser, type ShopPage } from "./shop-in-browser"

jest.setTimeout(60_000)

const executablePath = findChromium()
const SURROUNDINGS = path.join(__dirname, "nextjs/surroundings.ts")
const EXAMPLE = path.resolve(__dirname, "../../examples/nextjs-starter/src")
const CLIENT = path.resolve(__dirname, "../../src/storefront")

function bundle(): ShopPage {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(__dirname, "nextjs/page.tsx")],
    bundle: true,
    minify: true,
    jsx: "automatic",
    outdir: "/",
    write: false,
    define: {
      "process.env.NODE_ENV": '"development"',
      "process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL": '"https://api.shop.example"',
      "process.env.NEXT_PUBLIC_XPAY_CHALLENGE": "undefined",
      "process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY": '"pk_1"',
    },
    alias: {
      "next/navigation": SURROUNDINGS,
      "@lib/data/xpay": SURROUNDINGS,
      "@lib/util/env": SURROUNDINGS,
      "@lib/util/money": SURROUNDINGS,
      "@lib/xpay": path.join(EXAMPLE, "lib/xpay.ts"),
      "medusa-payment-nexi-xpay-storefront/react": path.join(CLIENT, "react/index.ts"),
      "medusa-payment-nexi-xpay-storefront": path.join(CLIENT, "index.ts"),
    },
  })
  const named = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? ""
  return { script: named(".js"), styles: named(".css") }
}

if (executablePath === undefined) {
  it("The Next.js example was not tested: there is no Chromium.", () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("the Next.js example", () => {
    const CARD = "POST /store/xpay/payment-sessions/payses_1/card"
    const PAYMENT = "GET /store/xpay/payment-sessions/payses_1"
    const page = bundle()
    let browser: Browser
    let shop: ShopInBrowser

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] })
    })
    afterAll(() => browser.close())
    afterEach(() => shop.page.close())

    it("orders a cart that costs nothing, and shows the order", async () => {
      shop = await ShopInBrowser.open(browser, page, "it/checkout?step=payment", {
        "GET /store/xpay/payment-methods": {
          body: { payment_methods: [], reason: { code: "nothing_due", message: "Nulla da pagare." } },
        },
        "POST /store/carts/cart_1/complete": { body: { type: "order", order: { id: "order_9" } } },
      })
      await shop.page.getByRole("button", { name: "Conferma l'ordine" }).click()
      await shop.page.getByText("/it/order/order_9/confirmed").waitFor()
    })

    const pay = () => shop.page.getByRole("button", { name: /^Paga 18,80\s€$/ })

    async function openCheckout(): Promise<void> {
      shop = await ShopInBrowser.open(browser, page, "it/checkout?step=payment")
      await pay().waitFor()
    }

    async function typeCard(): Promise<void> {
      await shop.page.getByLabel("Numero della carta").fill("4509034543615006")
      await shop.page.getByLabel("Scadenza").fill(`12${String(new Date().getFullYear() + 2).slice(-2)}`)
      await shop.page.getByLabel("Codice di sicurezza").fill("123")
      await shop.page.getByLabel("Nome sulla carta").fill("Maria Rossi")
    }

    it("pays by card: the bank's page, the page one comes back to, the order", async () => {
      await openCheckout()
      shop.answer(CARD, {
        body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
      })
      await typeCard()
      await shop.page.getByLabel("Conserva questa carta").check()
      await pay().click()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      expect(shop.posted.at(-1)).toMatchObject({
        authorization: "Bearer maria",
        body: { return_url: `${SHOP}/it/checkout/xpay`, locale: "it", save_card: true },
      })

      shop.answer(PAYMENT, { body: payment() })
      await shop.page.goto(`${SHOP}/it/checkout/xpay?xpay_payment_session=payses_1&xpay_status=paid`)
      await shop.page.waitForURL(`${SHOP}/it/order/order_1/confirmed`)
      expect(await shop.page.evaluate(() => localStorage.length)).toBe(0)
    })

    it("leads back to the checkout, which says why there is no order", async () => {
      await openCheckout()
      shop.answer(CARD, {
        body: { ...payment({ status: "challenge", order_id: null }), challenge: CHALLENGE },
      })
      await typeCard()
      await pay().click()
      await shop.page.getByRole("heading", { name: "Bank" }).waitFor()
      shop.answer(PAYMENT, {
        body: payment({ status: "declined", order_id: null, message: "La banca ha rifiutato il pagamento." }),
      })
      await shop.page.goto(`${SHOP}/it/checkout/xpay?xpay_payment_session=payses_1&xpay_status=declined`)
      await shop.page.getByRole("status").getByText("La banca ha rifiutato il pagamento.").waitFor()
      expect(new URL(shop.page.url()).pathname).toBe("/it/checkout")
      expect(await pay().isEnabled()).toBe(true)
    })

    it("shows no form while a payment is in doubt, not after a reload either", async () => {
      await openCheckout()
      shop.answer(CARD, { body: payment({ status: "verifying", order_id: null }) })
      shop.answer(PAYMENT, {
        body: payment({ status: "verifying", order_id: null, message: "Stiamo chiedendo." }),
      })
      await typeCard()
      await pay().click()
      await shop.page.getByText("Stiamo chiedendo.").waitFor()
      await shop.page.goto(`${SHOP}/it/checkout?step=payment`)
      await shop.page.waitForURL(`${SHOP}/it/checkout/xpay`)
      shop.answer(PAYMENT, { body: payment() })
      await shop.page.waitForURL(`${SHOP}/it/order/order_1/confirmed`)
    })

    it("works where the browser keeps nothing: storage is blocked", async () => {
      const BLOCKED = `Object.defineProperty(window, "localStorage", { get() { throw new DOMException("", "SecurityError") } });`
      const blocking = { ...page, script: BLOCKED + page.script }
      shop = await ShopInBrowser.open(browser, blocking, "it/checkout?step=payment")
      await pay().waitFor()
      const declined = { status: "declined", order_id: null, message: "La banca ha rifiutato il pagamento." }
      shop.answer(CARD, { body: payment(declined) })
      await typeCard()
      await pay().click()
      await shop.page.getByRole("alert").getByText("La banca ha rifiutato il pagamento.").waitFor()
      shop.answer(CARD, { body: payment() })
      await typeCard()
      await pay().click()
      await shop.page.waitForURL(`${SHOP}/it/checkout/xpay`)
      await shop.page.getByText("Riceverai un'e-mail alla conferma dell'ordine.").waitFor()
    })

    it("lists saved cards in the account, and removes them", async () => {
      shop = await ShopInBrowser.open(browser, page, "it/account/cards")
      shop.answer("GET /store/xpay/saved-cards", {
        body: {
          saved_cards: [SAVED_CARD, { ...SAVED_CARD, id: "xpcard_2", last4: "0005", for: "later_charges" }],
        },
      })
      await shop.page.reload()
      shop.answer("DELETE /store/xpay/saved-cards/xpcard_2", { body: { id: "xpcard_2", deleted: true } })
      await shop.page.getByText("Addebitata dal negozio").waitFor()
      await shop.page.getByRole("button", { name: "Rimuovi VISA 0005" }).click()
      await shop.page.getByText("0005").waitFor({ state: "detached" })
      expect(shop.posted).toMatchObject([{ authorization: "Bearer maria" }])
    })

    it("is clean to axe", async () => {
      await openCheckout()
      await pay().click()
      await shop.page.getByText("Inserisci il numero della carta.").waitFor()
      expect(await shop.accessibilityProblems()).toEqual([])
    })
  })
}
