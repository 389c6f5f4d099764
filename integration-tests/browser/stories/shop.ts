import { OK_CARD } from "../../harness/cards"
import type { DemoWorld } from "../demo-world"

/** Using the shop, apart from payments. */
export function shopStories(world: DemoWorld): void {
  describe("the shop", () => {
    it("shows while typing what the card is and what is wrong, and leads to the first mistake", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      const number = walk.page.getByLabel("Card number")
      await number.pressSequentially("4509034543615007")
      expect(await number.inputValue()).toBe("4509 0345 4361 5007")
      expect(await walk.page.locator(".circuit").innerText()).toBe("Visa")
      expect(await number.getAttribute("aria-invalid")).toBe("true")
      expect(await walk.page.locator("#card-number-error").innerText()).toContain("Check the digits")

      await walk.page.getByLabel("Email").fill("maria")
      await walk.payButton.click()
      expect(await walk.page.evaluate(() => document.activeElement?.id)).toBe("email")
      expect(await world.atXPay()).toEqual([])
    })

    it("shows before anything is typed which cards are taken, wallets first, and who processes the payment", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      const { page } = walk
      const brands = page.getByRole("list", { name: "Accepted cards" })
      expect(
        await brands.getByRole("img").evaluateAll((all) => all.map((one) => one.getAttribute("alt")))
      ).toEqual(expect.arrayContaining(["Visa", "Mastercard"]))
      const top = async (name: string) =>
        (await page.getByRole("button", { name, exact: true }).boundingBox())?.y ?? 0
      const card = (await page.getByLabel("Card number").boundingBox())?.y ?? 0
      expect(await top("Pay with PayPal")).toBeLessThan(card)
      expect(await top("Pay with MyBank")).toBeGreaterThan(card)
      await page.getByText("Payments are processed by Nexi.").waitFor()
    })

    it.each([
      ["it-IT", "it"],
      ["en-GB", "en"],
      ["de-DE", "en"],
    ])("speaks the language of the browser: %s", async (locale, language) => {
      const { page } = await world.shopper(undefined, locale)
      await page.goto(world.shopUrl)
      await page.locator(`html[lang=${language}]`).waitFor()
    })

    it("has a dark side for those who asked their browser for it, as legible as the light one", async () => {
      const walk = await world.shopper()
      await walk.page.emulateMedia({ colorScheme: "dark" })
      await walk.readyToPay()
      await walk.page.getByLabel("Card number").pressSequentially("4509034543615007")
      await walk.payButton.click()
      expect(
        await walk.page.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor)
      ).toBe("rgb(28, 24, 21)")
      expect(await walk.faintTexts()).toEqual([])
    })

    it("lets the province be chosen, not spelt, and knows the postcodes of each country", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      const { page } = walk
      await page.getByLabel("Province").selectOption({ label: "Roma (RM)" })
      await page.getByLabel("Postcode").fill("123")
      await page.getByLabel("Email").focus()
      await page.getByText("it looks like 50123").waitFor()
      await page.getByLabel("Postcode").fill("00184")
      await walk.pay(OK_CARD, "Authentication succeeds")
      const { shipping_address: address } = await world.order(await walk.thanked())
      expect(address).toMatchObject({ province: "RM", postal_code: "00184" })
    })

    it("says that the shopper is offline, once, and goes on when they are back", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.page.context().setOffline(true)
      await walk.payButton.click()
      expect(await walk.notice()).toContain("You are offline.")
      expect(await walk.page.getByText(/offline|could not be reached|does not answer/).count()).toBe(1)
      await walk.page.context().setOffline(false)
      await walk.payButton.click()
      await walk.answerBank("Authentication succeeds")
      await walk.thanked()
      // From the requests while there was no network.
      walk.complaints.length = 0
    })

    it("changes quantities by keyboard without losing the place", async () => {
      const walk = await world.shopper()
      await walk.fillCart()
      await walk.page.getByRole("link", { name: /^Cart/ }).click()
      await walk.page.getByRole("button", { name: "One more: Coffee beans" }).focus()
      for (const quantity of ["2", "3"]) {
        await walk.page.keyboard.press("Enter")
        await walk.page.locator(".stepper span", { hasText: quantity }).waitFor()
      }
      expect(await walk.page.locator(".cart-total").innerText()).toContain("€38.70")
      await walk.page.getByRole("button", { name: "Remove from your cart: Coffee beans" }).press("Enter")
      await walk.page.getByRole("heading", { name: "Your cart is empty." }).waitFor()
    })

    it("orders a cart that coupons pay for, without a card and without XPay", async () => {
      await world.coupon("TUTTO", "items")
      await world.coupon("CONSEGNA", "shipping_methods")
      const walk = await world.shopper()
      const { page } = walk
      const asked = page.waitForRequest((request) => request.url().includes("/store/carts"))
      await walk.readyToPay()
      const { "x-publishable-api-key": key = "" } = await (await asked).allHeaders()
      const cartId = await page.evaluate(
        () => JSON.parse(localStorage.getItem("bottega.cartId") ?? "") as string
      )
      const { origin } = new URL((await asked).url())
      const applied = await page.request.post(`${origin}/store/carts/${cartId}/promotions`, {
        headers: { "x-publishable-api-key": key },
        data: { promo_codes: ["TUTTO", "CONSEGNA"] },
      })
      expect(applied.ok()).toBe(true)
      await page.reload()
      const place = page.getByRole("button", { name: "Place the order" })
      await place.waitFor()
      expect(await page.locator(".summary dl").first().textContent()).toMatch(/Discount-€18\.80Total€0\.00/)
      await page.getByText("There is nothing to pay").waitFor()
      expect(await page.getByLabel("Card number").count()).toBe(0)
      expect(await page.getByRole("button", { name: /^Pay/ }).count()).toBe(0)
      await walk.fillDetails()
      await place.click()
      const { total } = await world.order(await walk.thanked())
      expect(total).toBe(0)
      expect(await world.atXPay()).toEqual([])
    })

    it("shows in the bill the tax that the prices include", async () => {
      await world.includeTax("jp", "jpy", 10)
      const walk = await world.shopper()
      await walk.readyToPay("jpy")
      const bill = walk.page.locator(".summary dl", { hasText: "of which VAT" }).first()
      await bill.waitFor({ state: "attached" })
      expect(await bill.textContent()).toMatch(/Subtotal¥2,100Shipping¥1,800Total¥3,900of which VAT¥355$/)
      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await world.atXPay()).toMatchObject([{ amount: 3900, totals: { authorized: 3900 } }])
    })

    const PHONE = { width: 390, height: 844 }
    const DESKTOP = { width: 1280, height: 900 }
    it.each([
      ["a phone", "en-GB", PHONE, "checkout-mobile"],
      ["a computer", "en-GB", DESKTOP, "checkout-desktop"],
      ["a computer", "it-IT", DESKTOP, "checkout-desktop.it"],
    ] as const)("fits the screen of %s: %s", async (_, locale, viewport, picture) => {
      const walk = await world.shopper(viewport, locale)
      const { page } = walk
      await page.goto(world.shopUrl)
      await page.getByRole("button", { name: /: (Caffè in grani|Coffee beans)$/ }).click()
      await page.getByRole("link", { name: /nel carrello|in your cart/ }).waitFor()
      await page.goto(`${world.shopUrl}/checkout`)
      await page.getByRole("button", { name: /^(Compila contatti|Fill in contact)/ }).click()
      await page
        .getByRole("button", { name: /approvata|approved/ })
        .first()
        .click()
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      ).toBeLessThanOrEqual(0)
      await page
        .locator(viewport === PHONE ? ".methods" : "h1")
        .first()
        .scrollIntoViewIfNeeded()
      await walk.shoot(picture, viewport === DESKTOP)
    })

    it("speaks Italian to whoever does not choose", async () => {
      const walk = await world.shopper()
      await walk.page.goto(world.shopUrl)
      await walk.page.getByRole("button", { name: "Aggiungi: Caffè in grani" }).waitFor()
      expect(await walk.page.locator("html").getAttribute("lang")).toBe("it")
    })
  })
}
