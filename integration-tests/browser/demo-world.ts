import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { knex } from "@medusajs/framework/mikro-orm/knex"
import getPort from "get-port"
import { chromium, type Browser } from "playwright-core"
import { SimulatorControl, type OrderDump } from "../../src/simulator"
import { CheckoutWalk } from "./checkout-walk"
import { DemoProcess } from "./demo-process"
import { survivors } from "./processes"

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** Characters of the server's log to print for a failed test. */
const LOGGED = 20_000

const WEEKS_MS = 14 * 86_400_000

/** An order as the dashboard sees it. */
export interface SeenOrder {
  readonly payment_status: string
  readonly total: number
  readonly shipping_address: object | null
  readonly payment_collections: readonly { readonly payments: readonly { readonly id: string }[] }[]
}

/** The demo, shared by all stories because it starts slowly; a browser; and the means to inspect both. */
export class DemoWorld {
  readonly folder = mkdtempSync(path.join(tmpdir(), "xpay-demo-"))
  private readonly walks: CheckoutWalk[] = []
  private ports: string[] = []
  private databasePort = 0
  /** Length of the log before this test. */
  private loggedBefore = 0
  private running: DemoProcess | undefined
  private opened: Browser | undefined

  constructor(private readonly executablePath: string) {
    // For PostgreSQL's own user, if the tests run as root.
    chmodSync(this.folder, 0o755)
  }

  get demo(): DemoProcess {
    if (this.running === undefined) {
      throw new Error("The demo has not been started.")
    }
    return this.running
  }

  get browser(): Browser {
    if (this.opened === undefined) {
      throw new Error("The browser has not been started.")
    }
    return this.opened
  }

  private get logFile(): string {
    return path.join(this.folder, "logs", "medusa.log")
  }

  get shopUrl(): string {
    return this.demo.address("Shop")
  }

  get simulator(): SimulatorControl {
    return new SimulatorControl(this.demo.address("XPay simulator"))
  }

  async start(): Promise<void> {
    this.databasePort = await getPort()
    this.ports = [
      ...["--port", String(await getPort())],
      ...["--store-port", String(await getPort())],
      ...["--simulator-port", String(await getPort())],
      ...["--database-port", String(this.databasePort)],
    ]
    this.opened = await chromium.launch({ executablePath: this.executablePath, args: FLAGS })
    await this.startDemo()
  }

  /** Starts the demo, with the data of an earlier start if there are any. */
  async startDemo(): Promise<void> {
    this.running = new DemoProcess(["--data", this.folder, ...this.ports])
    await this.running.ready()
  }

