import { chromium, type Browser } from "playwright-core"
import { findChromium } from "../browser/find-chromium"
import { DemoStore } from "./demo-store"
import { MadeStorefront } from "./made-storefront"
import { PayingShopper } from "./paying-shopper"

jest.setTimeout(600_000)

const CONFIRMATION = "Thank you! Your order was placed successfully."

/** The release that Medusa's starters use, and the newest one. */
const RELEASES = [
  { next: "15.5.21" },
  { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1", "@types/react": "19.3.1" },
] as const

/** The parts of Medusa's starters that concern payments, with XPay added by the package's own command. */
describe("a storefront of Medusa's starter's shape", () => {
  let store: DemoStore
  let browser: Browser

  beforeAll(async () => {
    store = await DemoStore.start()
    browser = await chromium.launch({
      executablePath: findChromium() ?? "chromium",
      args: ["--no-sandbox", "--disable-gpu"],
    })
  })
  afterAll(async () => {
    await browser.close()
    await store.stop()
  })

  describe.each(RELEASES)("with Next.js $next", (versions) => {
    const storefront = new MadeStorefront("next")
    let shopper: PayingShopper

    const add = () => storefront.run("npx", ["medusa-payment-nexi-xpay-storefront", "add"])
    const serveBuilt = () => storefront.serve("next/dist/bin/next", ["start"], store.shopUrl)

    afterAll(() => storefront.remove())

    it("installs the package by npm, without a complaint about React", async () => {
      storefront.use(versions)
      storefront.write(
        ".env.local",
        `NEXT_PUBLIC_MEDUSA_BACKEND_URL=${store.url}\nNEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY=${store.publishableKey}\n`
      )
      const ours = await storefront.pack()
      const said = await storefront.run("npm", [
        "install",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        ours,
      ])
      expect(said).not.toMatch(/ERESOLVE|peer dep/)
    })

    it("gets XPay by the command, which finds nothing more to do afterwards", async () => {
      expect(await add()).toMatch(/~ changed +src\/lib\/constants\.tsx[\s\S]*Everything is in place/)
      expect(await add()).not.toMatch(/^[+~✗!]/m)
    })

    it("type-checks and builds", async () => {
      await storefront.run("npx", ["next", "build"])
      await serveBuilt()
    })

    async function atThePayment(): Promise<void> {
      shopper = await PayingShopper.with(browser)
      await shopper.page.goto(`${store.shopUrl}/it`)
      await shopper.page.getByRole("button", { name: "Buy" }).click()
      await shopper.payButton.waitFor()
    }

    async function isConfirmed(method: string): Promise<void> {
      await shopper.page.getByRole("heading", { name: CONFIRMATION }).waitFor()
      expect(await shopper.page.getByTestId("payment-method").innerText()).toBe(method)
      expect(await shopper.page.getByTestId("order-id").innerText()).toMatch(/^order_/)
      expect(shopper.broken).toEqual([])
      expect([...shopper.hosts].filter((host) => host.includes("stripe"))).toEqual([])
      await shopper.leave()
    }

    it("pays by card with the bank's page instead of its own, and shows the confirmation page", async () => {
      await atThePayment()
      await shopper.typeCard()
      await shopper.payButton.click()
      await shopper.confirmAtTheBank()
      await isConfirmed("Card")
    })

    it("pays on XPay's page, and shows the confirmation page", async () => {
      await atThePayment()
      await shopper.page.locator(".xpay-method[data-service=PAYPAL]").click()
      await shopper.page.locator('button[value="pay"]').click()
      await isConfirmed("PayPal")
    })

    it("pays by card with the bank's page in a window, and shows the confirmation page", async () => {
      await storefront.run("npx", ["next", "build"], { NEXT_PUBLIC_XPAY_CHALLENGE: "frame" })
      await serveBuilt()
      await atThePayment()
      await shopper.typeCard()
      await shopper.payButton.click()
      await shopper.confirmAtTheBank({ inWindow: true })
      await isConfirmed("Card")
    })
  })
})
