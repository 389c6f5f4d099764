import { OK_CARD, OTHER_OK_CARD } from "../../harness/cards"
import type { Dashboard } from "../dashboard"
import { DRAFT_TOTAL } from "../dashboard-orders"

/** The payments to capture, and captures of several at once. */
export function workListStories(dashboard: Dashboard): void {
  const row = (number: number) =>
    dashboard.walk.page
      .getByRole("row")
      .filter({ has: dashboard.walk.page.getByText(`#${number}`, { exact: true }) })
  const result = (number: number) =>
    dashboard
      .dialog()
      .getByRole("listitem")
      .filter({ hasText: `#${number} ` })
  const select = async (number: number) => await row(number).getByRole("checkbox").click()
  const confirm = async (button: string) =>
    await dashboard.question().getByRole("button", { name: button }).click()
  const atXPay = async (orderId: string) =>
    (await dashboard.simulator.ledger()).orders.find((order) => order.orderId === orderId)?.totals

  it("captures several payments at once, and says of each how it went", async () => {
    const { page } = dashboard.walk
    await dashboard.orders.voidHeld()
    const plain = await dashboard.orders.held(OK_CARD)
    const taken = await dashboard.orders.held(OTHER_OK_CARD)
    const unheard = await dashboard.orders.held(OK_CARD)
    await dashboard.walk.open("/xpay?tab=capture")
    for (const { number } of [plain, taken, unheard]) {
      await select(number)
    }
    await page.getByText("3 selected").waitFor()
    expect(await dashboard.walk.accessibilityFaults(page.locator("main"))).toEqual([])
    await dashboard.shoot("to-capture")

    // Meanwhile a colleague captures one, and the response about another is lost.
    await dashboard.walk.api("POST", `/admin/xpay/payments/${taken.payment}/capture`, { amount: DRAFT_TOTAL })
    await page.route(`**/payments/${unheard.payment}/capture`, async (route) => {
      await route.fetch()
      await route.abort()
    })
    await page.getByRole("button", { name: "Capture 1" }).click()
    await dashboard.question().waitFor()
    expect(await dashboard.question().innerText()).toMatch(/Capture 3 payments\?[\s\S]*€119\.70 in all/)
    await confirm("Capture (3)")
    await dashboard.dialog().getByText("3 of 3").waitFor()
    expect(await result(plain.number).innerText()).toMatch(/€39\.90\s+Done$/)
    expect(await result(taken.number).innerText()).toMatch(/Refused\s+.*€39\.90/)
    expect(await result(unheard.number).innerText()).toMatch(/Not confirmed\s+No answer arrived/)
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])
    await dashboard.shoot("bulk-results")
    await dashboard.dialog().getByText("Close", { exact: true }).last().click()

    for (const { number, xpayOrder } of [plain, taken, unheard]) {
      await row(number).waitFor({ state: "detached" })
      expect(await atXPay(xpayOrder)).toMatchObject({ captured: 3990 })
    }
  })

  it("voids what was selected, by the keyboard, and only after a question", async () => {
    const { page } = dashboard.walk
    await dashboard.orders.voidHeld()
    const kept = await dashboard.orders.held(OK_CARD)
    const unneeded = await dashboard.orders.held(OTHER_OK_CARD)
    await dashboard.walk.open("/xpay?tab=capture")
    await select(unneeded.number)
    await page.getByText("1 selected").waitFor()
    await page.keyboard.press("2")
    await dashboard.question().getByText("Void 1 authorization?").waitFor()
    await dashboard.question().getByRole("button", { name: "Back" }).click()
    expect(await atXPay(unneeded.xpayOrder)).toMatchObject({ voided: 0 })
    await page.getByRole("button", { name: /^Void/ }).click()
    await confirm("Void (1)")
    await dashboard.dialog().getByText("1 of 1").waitFor()
    expect(await result(unneeded.number).innerText()).toMatch(/Done$/)
    expect(await atXPay(unneeded.xpayOrder)).toMatchObject({ voided: 3990 })
    expect(await atXPay(kept.xpayOrder)).toMatchObject({ voided: 0, captured: 0 })
  })

  it("lets nobody select who may move no money", async () => {
    await dashboard.orders.held(OK_CARD)
    await dashboard.walk.permitOnly({ refund: true })
    await dashboard.walk.open("/xpay?tab=capture")
    await dashboard.walk.page.getByText("Capture by").waitFor()
    await dashboard.walk.page.getByRole("cell", { name: "€39.90" }).first().waitFor()
    expect(await dashboard.walk.page.getByRole("checkbox").count()).toBe(0)
  })
}
