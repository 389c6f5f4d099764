import { readFileSync } from "node:fs"
import path from "node:path"
import { chromium, type Browser } from "playwright-core"
import { findChromium } from "../browser/find-chromium"
import { DemoStore } from "./demo-store"
import { MadeStorefront } from "./made-storefront"
import { PayingShopper } from "./paying-shopper"

jest.setTimeout(600_000)

const GUIDE = path.join(__dirname, "../../docs/storefront.md")

/** The guide's React sample, for this store. */
function guidedSample(store: DemoStore): string {
  const [, sample = ""] = /^```tsx\n([\s\S]*?)^```$/m.exec(readFileSync(GUIDE, "utf8")) ?? []
  return sample
    .replaceAll("https://api.shop.example", store.url)
    .replaceAll("https://shop.example", store.shopUrl)
    .replaceAll("pk_…", store.publishableKey)
}

/** How each package manager adds a package and runs a script. */
const MANAGERS = {
  pnpm: ["--yes", "pnpm@10.11.1"],
  yarn: ["--yes", "yarn@1.22.22"],
} as const

describe("a storefront made new from Vite and React 19, with the guide followed", () => {
  const storefronts: MadeStorefront[] = []
  let store: DemoStore
  let browser: Browser
  let storefront: MadeStorefront

  beforeAll(async () => {
    store = await DemoStore.start()
    browser = await chromium.launch({
      executablePath: findChromium() ?? "chromium",
      args: ["--no-sandbox", "--disable-gpu"],
    })
    storefront = made()
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all(storefronts.map((one) => one.remove()))
    await store.stop()
  })

  function made(): MadeStorefront {
    const one = new MadeStorefront("vite")
    storefronts.push(one)
    one.write("src/pay-step.tsx", guidedSample(store))
    one.write(".env", `VITE_STORE_URL=${store.url}\nVITE_PUBLISHABLE_KEY=${store.publishableKey}\n`)
    return one
  }

  it("installs by npm without a complaint about React, type-checks and builds", async () => {
    const ours = await storefront.pack()
    const said = await storefront.run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ours])
    expect(said).not.toMatch(/ERESOLVE|peer dep/)
    await storefront.run("npm", ["run", "build"])
  })

  it.each(Object.entries(MANAGERS))("installs by %s, type-checks and builds", async (_, manager) => {
    const other = made()
    // Yarn's own cache, keyed by name and version, would provide the tarball of an earlier run.
    const env = { YARN_CACHE_FOLDER: path.join(other.folder, "yarn-cache") }
    await other.run("npx", [...manager, "add", await other.pack()], env)
    await other.run("npx", [...manager, "run", "build"], env)
  })

  async function pay(options?: { inWindow: boolean }): Promise<void> {
    await storefront.serve("vite/bin/vite.js", ["preview", "--strictPort"], store.shopUrl)
    const shopper = await PayingShopper.with(browser)
    await shopper.page.goto(store.shopUrl)
    await shopper.typeCard()
    expect(await shopper.payButton.innerText()).toMatch(/^Paga \d+,\d\d\s€$/)
    await shopper.payButton.click()
    await shopper.confirmAtTheBank(options)
    await shopper.page.getByText(/^Order order_/).waitFor()
    expect(shopper.broken).toEqual([])
    await shopper.leave()
  }

  it("pays by card with the bank's page instead of its own, and shows the order", async () => {
    await pay()
  })

  it("pays by card with the bank's page in a window, and shows the order", async () => {
    const sample = guidedSample(store).replace(
      "cartId={cart.id}",
      'challenge="frame"\n      cartId={cart.id}'
    )
    storefront.write("src/pay-step.tsx", sample)
    await storefront.run("npm", ["run", "build"])
    await pay({ inWindow: true })
  })
})
