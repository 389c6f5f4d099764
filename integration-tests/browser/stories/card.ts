import { BANK } from "../checkout-walk"
import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "../../harness/cards"
import type { DemoWorld } from "../demo-world"

/** A shopper pays by card; the bank's page replaces the shop's. */
export function cardStories(world: DemoWorld): void {
  describe("a card", () => {
    it("sells: card, bank's page, thank-you page, and an authorized order in the dashboard", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.pay(OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()

      const page = await walk.page.locator("main").innerText()
      expect(page).toMatch(/Order no\. \d+/)
      expect(page).toContain("Coffee beans")
      expect(page).toContain("€18.80")
      expect(page).toContain("Visa •••• 5006")
      expect(await world.order(id)).toMatchObject({
        payment_status: "authorized",
        total: 18.8,
      })
      expect(await world.atXPay()).toMatchObject([
        { amount: 1880, currency: "EUR", totals: { authorized: 1880, captured: 0, liveHold: 1880 } },
      ])

      // Half of it is dispatched, and a part of that is returned.
      await world.captureAndRefund(id, 9.4, 2.35)
      expect(await world.atXPay()).toMatchObject([{ totals: { captured: 940, refunded: 235, liveHold: 0 } }])
    })

    it("leaves nothing of the card in the browser", async () => {
      const walk = await world.shopper()
      await walk.noteFieldsOnLeaving()
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      await walk.page.getByRole("button", { name: BANK["Authentication succeeds"] }).waitFor()
      await walk.page.goBack()
      await walk.notice()
      expect(await walk.cardFieldsOnLeaving()).toEqual(["", "", "", ""])
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))

      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
      await walk.page.reload()
      await walk.thanked()
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
    })

    it("says clearly that a card was declined, keeps the cart, and takes another card", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.pay(KO_CARD, "Authentication succeeds")
      expect(await walk.notice()).toMatch(
        /did not go through[\s\S]*Nothing was charged[\s\S]*Your cart is still here/
      )
      expect(new URL(walk.page.url()).search).toBe("")
      expect(await walk.page.getByLabel("Email").inputValue()).toBe("maria.rossi@example.com")
      expect(await walk.payButton.innerText()).toContain("€18.80")
      expect(await world.authorized()).toEqual([])

      await walk.pay(OTHER_OK_CARD, "Authentication succeeds")
      const id = await walk.thanked()
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized" })
      expect(await world.authorized()).toEqual([1880])
    })

    it.each([
      ["Authentication fails", /did not go through[\s\S]*Nothing was charged/],
      ["Give up and go back", /Nothing was charged/],
    ] as const)(
      "charges nothing when the shopper chooses '%s', and lets the shopper pay again",
      async (answer, says) => {
        const walk = await world.shopper()
        await walk.readyToPay()
        await walk.pay(OK_CARD, answer)
        expect(await walk.notice()).toMatch(says)
        expect(await world.authorized()).toEqual([])

        await walk.pay(OK_CARD, "Authentication succeeds")
        await walk.thanked()
        expect(await world.authorized()).toEqual([1880])
      }
    )

    it("takes up a payment that was left at the bank's page, by Back or by a new visit", async () => {
      const walk = await world.shopper()
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      await walk.page.getByRole("button", { name: BANK["Authentication succeeds"] }).waitFor()
      await walk.page.goto(`${world.shopUrl}/checkout`)
      expect(await walk.notice()).toMatch(
        /confirmation is missing[\s\S]*Nothing is charged until you confirm[\s\S]*To go on, pay again below/
      )

      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it.each([
      ["jpy", "¥3,900", 3900, "JPY"],
      ["kwd", "KWD 10.875", 10875, "KWD"],
    ])("charges the right minor units in %s", async (region, shown, amount, currency) => {
      const walk = await world.shopper()
      await walk.readyToPay(region)
      expect((await walk.payButton.innerText()).replace(/\s/g, " ")).toContain(`Pay ${shown}`)
      await walk.pay(OK_CARD, "Authentication succeeds")
      await walk.thanked()
      expect(await world.atXPay()).toMatchObject([{ amount, currency, totals: { authorized: amount } }])
    })

    it("authorizes once when Pay is clicked twice", async () => {
      const walk = await world.shopper()
      const posted: string[] = []
      walk.page.on("request", (request) => {
        if (request.method() === "POST") {
          posted.push(new URL(request.url()).pathname.split("/").at(-1) ?? "")
        }
      })
      await walk.readyToPay()
      await walk.typeCard(OK_CARD)
      await walk.payButton.dblclick()
      await walk.answerBank("Authentication succeeds")
      await walk.thanked()
      expect(posted.filter((path) => path === "payment-sessions")).toHaveLength(1)
      expect(posted.filter((path) => path === "card")).toHaveLength(1)
      expect(await world.atXPay()).toHaveLength(1)
      expect(await world.authorized()).toEqual([1880])
    })
  })
}

/** The number (in any grouping), or the security code as a separate word. */
export function cardOf({ number, cvv }: { number: string; cvv: string }): RegExp {
  return new RegExp(`${number.split("").join("[ -]?")}|\\b${cvv}\\b`)
}
