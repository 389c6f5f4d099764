import path from "node:path"
import { buildSync } from "esbuild"
import { chromium, type Browser } from "playwright-core"
import { findChromium } from "./find-chromium"
import { ShopInBrowser, type Answer, type ShopPage } from "./shop-in-browser"

export const CARD = "POST /store/xpay/payment-sessions/payses_1/card"
export const PAYMENT = "GET /store/xpay/payment-sessions/payses_1"

/** Opens a page of the shop with the React components; the suite closes it after the test. */
export type OpenShop = (page?: {
  /** Query string after the shop's URL. */
  readonly query?: string | undefined
  readonly headers?: ShopPage["headers"]
  readonly headersByPath?: ShopPage["headersByPath"]
  /** The initial responses. */
  readonly answers?: Readonly<Record<string, Answer>>
}) => Promise<ShopInBrowser>

/** A suite on the React components in a page. */
export function reactSuite(define: (openShop: OpenShop) => void): void {
  jest.setTimeout(60_000)
  const executablePath = findChromium()
  if (executablePath === undefined) {
    it("The React components were not tested: there is no Chromium.", () => {
      expect(process.env["CI"]).not.toBe("true")
    })
    return
  }

  describe("the React components", () => {
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

    define(async ({ query = "", headers = {}, headersByPath = {}, answers = {} } = {}) => {
      const page = { script: bundle?.text ?? "", headers, headersByPath }
      shop = await ShopInBrowser.open(browser, page, query, answers)
      return shop
    })
  })
}
