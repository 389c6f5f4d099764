import type { Browser, BrowserContext, Page } from "playwright-core"
import { OK_CARD } from "../harness/cards"

/** A shopper with a browser, in an English storefront. */
export class PayingShopper {
  /** Hosts that the browser has sent requests to. */
  readonly hosts = new Set<string>()
  /** Errors on a page. */
  readonly broken: string[] = []

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page
  ) {
    page.on("request", (request) => this.hosts.add(new URL(request.url()).hostname))
    page.on("pageerror", (error) => this.broken.push(error.message))
  }

  static async with(browser: Browser): Promise<PayingShopper> {
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 844 } })
    context.setDefaultTimeout(60_000)
    return new PayingShopper(context, await context.newPage())
  }

  async typeCard(): Promise<void> {
    const year = String(new Date().getFullYear() + 2).slice(-2)
    await this.page.getByLabel(/Card number|Numero della carta/).pressSequentially(OK_CARD.number)
    await this.page.getByLabel(/Expiry date|Scadenza/).pressSequentially(`12${year}`)
    await this.page.getByLabel(/Security code|Codice di sicurezza/).pressSequentially(OK_CARD.cvv)
    await this.page.getByLabel(/Name on card|Nome sulla carta/).fill("Maria Rossi")
  }

  get payButton() {
    return this.page.locator(".xpay-pay")
  }

  /**
   * Confirms on the bank's page, as a full page or in a window. The simulator's texts are in the shopper's language.
   */
  async confirmAtTheBank({ inWindow = false } = {}): Promise<void> {
    const bank = inWindow ? this.page.frameLocator(".xpay-challenge iframe") : this.page
    await bank.getByRole("button", { name: /Authentication succeeds|Autenticazione riuscita/ }).click()
  }

  async leave(): Promise<void> {
    await this.context.close()
  }
}
