import { eventually } from "../../harness/eventually"
import type { Desk } from "../desk"

/** The money of a payment is moved from the dashboard. */
export function moneyStories(desk: Desk): void {
  it("captures a part, refunds a part of it, and says each amount before", async () => {
    const id = await desk.heldOrder()
    await desk.walk.press("Details")
    await desk.walk.page.getByText("The shop is liable: phone payments have no 3-D Secure.").waitFor()
    expect(await desk.dialog().getByRole("button", { name: "Refund" }).isDisabled()).toBe(true)
    expect(await desk.dialog().getByText("no money was taken").isVisible()).toBe(true)
    await desk.shoot("payment")

    await desk.walk.press("Capture")
    await desk.dialog().getByLabel("Amount").fill("30")
    await desk.shoot("capture")
    await desk.walk.press("Capture €30.00")
    await desk.question().waitFor()
    expect(await desk.question().innerText()).toMatch(/Capture €30\.00\?[\s\S]*remaining €9\.90 is voided/)
    await desk.shoot("capture-question")
    await desk.walk.press("Capture €30.00")
    await eventually(async () => {
      expect(await desk.dialog().getByRole("button", { name: "Refund" }).isEnabled()).toBe(true)
    }, 30_000)
    expect((await desk.last())?.totals).toMatchObject({ captured: 3000 })

    await desk.walk.press("Refund")
    await desk.dialog().getByLabel("Amount").fill("12.5")
    await desk.dialog().getByLabel("Reason").fill("Manico rotto")
    await desk.walk.press("Refund €12.50")
    await desk.question().waitFor()
    await desk.walk.press("Refund €12.50")
    await desk.dialog().getByText("Partially refunded").first().waitFor()
    await desk.shoot("refunded")
    expect((await desk.last())?.totals).toMatchObject({ captured: 3000, refunded: 1250 })
    expect((await desk.orders.order(id)).payment_status).toMatch(/refunded/)
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