  async stop(): Promise<void> {
    await this.browser.close()
    const tree = this.demo.tree()
    this.demo.signal("SIGKILL")
    await survivors(tree, 15_000)
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A new shopper with a separate browser context, on an Italian phone by default. */
  async shopper(viewport = { width: 390, height: 844 }, locale = "it-IT"): Promise<CheckoutWalk> {
    const context = await this.browser.newContext({ viewport, locale })
    // As for the dashboard: on a busy machine a page takes longer than half a minute.
    context.setDefaultTimeout(60_000)
    const walk = new CheckoutWalk(await context.newPage(), this.shopUrl)
    this.walks.push(walk)
    return walk
  }

  /** Another tab of the same shopper, with the same cart and storage. */
  async secondTab(first: CheckoutWalk): Promise<CheckoutWalk> {
    const walk = new CheckoutWalk(await first.page.context().newPage(), this.shopUrl)
    this.walks.push(walk)
    return walk
  }

  /** Call before every test. */
  async forget(): Promise<void> {
    this.walks.length = 0
    this.loggedBefore = readFileSync(this.logFile, "utf8").length
    await this.simulator.reset()
  }

  /** Call after every test: checks that nothing was blocked or broken in any browser. */
  async sendHome(): Promise<void> {
    const complaints = this.walks.flatMap((walk) => walk.complaints)
    await Promise.all(this.walks.map(({ page }) => page.context().close()))
    if (complaints.length > 0) {
      throw new Error(complaints.join("\n"))
    }
  }

  /** The end of the server's log since the test began, which may explain a failure. */
  lastLogged(): string {
    const logged = readFileSync(this.logFile, "utf8").slice(this.loggedBefore)
    return `\nThe shop's server has logged:\n${logged.slice(-LOGGED)}\n`
  }

  async atXPay(): Promise<readonly OrderDump[]> {
    return (await this.simulator.ledger()).orders
  }

  /** All amounts authorized so far, in minor units. */
  async authorized(): Promise<number[]> {
    return (await this.atXPay()).map(({ totals }) => totals.authorized).filter((sum) => sum > 0)
  }

  async order(id: string): Promise<SeenOrder> {
    const fields = "+payment_status,+total,*shipping_address,*payment_collections.payments"
    return (await this.admin<{ order: SeenOrder }>("GET", `/admin/orders/${id}?fields=${fields}`)).order
  }

  /** Captures, then refunds, a part of an order's payment through the platform's own API. Major units. */
  async captureAndRefund(orderId: string, captured: number, refunded: number): Promise<void> {
    const { payment_collections: collections } = await this.order(orderId)
    const [payment] = collections.flatMap(({ payments }) => payments)
    await this.admin("POST", `/admin/payments/${payment?.id}/capture`, { amount: captured })
    await this.admin("POST", `/admin/payments/${payment?.id}/refund`, { amount: refunded })
  }

  /** Creates a code that discounts the goods, or the delivery, completely. */
  async coupon(code: string, target: "items" | "shipping_methods"): Promise<void> {
    await this.admin("POST", "/admin/promotions", {
      code,
      type: "standard",
      status: "active",
      application_method: {
        type: "percentage",
        target_type: target,
        allocation: "each",
        max_quantity: 100,
        value: 100,
        currency_code: "eur",
      },
    })
  }

  /** From now on the prices in a country's currency include a tax of so many percent. */
  async includeTax(country: string, currency: string, rate: number): Promise<void> {
    const { price_preferences: known } = await this.admin<{ price_preferences: { id: string }[] }>(
      "GET",
      `/admin/price-preferences?attribute=currency_code&value=${currency}`
    )
    await this.admin("POST", `/admin/price-preferences${known[0] === undefined ? "" : `/${known[0].id}`}`, {
      attribute: "currency_code",
      value: currency,
      is_tax_inclusive: true,
    })
    const { tax_regions: taxRegions } = await this.admin<{ tax_regions: { id: string }[] }>(
      "GET",
      `/admin/tax-regions?country_code=${country}`
    )
    await this.admin("POST", "/admin/tax-rates", {
      tax_region_id: taxRegions[0]?.id,
      name: "Tax",
      code: "TAX",
      rate,
      is_default: true,
    })
  }

  /** Expires an order's payment links, as if weeks had passed. */
  async passLastDay(orderId: string): Promise<void> {
    const connection = `postgres://postgres:postgres@127.0.0.1:${String(this.databasePort)}/postgres`
    const database = knex({ client: "pg", connection })
    await database("xpay_attempt")
      .where({ order_id: orderId, channel: "link" })
      .update({ deadline_at: database.raw("now() - interval '1 day'") })
    await database.destroy()
    await this.simulator.advanceClock(WEEKS_MS)
  }

  private async admin<T>(method: "GET" | "POST", route: string, body?: object): Promise<T> {
    const { origin } = new URL(this.demo.address("Dashboard"))
    const signIn = await fetch(`${origin}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "admin@example.com", password: "supersecret" }),
    })
    const { token } = (await signIn.json()) as { token: string }
    const answer = await fetch(`${origin}${route}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) {
      throw new Error(`${method} ${route}: HTTP ${answer.status} ${await answer.text()}`)
    }
    return (await answer.json()) as T
  }
}
