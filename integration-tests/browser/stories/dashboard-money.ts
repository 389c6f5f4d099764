import { eventually } from "../../harness/eventually"
import type { Dashboard } from "../dashboard"

/** The money of a payment is moved from the dashboard. */
export function moneyStories(dashboard: Dashboard): void {
  it("captures a part, refunds a part of it, and says each amount before", async () => {
    const id = await dashboard.heldOrder()
    await dashboard.walk.press("Details")
    await dashboard.walk.page.getByText("The shop is liable: phone payments have no 3-D Secure.").waitFor()
    expect(await dashboard.dialog().getByRole("button", { name: "Refund" }).isDisabled()).toBe(true)
    expect(await dashboard.dialog().getByText("nothing was captured").isVisible()).toBe(true)

    await dashboard.walk.press("Capture")
    await dashboard.dialog().getByLabel("Amount").fill("30")
    await dashboard.walk.press("Capture €30.00")
    await dashboard.question().waitFor()
    expect(await dashboard.question().innerText()).toMatch(
      /Capture €30\.00\?[\s\S]*remaining €9\.90 is voided/
    )
    await dashboard.walk.press("Capture €30.00")
    await eventually(async () => {
      expect(await dashboard.dialog().getByRole("button", { name: "Refund" }).isEnabled()).toBe(true)
    }, 30_000)
    expect((await dashboard.last())?.totals).toMatchObject({ captured: 3000 })
    await dashboard.dialog().getByText("Partially captured").waitFor()
    const facts = await dashboard.dialog().locator("dl").first().innerText()
    expect(facts).toMatch(/Captured\s+€30\.00\s+Voided\s+€9\.90/)

    await dashboard.walk.press("Refund")
    await dashboard.dialog().getByLabel("Amount").fill("12.5")
    await dashboard.dialog().getByLabel("Reason").fill("Manico rotto")
    await dashboard.walk.press("Refund €12.50")
    await dashboard.question().waitFor()
    await dashboard.walk.press("Refund €12.50")
    await dashboard.dialog().getByText("Partially refunded").first().waitFor()
    expect((await dashboard.last())?.totals).toMatchObject({ captured: 3000, refunded: 1250 })
    expect((await dashboard.orders.order(id)).payment_status).toMatch(/refunded/)
  })

  it("says above the footer how it ended, and covers none of its buttons", async () => {
    await dashboard.heldOrder()
    const { page } = dashboard.walk
    const said = dashboard.dialog().getByRole("status")
    const footer = ["Refresh from XPay", "Close"].map((name) =>
      dashboard.dialog().getByRole("button", { name, exact: true }).last()
    )
    await dashboard.walk.press("Details")
    await page.getByText("Timeline").waitFor()
    await dashboard.walk.press("Refresh from XPay")
    await said.getByText("Refreshed from XPay.").waitFor()
    for (const button of footer) {
      // Nothing else is at its center.
      await button.click({ trial: true, timeout: 1_000 })
      const bounds = [await said.boundingBox(), await button.boundingBox()]
      expect((bounds[0]?.y ?? 0) + (bounds[0]?.height ?? 0)).toBeLessThanOrEqual(bounds[1]?.y ?? 0)
    }
    expect(await page.locator("[data-sonner-toast]").count()).toBe(0)
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])

    await dashboard.walk.press("Capture")
    expect(await said.innerText()).toBe("")
    await dashboard.walk.press("Capture €39.90")
    await dashboard.question().waitFor()
    await dashboard.walk.press("Capture €39.90")
    await said.getByText("Capture: €39.90").waitFor()
    expect(await page.locator("[data-sonner-toast]").count()).toBe(0)
  })

  it("says that a capture is not confirmed when its answer is lost, and shows what came of it", async () => {
    await dashboard.heldOrder()
    const { page } = dashboard.walk
    // Executed, but the response is lost.
    await page.route(
      "**/admin/xpay/payments/*/capture*",
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 }
    )
    await dashboard.walk.press("Details")
    await page.getByText("Timeline").waitFor()
    await dashboard.walk.press("Capture")
    const amount = dashboard.dialog().getByLabel("Amount")
    expect(await amount.evaluate((field) => field === document.activeElement)).toBe(true)
    // The suggested amount is selected: typing replaces it.
    await page.keyboard.type("30")
    expect(await amount.inputValue()).toBe("30")
    await dashboard.walk.press("Capture €30.00")
    await dashboard.question().waitFor()
    await dashboard.walk.press("Capture €30.00")
    await dashboard.dialog().getByRole("status").getByText("Not confirmed").waitFor()
    await dashboard.dialog().getByText("No answer arrived. Refresh from XPay before you try again.").waitFor()
    // The form is gone: it would have nothing to offer.
    expect(await amount.count()).toBe(0)
    expect(await dashboard.dialog().getByText("Up to €0.00").count()).toBe(0)
    await eventually(async () => {
      expect(await dashboard.dialog().getByRole("button", { name: "Refund" }).isEnabled()).toBe(true)
    }, 30_000)
    expect((await dashboard.last())?.totals).toMatchObject({ captured: 3000 })
  })

  it("undoes a capture of today, and nobody is debited", async () => {
    await dashboard.heldOrder()
    await dashboard.walk.press("Details")
    await dashboard.walk.page.getByText("Timeline").waitFor()
    await dashboard.walk.press("Capture")
    await dashboard.walk.press("Capture €39.90")
    await dashboard.question().waitFor()
    await dashboard.walk.press("Capture €39.90")
    const undo = dashboard.dialog().getByRole("button", { name: "Cancel capture" })
    await eventually(async () => expect(await undo.isEnabled()).toBe(true), 30_000)
    await dashboard.walk.press("Cancel capture")
    await dashboard.dialog().getByText("Cancel the capture of €39.90?").waitFor()
    await dashboard.walk.press("Cancel capture")
    await eventually(async () => {
      expect((await dashboard.last())?.totals).toMatchObject({ captured: 0, liveHold: 0 })
    }, 30_000)
  })

  it("lets a hold go, and the platform's own card knows it without a reload", async () => {
    await dashboard.heldOrder()
    await dashboard.walk.press("Details")
    await dashboard.walk.page.getByText("Timeline").waitFor()
    await dashboard.walk.press("Void")
    await dashboard.dialog().getByText("Void the €39.90 authorization?").waitFor()
    await dashboard.dialog().getByLabel("Reason").fill("Cliente ha annullato")
    await dashboard.walk.press("Void")
    await dashboard.dialog().getByText("Voided").first().waitFor()
    const story = dashboard.dialog().getByRole("region", { name: "Timeline" })
    await story.getByText(/^Void requested · €39\.90 · by /).waitFor()
    await story.getByText("Cliente ha annullato").waitFor()
    await dashboard.walk.page.keyboard.press("Escape")
    await dashboard.walk.page.getByRole("button", { name: "Capture payment" }).waitFor({ state: "detached" })
    expect((await dashboard.last())?.totals).toMatchObject({ liveHold: 0, voided: 3990 })
  })
}
