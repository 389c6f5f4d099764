import { OK_CARD } from "../../harness/cards"
import { BANK, type CheckoutWalk } from "../checkout-walk"
import type { DemoWorld } from "../demo-world"
import { cardOf } from "./card"

/** A shopper pays by card; the bank's page opens in a window over the shop's. */
export function frameStories(world: DemoWorld): void {
  describe("the bank's page in a window", () => {
    async function atTheBank(viewport?: { width: number; height: number }): Promise<CheckoutWalk> {
      const walk = await world.shopper(viewport, "en-GB")
      await walk.readyToPay()
      await walk.chooseWindow()
      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      await walk.bank.getByRole("button", { name: BANK["Authentication succeeds"] }).waitFor()
      return walk
    }

    it.each([
      { width: 390, height: 844 },
      { width: 1280, height: 900 },
    ])("takes the payment without leaving the shop's page ($width pixels wide)", async (viewport) => {
      const walk = await atTheBank(viewport)
      await walk.page.evaluate(() => Object.assign(window, { isStillHere: true }))
      expect(await walk.page.evaluate(() => document.activeElement?.tagName)).toBe("IFRAME")
      const box = await walk.bankWindow.boundingBox()
      expect(box?.width).toBeLessThanOrEqual(viewport.width)
      expect(box?.height).toBeLessThanOrEqual(viewport.height)
      if (viewport.width > viewport.height) {
        await walk.shoot("bank-window")
      }

      await walk.answerBankInWindow("Authentication succeeds")
      const id = await walk.thanked()
      expect(await walk.page.evaluate(() => "isStillHere" in window)).toBe(true)
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized", total: 18.8 })
      expect(await world.authorized()).toEqual([1880])
      expect(await walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
    })

    it.each([
      ["Authentication fails", /did not go through[\s\S]*Nothing was charged/],
      ["Give up and go back", /Nothing was charged/],
    ] as const)("says what '%s' means, and lets the shopper pay again", async (answer, says) => {
      const walk = await atTheBank()
      await walk.answerBankInWindow(answer)
      expect(await walk.notice()).toMatch(says)
      expect(await world.authorized()).toEqual([])

      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      await walk.answerBankInWindow("Authentication succeeds")
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it.each(["the button", "the Escape key"])(
      "charges nothing when it is closed by %s, and keeps the form",
      async (how) => {
        const walk = await atTheBank()
        if (how === "the button") {
          await walk.bankWindow.getByRole("button", { name: "Close without paying" }).click()
        } else {
          await walk.page.keyboard.press("Escape")
        }
        expect(await walk.notice()).toMatch(
          /confirmation is missing[\s\S]*Nothing is charged until you confirm/
        )
        expect(await walk.bankWindow.count()).toBe(0)
        expect(await walk.page.getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
        expect(await world.authorized()).toEqual([])

        await walk.payButton.click()
        await walk.answerBankInWindow("Authentication succeeds")
        await walk.thanked()
        expect(await world.authorized()).toEqual([1880])
      }
    )

    it("goes away with the checkout, by the browser's Back button", async () => {
      const walk = await atTheBank()
      await walk.page.goBack()
      await walk.page.getByRole("heading", { name: "Cart" }).waitFor()
      expect(await walk.bankWindow.count()).toBe(0)
      expect(await world.authorized()).toEqual([])
      await walk.page.goForward()
      expect(await walk.notice()).toContain("Nothing is charged until you confirm")
    })

    it("is not needed for the truth: a return page that never arrives", async () => {
      const walk = await atTheBank()
      await walk.page.route("**/xpay/return/**", async (route) => {
        await route.fetch({ maxRetries: 3 })
        await route.fulfill({ status: 200, contentType: "text/html", body: "" })
      })
      await walk.answerBankInWindow("Authentication succeeds")
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("finds the order of a shopper who confirms and closes it before the answer is there", async () => {
      const walk = await atTheBank()
      let hasArrived: () => void = () => undefined
      const arrived = new Promise<void>((resolve) => (hasArrived = resolve))
      await walk.page.route("**/xpay/return/**", async (route) => {
        await route.fetch({ maxRetries: 3 })
        hasArrived()
        // And no response.
      })
      await walk.bank.getByRole("button", { name: BANK["Authentication succeeds"] }).click()
      await arrived
      await walk.page.keyboard.press("Escape")
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("gives way to a bank that breaks out of it", async () => {
      const walk = await atTheBank()
      await walk.bank.locator("form").evaluate((form: HTMLFormElement) => (form.target = "_top"))
      await walk.bank.getByRole("button", { name: BANK["Authentication succeeds"] }).click()
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("speaks Italian", async () => {
      const walk = await atTheBank()
      await walk.page.keyboard.press("Escape")
      await walk.page.getByRole("button", { name: "Italiano" }).click()
      const pay = walk.page.getByRole("button", { name: /^Paga \d/ })
      await pay.waitFor()
      await walk.page.getByRole("button", { name: /^Visa/ }).first().click()
      await pay.click()
      const bank = walk.page.getByRole("dialog", { name: "Conferma con la tua banca" })
      await bank.getByRole("button", { name: "Chiudi senza pagare" }).click()
      expect(await walk.notice()).toContain("Non viene addebitato nulla")
    })
  })
}
