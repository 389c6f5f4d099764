import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import axe from "axe-core"
import type { Page } from "playwright-core"

const PICTURES = path.resolve(__dirname, "../../docs/screenshots")

/** How a payer's attempt on XPay's page ends. */
export type PageAnswer = "pay" | "decline" | "fail" | "leave-pending" | "cancel"

/** The buttons of the bank's page, which uses the browser's language. */
export const BANK = {
  "Authentication succeeds": /^(?:Authentication succeeds|Autenticazione riuscita)$/,
  "Authentication fails": /^(?:Authentication fails|Autenticazione fallita)$/,
  "Give up and go back": /^(?:Give up and go back|Rinuncia e torna al negozio)$/,
} as const

export type BankAnswer = keyof typeof BANK

/** A shopper with a browser. */
export class CheckoutWalk {
  /** The browser's complaints: broken scripts, blocked content. */
  readonly complaints: string[] = []

  constructor(
    readonly page: Page,
    private readonly shopUrl: string
  ) {
    page.on("pageerror", (error) => this.complaints.push(error.message))
    page.on("console", (message) => {
      // A test that expects a missing URL checks it itself.
      if (message.type() === "error" && !message.text().includes("404")) {
        this.complaints.push(message.text())
      }
    })
  }

  async speakEnglish(): Promise<void> {
    await this.page.getByRole("button", { name: "English" }).click()
    await this.page.locator("html[lang=en]").waitFor()
  }

  /** Opens the shop, in English, and puts the first product into the cart. */
  async fillCart(region = "eur"): Promise<void> {
    await this.page.goto(this.shopUrl)
    await this.speakEnglish()
    await this.page.getByLabel("Country and currency").selectOption(region)
    await this.page.getByRole("button", { name: "Add: Coffee beans" }).click()
    await this.page.getByRole("link", { name: "1 in your cart" }).waitFor()
  }

  async goToCheckout(): Promise<void> {
    await this.page.getByRole("link", { name: /^Cart/ }).click()
    await this.page.getByRole("link", { name: "Go to checkout" }).click()
    await this.payButton.waitFor()
  }

  /** Fills in everything except the card. */
  async fillDetails(): Promise<void> {
    await this.page.getByRole("button", { name: "Fill in contact and address" }).click()
  }

  async readyToPay(region?: string): Promise<void> {
    await this.fillCart(region)
    await this.goToCheckout()
    await this.fillDetails()
  }

  async typeCard({ number, cvv }: { number: string; cvv: string }): Promise<void> {
    const year = String(new Date().getFullYear() + 2).slice(-2)
    await this.page.getByLabel("Card number").pressSequentially(number)
    await this.page.getByLabel("Expiry date").pressSequentially(`12${year}`)
    await this.page.getByLabel("Security code").pressSequentially(cvv)
    await this.page.getByLabel("Name on card").fill("Maria Rossi")
  }

  /** Selects where the card is entered, an option of the demo. */
  async chooseCardPlace(label: string): Promise<void> {
    await this.page.getByLabel(label).check()
  }

  /** The frames of XPay's card fields. */
  get fields() {
    return this.page.locator(".xpay-fields iframe")
  }

  /** Types a card into XPay's frames, as a person does. */
  async typeIntoFields({ number, cvv }: { number: string; cvv: string }): Promise<void> {
    const year = String(new Date().getFullYear() + 2).slice(-2)
    const values = {
      CARD_NUMBER: number,
      EXPIRATION_DATE: `12/${year}`,
      SECURITY_CODE: cvv,
      CARDHOLDER_NAME: "Maria Rossi",
      CARDHOLDER_EMAIL: "maria@example.com",
    }
    for (const [id, value] of Object.entries(values)) {
      const input = this.page.frameLocator(`iframe[src*="id=${id}&"]`).locator(`#${id}`)
      await input.fill(value)
      await input.blur()
    }
    await this.page.getByLabel("I have read Nexi's privacy notice").check()
  }

