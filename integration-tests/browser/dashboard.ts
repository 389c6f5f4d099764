import path from "node:path"
import type { Locator, Request } from "playwright-core"
import type { OrderDump, SimulatorControl } from "../../src/simulator"
import { OK_CARD } from "../harness/cards"
import type { CheckoutWalk } from "./checkout-walk"
import type { DemoWorld } from "./demo-world"
import { DashboardOrders } from "./dashboard-orders"
import { DashboardWalk } from "./dashboard-walk"

const PICTURES = path.resolve(__dirname, "../../docs/screenshots")

/** The colours of what moves in, or out, are between two others. */
const STILL_MS = 600

const GONE = 410

/** The dashboard in a clerk's browser, and what came of it at XPay. */
export class Dashboard {
  private current: DashboardWalk | undefined

  constructor(private readonly world: DemoWorld) {}

  /** The clerk of this test. */
  get walk(): DashboardWalk {
    if (this.current === undefined) {
      throw new Error("Nobody is signed in.")
    }
    return this.current
  }

  get orders(): DashboardOrders {
    return new DashboardOrders(this.walk)
  }

  get simulator(): SimulatorControl {
    return this.world.simulator
  }

  /** Weeks go by for an order's payment link. */
  async passLastDay(orderId: string): Promise<void> {
    await this.world.passLastDay(orderId)
  }

  async signIn(language?: string): Promise<DashboardWalk> {
    return await DashboardWalk.signIn(this.world.browser, this.world.demo.address("Dashboard"), language)
  }

  /** Before every test. */
  async open(language?: string): Promise<void> {
    this.current = await this.signIn(language)
  }

  /** After every test: the dashboard has complained of nothing. */
  async close(): Promise<void> {
    await this.walk.close()
    expect(this.walk.complaints).toEqual([])
  }

  /** MOTO payments that XPay was asked for. */
  async charges(): Promise<number> {
    return (await this.simulator.calls({ path: "/orders/moto" })).length
  }

  /** The latest order at XPay. */
  async last(): Promise<OrderDump | undefined> {
    return (await this.world.atXPay()).at(-1)
  }

  /** MOTO payments that the browser asked the shop for. */
  sent(): Request[] {
    return this.walk.posted.filter((request) => request.url().endsWith("/moto"))
  }

  dialog(): Locator {
    return this.walk.page.getByRole("dialog")
  }

  question(): Locator {
    return this.walk.page.getByRole("alertdialog")
  }

  async ready(button: string): Promise<void> {
    await this.walk.page.getByRole("button", { name: button, exact: true }).waitFor()
  }

  /** Takes a picture for the clerk's guide, no higher than what there is to see, in the clerk's language. */
  async shoot(name: string, height = 860, { isDarkToo = false } = {}): Promise<void> {
    const { page, language } = this.walk
    const suffix = language === "en" ? "" : `.${language}`
    const before = page.viewportSize()
    await page.setViewportSize({ width: 1280, height })
    await this.shootTheme("light", `${name}${suffix}`)
    if (isDarkToo) {
      await this.shootTheme("dark", `${name}${suffix}.dark`)
      await this.walk.wear("light")
    }
    if (before !== null) {
      await page.setViewportSize(before)
    }
  }

  private async shootTheme(theme: "light" | "dark", name: string): Promise<void> {
    await this.walk.wear(theme)
    await this.walk.page.waitForTimeout(STILL_MS)
    await this.walk.page.screenshot({ path: path.join(PICTURES, `dashboard-${name}.png`) })
  }

  /** On the page of a new draft order. */
  async draftPage(): Promise<string> {
    const id = await this.orders.draft()
    await this.walk.open(`/draft-orders/${id}`)
    return id
  }

  /** On the page of an order that was a draft, with the money held. */
  async heldOrder(): Promise<string> {
    const id = await this.draftPage()
    await this.walk.takeCard(OK_CARD)
    await this.walk.heading("Approved").waitFor()
    await this.walk.press("Go to the order")
    await this.walk.page.waitForURL((url) => url.pathname.endsWith(`/orders/${id}`))
    await this.ready("Capture payment")
    return id
  }

  /** On the page of a draft order with a link, its panel open; the order's id and the link. */
  async linkPage(): Promise<{ id: string; url: string }> {
    const id = await this.draftPage()
    const { page } = this.walk
    await page.getByRole("button", { name: "Payment link" }).click()
    await page.getByRole("button", { name: "Create the link" }).click()
    return { id, url: await this.linkAddress() }
  }

  /** Of the link in the open panel. */
  async linkAddress(): Promise<string> {
    await this.dialog().getByAltText("QR code of the link").waitFor()
    return (await this.dialog().locator("a[target=_blank]").getAttribute("href")) ?? ""
  }

  /** A link that cannot be paid any more says so. */
  async isDead(url: string): Promise<boolean> {
    return (await fetch(url)).status === GONE
  }

  /** The address that was copied last. */
  async copied(): Promise<string> {
    return await this.walk.page.evaluate(() => navigator.clipboard.readText())
  }

  /** A customer of the shop, on a telephone. */
  async customer(): Promise<CheckoutWalk> {
    return await this.world.shopper()
  }

  /** The customer pays through a link, on a device of their own, and goes back to the shop's page. */
  async payLink(url: string, method = "CARDS"): Promise<void> {
    const context = await this.world.browser.newContext()
    const page = await context.newPage()
    await page.goto(url)
    await page.locator(`a[href*="method=${method}"]`).click()
    await page.locator('button[value="pay"]').click()
    await page.waitForURL((at) => at.origin !== new URL(url).origin)
    await context.close()
  }
}
