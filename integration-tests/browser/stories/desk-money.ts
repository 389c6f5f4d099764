import { eventually } from "../../harness/eventually"
import type { Desk } from "../desk"

/** The money of a payment is moved from the dashboard. */
export function moneyStories(desk: Desk): void {
  it("captures a part, refunds a part of it, and says each amount before", async () => {
    const id = await desk.heldOrder()
    await desk.walk.press("Details")
    await desk.walk.page.getByText("The shop is liable: phone payments have no 3-D Secure.").waitFor()
    expect(await desk.dialog().getByRole("button", { name: "Refund" }).isDisabled()).toBe(true)
    expect(await desk.dialog().getByText("nothing was captured").isVisible()).toBe(true)

    await desk.walk.press("Capture")
    await desk.dialog().getByLabel("Amount").fill("30")
    await desk.walk.press("Capture €30.00")
    await desk.question().waitFor()
    expect(await desk.question().innerText()).toMatch(/Capture €30\.00\?[\s\S]*remaining €9\.90 is voided/)
    await desk.walk.press("Capture €30.00")
    await eventually(async () => {
      expect(await desk.dialog().getByRole("button", { name: "Refund" }).isEnabled()).toBe(true)
    }, 30_000)
    expect((await desk.last())?.totals).toMatchObject({ captured: 3000 })
    await desk.dialog().getByText("Partially captured").waitFor()
    const facts = await desk.dialog().locator("dl").first().innerText()
    expect(facts).toMatch(/Captured\s+€30\.00\s+Voided\s+€9\.90/)

    await desk.walk.press("Refund")
    await desk.dialog().getByLabel("Amount").fill("12.5")
    await desk.dialog().getByLabel("Reason").fill("Manico rotto")
    await desk.walk.press("Refund €12.50")
    await desk.question().waitFor()
    await desk.walk.press("Refund €12.50")
    await desk.dialog().getByText("Partially refunded").first().waitFor()
    expect((await desk.last())?.totals).toMatchObject({ captured: 3000, refunded: 1250 })
    expect((await desk.orders.order(id)).payment_status).toMatch(/refunded/)
  })

  it("says above the footer how it ended, and covers none of its buttons", async () => {
    await desk.heldOrder()
    const { page } = desk.walk
    const said = desk.dialog().getByRole("status")
    const footer = ["Refresh from XPay", "Close"].map((name) =>
      desk.dialog().getByRole("button", { name, exact: true }).last()
    )
    await desk.walk.press("Details")
    await page.getByText("Timeline").waitFor()
    await desk.walk.press("Refresh from XPay")
    await said.getByText("Refreshed from XPay.").waitFor()
    for (const button of footer) {
      // Where its middle is, there is nothing else.
      await button.click({ trial: true, timeout: 1_000 })
      const bounds = [await said.boundingBox(), await button.boundingBox()]
      expect((bounds[0]?.y ?? 0) + (bounds[0]?.height ?? 0)).toBeLessThanOrEqual(bounds[1]?.y ?? 0)
    }
    expect(await page.locator("[data-sonner-toast]").count()).toBe(0)
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])

    await desk.walk.press("Capture")
    expect(await said.innerText()).toBe("")
    await desk.walk.press("Capture €39.90")
    await desk.question().waitFor()
    await desk.walk.press("Capture €39.90")
    await said.getByText("Capture: €39.90").waitFor()
    expect(await page.locator("[data-sonner-toast]").count()).toBe(0)
  })

  it("says that a capture is not confirmed when its answer is lost, and shows what came of it", async () => {
    await desk.heldOrder()
    const { page } = desk.walk
    // Carried out, but nobody hears of it.
    await page.route(
      "**/admin/xpay/payments/*/capture*",
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 }
    )
    await desk.walk.press("Details")
    await page.getByText("Timeline").waitFor()
    await desk.walk.press("Capture")
    const amount = desk.dialog().getByLabel("Amount")
    expect(await amount.evaluate((field) => field === document.activeElement)).toBe(true)
    // What is proposed is selected: who types writes over it.
    await page.keyboard.type("30")
    expect(await amount.inputValue()).toBe("30")
    await desk.walk.press("Capture €30.00")
    await desk.question().waitFor()
    await desk.walk.press("Capture €30.00")
    await desk.dialog().getByRole("status").getByText("Not confirmed").waitFor()
    await desk.dialog().getByText("No answer arrived. Refresh from XPay before you try again.").waitFor()
    // The form is gone: it would offer nothing.
    expect(await amount.count()).toBe(0)
    expect(await desk.dialog().getByText("Up to €0.00").count()).toBe(0)
    await eventually(async () => {
      expect(await desk.dialog().getByRole("button", { name: "Refund" }).isEnabled()).toBe(true)
    }, 30_000)
    expect((await desk.last())?.totals).toMatchObject({ captured: 3000 })
  })

  it("undoes a capture of today, and nobody is debited", async () => {
    await desk.heldOrder()
    await desk.walk.press("Details")
    await desk.walk.page.getByText("Timeline").waitFor()
    await desk.walk.press("Capture")
    await desk.walk.press("Capture €39.90")
    await desk.question().waitFor()
    await desk.walk.press("Capture €39.90")
    const undo = desk.dialog().getByRole("button", { name: "Cancel capture" })
    await eventually(async () => expect(await undo.isEnabled()).toBe(true), 30_000)
    await desk.walk.press("Cancel capture")
    await desk.dialog().getByText("Cancel the capture of €39.90?").waitFor()
    await desk.walk.press("Cancel capture")
    await eventually(async () => {
      expect((await desk.last())?.totals).toMatchObject({ captured: 0, liveHold: 0 })
    }, 30_000)
  })

  it("lets a hold go, and the platform's own card knows it without a reload", async () => {
    await desk.heldOrder()
    await desk.walk.press("Details")
    await desk.walk.page.getByText("Timeline").waitFor()
    await desk.walk.press("Void")
    await desk.dialog().getByText("Void the €39.90 authorization?").waitFor()
    await desk.dialog().getByLabel("Reason").fill("Cliente ha annullato")
    await desk.walk.press("Void")
    await desk.dialog().getByText("Voided").first().waitFor()
    const story = desk.dialog().getByRole("region", { name: "Timeline" })
    await story.getByText(/^Void requested · €39\.90 · by /).waitFor()
    await story.getByText("Cliente ha annullato").waitFor()
    await desk.walk.page.keyboard.press("Escape")
    await desk.walk.page.getByRole("button", { name: "Capture payment" }).waitFor({ state: "detached" })
    expect((await desk.last())?.totals).toMatchObject({ liveHold: 0, voided: 3990 })
  })
}