  /** Takes a screenshot for the documents if `SCREENSHOTS=1`. */
  async shoot(name: string, fullPage = false): Promise<void> {
    if (process.env["SCREENSHOTS"] !== undefined) {
      await this.page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage })
    }
  }

  /** Texts with too little contrast to their background. */
  async faintTexts(): Promise<string[]> {
    await this.page.evaluate(axe.source)
    const { violations } = await this.page.evaluate(async () => {
      const { axe: engine } = globalThis as unknown as { axe: typeof axe }
      return await engine.run(document, { iframes: false, runOnly: ["color-contrast"] })
    })
    return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))
  }

  get payButton() {
    return this.page.getByRole("button", { name: /^Pay (?!with)/ })
  }

  async answerBank(answer: BankAnswer): Promise<void> {
    await this.page.getByRole("button", { name: BANK[answer] }).click()
    await this.page.waitForURL(`${this.shopUrl}/**`)
  }

  async pay(card: { number: string; cvv: string }, answer: BankAnswer): Promise<void> {
    await this.typeCard(card)
    await this.payButton.click()
    await this.answerBank(answer)
  }

  /** From now on the bank's page opens in a window over the shop's page. */
  async chooseWindow(): Promise<void> {
    await this.page.getByLabel("In a window").check()
  }

  /** The bank's page in its window. */
  get bank() {
    return this.page.frameLocator(".xpay-challenge iframe")
  }

  get bankWindow() {
    return this.page.getByRole("dialog", { name: "Confirm with your bank" })
  }

  async answerBankInWindow(answer: BankAnswer): Promise<void> {
    await this.bank.getByRole("button", { name: BANK[answer] }).click()
    await this.bankWindow.waitFor({ state: "detached" })
  }

  /** Presses the button of a payment method, and waits for XPay's page. */
  async goToXPay(method: string): Promise<void> {
    await this.page.getByRole("button", { name: `Pay with ${method}`, exact: true }).click()
    await this.page.waitForURL("**/monetaweb/page/hosted/**")
  }

  /** Ends XPay's page by what its buttons send: the texts depend on the shopper's language, the values do not. */
  async answerXPay(answer: PageAnswer): Promise<void> {
    if (answer === "cancel") {
      await this.page.locator("form[action$='/cancel'] button").click()
    } else {
      if (answer !== "pay") {
        await this.page.locator("details summary").first().click()
      }
      await this.page.locator(`button[value="${answer}"]`).click()
    }
    await this.page.waitForURL(`${this.shopUrl}/**`)
  }

  /** The order number that XPay's page shows. */
  async orderAtXPay(): Promise<string> {
    return await this.page.locator("dd.mono").first().innerText()
  }

  /** The text of an order that awaits its payment. */
  awaiting(method: string) {
    return this.page.getByText(`Awaiting your payment: ${method}`)
  }

  private get thanks() {
    return this.page.getByRole("heading", { name: /^Thank you/ })
  }

  /** Waits for the thank-you page. @returns the order's id. */
  async thanked(): Promise<string> {
    await this.thanks.waitFor()
    return new URL(this.page.url()).searchParams.get("order") ?? ""
  }

  /** Checks repeatedly until there is an order, at any page where the shop waits. @returns the order's id. */
  async thankedAtLast(timeoutMs: number): Promise<string> {
    for (const end = Date.now() + timeoutMs; Date.now() < end; await pause(3_000)) {
      await this.page.goto(`${this.shopUrl}/checkout`)
      await this.thanks.or(this.payButton).first().waitFor()
      if (await this.thanks.isVisible()) {
        break
      }
    }
    return await this.thanked()
  }

  /** The notice beside the card form. */
  async notice(): Promise<string> {
    const notice = this.page.locator(".notice")
    await notice.waitFor()
    return await notice.innerText()
  }

  /** Records the card form whenever the shopper leaves the shop: browsers preserve pages as they are. */
  async noteFieldsOnLeaving(): Promise<void> {
    await this.page.addInitScript(() => {
      addEventListener("pagehide", () => {
        const fields = document.querySelectorAll<HTMLInputElement>(".card-grid input")
        if (fields.length > 0) {
          sessionStorage.setItem("left", JSON.stringify([...fields].map(({ value }) => value)))
        }
      })
    })
  }

  async cardFieldsOnLeaving(): Promise<string[]> {
    return JSON.parse(await this.page.evaluate(() => sessionStorage.getItem("left") ?? "")) as string[]
  }

  /** Everything that the browser stores, as one text. */
  async leftBehind(): Promise<string> {
    const inPage = await this.page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...[...document.querySelectorAll("input")].map(({ value }) => value),
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        JSON.stringify(history.state),
        document.cookie,
        location.href,
      ].join("\n")
    )
    return `${inPage}\n${JSON.stringify(await this.page.context().storageState({ indexedDB: true }))}`
  }
}
