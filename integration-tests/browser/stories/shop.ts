import type { DemoWorld } from "../demo-world"

/** What the shop is like to use, payment apart. */
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
      await page.getByText("There is nothing to pay").waitFor()
      expect(await page.getByLabel("Card number").count()).toBe(0)
      expect(await page.getByRole("button", { name: /^Pay/ }).count()).toBe(0)
      await walk.fillDetails()
      await place.click()
      const { total } = await world.order(await walk.thanked())
      expect(total).toBe(0)
      expect(await world.atXPay()).toEqual([])
    })

    it("speaks Italian to whoever does not choose", async () => {
      const walk = await world.shopper()
      await walk.page.goto(world.shopUrl)
      await walk.page.getByRole("button", { name: "Aggiungi: Caffè in grani" }).waitFor()
      expect(await walk.page.locator("html").getAttribute("lang")).toBe("it")
    })
  })
}
