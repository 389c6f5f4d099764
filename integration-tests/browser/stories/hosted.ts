import { walkHostedPage } from "../../harness/browser-walk"
import { OK_CARD } from "../../harness/cards"
import type { DemoWorld } from "../demo-world"

/** Two runs of the job, with an allowance for a busy machine. */
const BY_THE_JOB_MS = 150_000

/** Two payments, one after another. */
const BOTH_BY_THE_JOB_MS = 2 * BY_THE_JOB_MS + 120_000

/** A shopper pays with the button of a payment method, on XPay's page. */
export function hostedStories(world: DemoWorld): void {
  describe("the other methods", () => {
    it.each([
      ["PayPal", "captured", { authorized: 1880, captured: 1880 }],
      ["Google Pay", "authorized", { authorized: 1880, captured: 0 }],
    ] as const)("sell by button, page and return: %s", async (method, paymentStatus, totals) => {
      const walk = await world.shopper()
      await walk.readyToPay()
      const logo = walk.page.getByRole("button", { name: `Pay with ${method}` }).locator("img")
      expect(await logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(
        true
      )
      await walk.goToXPay(method)
      await walk.answerXPay("pay")
      const id = await walk.thanked()

      const page = await walk.page.locator("main").innerText()
      expect(page).toContain("Your order is confirmed")
      expect(page).toContain(method)
      expect(await world.order(id)).toMatchObject({ payment_status: paymentStatus, total: 18.8 })
      expect(await world.atXPay()).toMatchObject([{ amount: 1880, totals }])
    })

    it("lead back to the checkout with the cart intact when the shopper gives up", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.goToXPay("PayPal")
      await walk.answerXPay("cancel")
      expect(await walk.notice()).toMatch(
        /Payment canceled[\s\S]*Nothing was charged[\s\S]*Your cart is still here/
      )
      expect(new URL(walk.page.url()).search).toBe("")
      expect(await walk.page.getByLabel("Email").inputValue()).toBe("maria.rossi@example.com")
      expect(await walk.payButton.innerText()).toContain("€18.80")
      expect(await world.authorized()).toEqual([])

      await walk.pay(OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized" })
      expect(await world.authorized()).toEqual([1880])
    })

    it("say clearly that a payment was refused, and can be tried again", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.goToXPay("PayPal")
      await walk.answerXPay("decline")
      expect(await walk.notice()).toMatch(/did not go through[\s\S]*Nothing was charged/)
      await walk.goToXPay("PayPal")
      await walk.answerXPay("pay")
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("can be left by the Back button, for another one", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.goToXPay("PayPal")
      await walk.page.goBack()
      expect(await walk.notice()).toMatch(/not confirmed[\s\S]*Nothing is charged until you confirm/)
      await walk.goToXPay("Google Pay")
      await walk.answerXPay("pay")
      const id = await walk.thanked()
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized" })
      expect(await world.authorized()).toEqual([1880])
    })

    it("are those that the cart's amount and currency allow", async () => {
      const walk = await world.shopper()
      await walk.fillCart()
      await walk.goToCheckout()
      const buttons = walk.page.locator(".method")
      expect(await buttons.allInnerTexts()).toEqual([
        "Google Pay",
        "Apple Pay",
        "PayPal",
        "BANCOMAT Pay",
        "Satispay",
        "MyBank",
      ])
      await walk.page.getByLabel("Country and currency").selectOption("jpy")
      await walk.page.getByRole("button", { name: /^Pay ¥/ }).waitFor()
      expect(await buttons.allInnerTexts()).toEqual(["Google Pay", "Apple Pay"])
    })
  })

  describe("a slow method", () => {
    it("places an order that awaits its payment, and resolves before the shopper's eyes by notification", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.goToXPay("MyBank")
      const orderId = await walk.orderAtXPay()
      await walk.answerXPay("leave-pending")
      const id = await walk.thanked()
      await walk.awaiting("MyBank").waitFor()
      expect(await walk.page.locator("main").innerText()).toContain("Your order is placed")
      expect(await world.order(id)).toMatchObject({ payment_status: "awaiting" })
      await walk.page.reload()
      await walk.awaiting("MyBank").waitFor()

      await world.simulator.conclude({ orderId })
      await walk.page.getByText("Your order is confirmed").waitFor()
      expect(await walk.awaiting("MyBank").count()).toBe(0)
      expect(await world.order(id)).toMatchObject({ payment_status: "captured" })
    })

    it("tells the shopper when the money does not come", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.goToXPay("MyBank")
      const orderId = await walk.orderAtXPay()
      await walk.answerXPay("leave-pending")
      await walk.thanked()
      await walk.awaiting("MyBank").waitFor()
      await world.simulator.conclude({ orderId, result: "FAILED" })
      await walk.page.getByText("The payment has not arrived").waitFor()
      expect(await walk.notice()).toContain("you do not need to order again")
    })
  })

  it(
    "resolves by the job alone when every notification is lost: a slow method, and a shopper who never comes back",
    async () => {
      await world.simulator.setSwitches({ notificationsMuted: true })
      const slow = await world.shopper()
      await slow.readyToPay()
      await slow.goToXPay("MyBank")
      const orderId = await slow.orderAtXPay()
      await slow.answerXPay("leave-pending")
      const id = await slow.thanked()
      await slow.awaiting("MyBank").waitFor()

      const gone = await world.shopper()
      await gone.readyToPay()
      await gone.goToXPay("PayPal")
      await walkHostedPage(gone.page.url(), "PAYPAL", "pay")

      await world.simulator.conclude({ orderId })
      await slow.page.getByText("Your order is confirmed").waitFor({ timeout: BY_THE_JOB_MS })
      expect(await world.order(id)).toMatchObject({ payment_status: "captured" })

      const ordered = await gone.thankedAtLast(BY_THE_JOB_MS)
      expect(await world.order(ordered)).toMatchObject({ payment_status: "captured" })
      const received = (await world.simulator.notifications()).filter(({ state }) => state !== "muted")
      expect(received).toEqual([])
    },
    BOTH_BY_THE_JOB_MS
  )
}
