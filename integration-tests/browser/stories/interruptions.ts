import { setTimeout as pause } from "node:timers/promises"
import { OK_CARD, OTHER_OK_CARD } from "../../harness/cards"
import { BANK, type CheckoutWalk } from "../checkout-walk"
import type { DemoWorld } from "../demo-world"

/** Reloads, the Back button, slow and broken networks, two tabs: no shopper pays twice, and no order is lost. */
export function interruptionStories(world: DemoWorld): void {
  describe.each(["as a full page", "in a window"] as const)("with the bank's page %s", (where) => {
    const isWindow = where === "in a window"

    async function ready(walk: CheckoutWalk): Promise<CheckoutWalk> {
      await walk.readyToPay()
      if (isWindow) {
        await walk.chooseWindow()
      }
      return walk
    }

    async function goToBank(walk: CheckoutWalk, card = OK_CARD): Promise<void> {
      await walk.typeCard(card)
      await walk.payButton.click()
      await bank(walk).getByRole("button", { name: BANK["Authentication succeeds"] }).waitFor()
    }

    const bank = (walk: CheckoutWalk) => (isWindow ? walk.bank : walk.page)

    const confirm = (walk: CheckoutWalk) =>
      bank(walk).getByRole("button", { name: BANK["Authentication succeeds"] }).click()

    it("a reload at the bank loses nothing", async () => {
      const walk = await ready(await world.shopper())
      await goToBank(walk)
      await walk.page.reload()
      if (isWindow) {
        expect(await walk.notice()).toContain("Nothing is charged until you confirm")
        await walk.fillDetails()
        await goToBank(walk)
      }
      await confirm(walk)
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("a reload while the payment is being made ends with its order", async () => {
      const walk = await ready(await world.shopper())
      await goToBank(walk)
      // Longer than a busy machine takes to return here after the click.
      await world.simulator.addFault({ kind: "delay", path: "/orders/3steps/payment", ms: 12_000 })
      const isBack = walk.page.waitForRequest(/\/xpay\/return\//)
      await confirm(walk)
      await isBack
      await pause(1_000)
      await walk.page.goto(`${world.shopUrl}/checkout`)
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("the Back button after the order leads to no second payment", async () => {
      const walk = await ready(await world.shopper())
      await goToBank(walk)
      await confirm(walk)
      const id = await walk.thanked()
      for (let steps = 0; steps < 4; steps++) {
        // Going back to a page loaded by POST requires resubmission: a browser may show its own error page.
        await walk.page.goBack().catch(() => undefined)
        expect(await walk.payButton.count()).toBe(0)
      }
      await walk.page.goto(`${world.shopUrl}/checkout`)
      await walk.page.getByRole("heading", { name: "Your cart is empty." }).waitFor()
      await walk.page.goto(`${world.shopUrl}/thank-you?order=${id}`)
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("a slow network and an impatient shopper make one payment", async () => {
      const walk = await ready(await world.shopper())
      const devtools = await walk.page.context().newCDPSession(walk.page)
      await devtools.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 1_200,
        downloadThroughput: 20_000,
        uploadThroughput: 10_000,
      })
      await walk.typeCard(OK_CARD)
      await walk.payButton.dblclick()
      await walk.payButton.click({ force: true, timeout: 1_000 }).catch(() => undefined)
      await confirm(walk)
      await walk.thanked()
      expect(await world.atXPay()).toHaveLength(1)
      expect(await world.authorized()).toEqual([1880])
    })

    it("a lost answer to the card is said clearly, and the next try pays once", async () => {
      const walk = await ready(await world.shopper())
      await walk.page.route(
        "**/payment-sessions/*/card",
        async (route) => {
          await route.fetch({ maxRetries: 3 })
          await route.abort("connectionreset")
        },
        { times: 1 }
      )
      await walk.typeCard(OK_CARD)
      await walk.payButton.click()
      expect(await walk.notice()).toMatch(/could not be reached[\s\S]*you will not pay twice/)
      // Ignores the browser's own messages about the broken connection.
      walk.complaints.length = 0
      await walk.payButton.click()
      await confirm(walk)
      await walk.thanked()
      expect(await world.authorized()).toEqual([1880])
    })

    it("two tabs make one order", async () => {
      const first = await ready(await world.shopper())
      const second = await world.secondTab(first)
      await second.page.goto(`${world.shopUrl}/checkout`)
      await second.fillDetails()
      await goToBank(first)
      await goToBank(second, OTHER_OK_CARD)
      if (isWindow) {
        // It detects by itself that its payment was replaced, and shows the form again.
        await first.bankWindow.waitFor({ state: "detached" })
        expect(await first.notice()).toMatch(/canceled[\s\S]*Nothing was charged/)
      }
      await confirm(second)
      const id = await second.thanked()
      if (isWindow) {
        await first.typeCard(OK_CARD)
        await first.payButton.click()
      } else {
        await confirm(first)
        await first.page.waitForURL(`${world.shopUrl}/**`)
      }
      await first.page.getByRole("heading", { name: /^(Your cart is empty|Thank you)/ }).waitFor()
      // Ignores the browser's own message about Medusa's refusal to change an ordered cart.
      first.complaints.length = 0

      expect(await first.payButton.count()).toBe(0)
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized" })
      const held = (await world.atXPay()).map(({ totals }) => totals.liveHold).filter((sum) => sum > 0)
      expect(held).toEqual([1880])
    })
  })

  it("XPay's page in two tabs, paid in both, makes one order and keeps one payment", async () => {
    const first = await world.shopper()
    await first.readyToPay()
    const second = await world.secondTab(first)
    await second.page.goto(`${world.shopUrl}/checkout`)
    await second.fillDetails()
    await first.goToXPay("Google Pay")
    await second.goToXPay("PayPal")
    await second.answerXPay("pay")
    const id = await second.thanked()
    await first.answerXPay("pay")
    await first.page.locator("main h1").waitFor()
    expect(await first.payButton.count()).toBe(0)
    expect(await world.order(id)).toMatchObject({ payment_status: "captured" })
    expect(await kept()).toEqual([1880])

    /** What XPay holds or has captured, less refunds; Google Pay's is voided as soon as the server knows of it. */
    async function kept(): Promise<number[]> {
      for (let tries = 0; tries < 20; tries++) {
        const sums = (await world.atXPay()).map(
          ({ totals: { liveHold, captured, refunded } }) => liveHold + captured - refunded
        )
        const left = sums.filter((sum) => sum > 0)
        if (left.length < 2) {
          return left
        }
        await pause(500)
      }
      return (await world.atXPay()).map(({ totals }) => totals.authorized)
    }
  })
}
