import { KO_CARD, OTHER_OK_CARD } from "../../harness/cards"
import type { Dashboard } from "../dashboard"

/** The pages of all payments and of the terminals, for every role, in both languages. */
export function pageStories(dashboard: Dashboard): void {
  it("lists payments, finds one by its last digits, and shows it", async () => {
    await dashboard.orders.withBalance(OTHER_OK_CARD)
    const declined = await dashboard.draftPage()
    await dashboard.walk.takeCard(KO_CARD)
    await dashboard.walk.heading("Declined").waitFor()
    await dashboard.walk.open("/xpay")
    await dashboard.walk.page.getByRole("cell", { name: "VISA •••• 7007" }).first().waitFor()
    await dashboard.walk.page
      .getByRole("cell", { name: /•••• 6004/ })
      .first()
      .waitFor()
    expect(await dashboard.walk.accessibilityFaults(dashboard.walk.page.locator("main"))).toEqual([])
    await dashboard.walk.page.getByPlaceholder(/last four digits/).fill("7007")
    await dashboard.walk.page
      .getByRole("cell", { name: /•••• 6004/ })
      .first()
      .waitFor({ state: "detached" })
    await dashboard.walk.page.getByRole("row").nth(1).getByRole("button").press("Enter")
    await dashboard.dialog().getByText("Timeline").waitFor()
    expect(new URL(dashboard.walk.page.url()).searchParams.get("payment")).toMatch(/^xpatt_/)
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])
    expect(await dashboard.dialog().locator(`a[href$="/draft-orders/${declined}"]`).count()).toBe(1)
    await dashboard.walk.page.keyboard.press("Escape")
    await dashboard.dialog().waitFor({ state: "detached" })

    await dashboard.walk.page.getByPlaceholder(/last four digits/).fill("no such thing")
    await dashboard.walk.page.getByText("No matching payments").waitFor()
  })

  it("shows the terminal with a live look at it", async () => {
    await dashboard.walk.open("/settings/xpay")
    await dashboard.walk.page.getByText("Connection and API key").waitFor()
    expect(await dashboard.walk.accessibilityFaults(dashboard.walk.page.locator("main"))).toEqual([])
  })

  it("offers nothing that moves money in a frame of another site", async () => {
    const id = await dashboard.draftPage()
    await dashboard.ready("Take a card payment")
    const frame = await dashboard.walk.openInForeignFrame(`/draft-orders/${id}`)
    await frame.getByRole("heading", { name: "XPay" }).waitFor()
    await frame
      .getByText(/€39\.90/)
      .first()
      .waitFor()
    expect(await frame.getByRole("button", { name: /Take a card payment|payment link/i }).count()).toBe(0)
  })

  it("offers a user what the role allows, and nothing else", async () => {
    const moves = ["Capture", "Refund", "Cancel capture", "Void"]
    const offered = async () => {
      const buttons = await dashboard.dialog().getByRole("button").allInnerTexts()
      return buttons.filter((name) => moves.includes(name))
    }
    await dashboard.heldOrder()
    const held = dashboard.walk.page.url()
    for (const [permitted, expected] of [
      [{}, []],
      [{ refund: true }, ["Refund"]],
      [{ capture: true, void: true }, ["Capture", "Void"]],
    ] as const) {
      await dashboard.walk.permitOnly(permitted)
      await dashboard.walk.page.goto(held)
      await dashboard.walk.press("Details")
      await dashboard.dialog().getByText("Timeline").waitFor()
      expect(await offered()).toEqual(expected)
      expect(await dashboard.dialog().getByRole("button", { name: /Sync/ }).count()).toBe(0)
    }
    await dashboard.draftPage()
    await dashboard.walk.heading("XPay").waitFor()
    await dashboard.walk.page
      .getByText(/€39\.90/)
      .first()
      .waitFor()
    expect(
      await dashboard.walk.page.getByRole("button", { name: /Take a card payment|payment link/i }).count()
    ).toBe(0)
    const draft = dashboard.walk.page.url()
    const withPanel = async (permitted: Record<string, boolean>, button: string) => {
      await dashboard.walk.permitOnly(permitted)
      await dashboard.walk.page.goto(draft)
      await dashboard.ready(button)
      await dashboard.walk.press(button)
    }
    const sendNow = () => dashboard.dialog().getByRole("checkbox", { name: "Send it by e-mail now" })
    await withPanel({ create_link: true, change_link: true }, "Payment link")
    await sendNow().waitFor()
    await withPanel({ create_link: true }, "Payment link")
    await dashboard.ready("Create the link")
    expect(await sendNow().count()).toBe(0)
    const atOnce = () => dashboard.dialog().getByRole("radio", { name: /Charge at once/ })
    await withPanel({ take_moto_payment: true, capture: true }, "Take a card payment")
    await atOnce().waitFor()
    await withPanel({ take_moto_payment: true }, "Take a card payment")
    await dashboard.dialog().getByLabel("Card number").waitFor()
    expect(await atOnce().count()).toBe(0)
    // The link was not sent in the background either.
    const sent = await dashboard.orders.sentEmails()
    await withPanel({ create_link: true }, "Payment link")
    await dashboard.walk.press("Create the link")
    await dashboard.linkAddress()
    expect(await dashboard.orders.sentEmails()).toBe(sent)
  })

  it("can be used by people who cannot see", async () => {
    await dashboard.draftPage()
    await dashboard.ready("Take a card payment")
    const card = dashboard.walk.page.locator("div.divide-y", { has: dashboard.walk.heading("XPay") })
    expect(await dashboard.walk.accessibilityFaults(card)).toEqual([])
    await dashboard.walk.openMotoPanel()
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])
    await dashboard.walk.typeCard(KO_CARD)
    await dashboard.walk.page.keyboard.press("Enter")
    await dashboard.walk.heading("Declined").waitFor()
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])
    await dashboard.walk.page.keyboard.press("Escape")
    await dashboard.ready("Details")
    expect(await dashboard.walk.accessibilityFaults(card)).toEqual([])
    await dashboard.walk.press("Details")
    await dashboard.walk.page.getByText("Timeline").waitFor()
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])
  })

  it("speaks Italian where the dashboard does", async () => {
    const id = await dashboard.orders.draft()
    const italian = await dashboard.signIn("it")
    await italian.open(`/draft-orders/${id}`)
    await italian.page.getByText(/39,90\s€ da incassare/).waitFor()
    await italian.page.getByRole("button", { name: "Incassa con carta" }).click()
    await italian.page.getByRole("button", { name: /^Autorizza 39,90\s€/ }).waitFor()
    await italian.context.close()
    expect(italian.complaints).toEqual([])
  })
}
