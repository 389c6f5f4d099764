import path from "node:path"
import type { Locator, Request } from "playwright-core"
import type { OrderDump, SimulatorControl } from "../../src/simulator"
import { OK_CARD } from "../harness/cards"
import type { CheckoutWalk } from "./checkout-walk"
import type { DemoWorld } from "./demo-world"
import { DashboardOrders } from "./dashboard-orders"
import { DashboardWalk } from "./dashboard-walk"

const PICTURES = path.resolve(__dirname, "../../docs/screenshots")

/** During an animation, colors are between two others. */
const STILL_MS = 600

const GONE = 410

/** The dashboard in a clerk's browser, and the results at XPay. */
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

  /** Expires an order's payment link, as if weeks had passed. */
  async passLastDay(orderId: string): Promise<void> {
    await this.world.passLastDay(orderId)
  }

  async signIn(language?: string): Promise<DashboardWalk> {
    return await DashboardWalk.signIn(this.world.browser, this.world.demo.address("Dashboard"), language)
  }

  /** Call before every test. */
  async open(language?: string): Promise<void> {
    this.current = await this.signIn(language)
  }

  /** Call after every test: checks that the dashboard had no complaints. */
  async close(): Promise<void> {
    await this.walk.close()
    expect(this.walk.complaints).toEqual([])
  }

  /** Number of MOTO payments requested of XPay. */
  async charges(): Promise<number> {
    return (await this.simulator.calls({ path: "/orders/moto" })).length
  }

  /** The latest order at XPay. */
  async last(): Promise<OrderDump | undefined> {
    return (await this.world.atXPay()).at(-1)
  }

  /** MOTO payments that the browser requested of the shop. */
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

  /** Takes a screenshot for the clerk's guide, no taller than the content, in the clerk's language. */
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

  /** Opens the page of a new draft order. */
  async draftPage(): Promise<string> {
    const id = await this.orders.draft()
    await this.walk.open(`/draft-orders/${id}`)
    return id
  }

  /** Opens the page of an order that was a draft and whose payment is authorized. */
  async heldOrder(): Promise<string> {
    const id = await this.draftPage()
    await this.walk.takeCard(OK_CARD)
    await this.walk.heading("Approved").waitFor()
    await this.walk.press("Go to the order")
    await this.walk.page.waitForURL((url) => url.pathname.endsWith(`/orders/${id}`))
    await this.ready("Capture payment")
    return id
  }

  /** Opens the page of a draft order with a link and its panel; returns the order's id and the link. */
  async linkPage(): Promise<{ id: string; url: string }> {
    const id = await this.draftPage()
    const { page } = this.walk
    await page.getByRole("button", { name: "Payment link" }).click()
    await page.getByRole("button", { name: "Create the link" }).click()
    return { id, url: await this.linkAddress() }
  }

  /** The URL of the link in the open panel. */
  async linkAddress(): Promise<string> {
    await this.dialog().getByAltText("QR code of the link").waitFor()
    return (await this.dialog().locator("a[target=_blank]").getAttribute("href")) ?? ""
  }

  /** Whether a link's page says that it can no longer be paid. */
  async isDead(url: string): Promise<boolean> {
    return (await fetch(url)).status === GONE
  }

  /** The URL copied last. */
  async copied(): Promise<string> {
    return await this.walk.page.evaluate(() => navigator.clipboard.readText())
  }

  /** A customer of the shop, on a phone. */
  async customer(): Promise<CheckoutWalk> {
    return await this.world.shopper()
  }

  /** The customer pays through a link on their own device, and returns to the shop's page. */
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
