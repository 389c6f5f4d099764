import { KO_CARD, OTHER_OK_CARD } from "../../harness/cards"
import type { Desk } from "../desk"

/** The pages of all payments and of the terminals, for everybody, in both languages. */
export function pageStories(desk: Desk): void {
  it("lists payments, finds one by its last digits, and shows it", async () => {
    await desk.orders.withBalance(OTHER_OK_CARD)
    const declined = await desk.draftPage()
    await desk.walk.takeCard(KO_CARD)
    await desk.walk.heading("Declined").waitFor()
    await desk.walk.open("/xpay")
    await desk.walk.page.getByRole("cell", { name: "VISA •••• 7007" }).first().waitFor()
    await desk.walk.page
      .getByRole("cell", { name: /•••• 6004/ })
      .first()
      .waitFor()
    expect(await desk.walk.accessibilityFaults(desk.walk.page.locator("main"))).toEqual([])
    await desk.walk.page.getByPlaceholder(/last four digits/).fill("7007")
    await desk.walk.page
      .getByRole("cell", { name: /•••• 6004/ })
      .first()
      .waitFor({ state: "detached" })
    await desk.walk.page.getByRole("row").nth(1).getByRole("button").press("Enter")
    await desk.dialog().getByText("Timeline").waitFor()
    expect(new URL(desk.walk.page.url()).searchParams.get("payment")).toMatch(/^xpatt_/)
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])
    expect(await desk.dialog().locator(`a[href$="/draft-orders/${declined}"]`).count()).toBe(1)
    await desk.walk.page.keyboard.press("Escape")
    await desk.dialog().waitFor({ state: "detached" })

    await desk.walk.page.getByPlaceholder(/last four digits/).fill("no such thing")
    await desk.walk.page.getByText("No matching payments").waitFor()
  })

  it("shows the terminal with a live look at it", async () => {
    await desk.walk.open("/settings/xpay")
    await desk.walk.page.getByText("Connection and API key").waitFor()
    expect(await desk.walk.accessibilityFaults(desk.walk.page.locator("main"))).toEqual([])
  })

  it("offers nothing that moves money in a frame of another site", async () => {
    const id = await desk.draftPage()
    await desk.ready("Take a card payment")
    const frame = await desk.walk.openInForeignFrame(`/draft-orders/${id}`)
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
      const buttons = await desk.dialog().getByRole("button").allInnerTexts()
      return buttons.filter((name) => moves.includes(name))
    }
    await desk.heldOrder()
    const held = desk.walk.page.url()
    for (const [permitted, expected] of [
      [{}, []],
      [{ refund: true }, ["Refund"]],
      [{ capture: true, void: true }, ["Capture", "Void"]],
    ] as const) {
      await desk.walk.permitOnly(permitted)
      await desk.walk.page.goto(held)
      await desk.walk.press("Details")
      await desk.dialog().getByText("Timeline").waitFor()
      expect(await offered()).toEqual(expected)
      expect(await desk.dialog().getByRole("button", { name: /Sync/ }).count()).toBe(0)
    }
    await desk.draftPage()
    await desk.walk.heading("XPay").waitFor()
    await desk.walk.page
      .getByText(/€39\.90/)
      .first()
      .waitFor()
    expect(
      await desk.walk.page.getByRole("button", { name: /Take a card payment|payment link/i }).count()
    ).toBe(0)
    const draft = desk.walk.page.url()
    const withPanel = async (permitted: Record<string, boolean>, button: string) => {
      await desk.walk.permitOnly(permitted)
      await desk.walk.page.goto(draft)
      await desk.ready(button)
      await desk.walk.press(button)
    }
    const sendNow = () => desk.dialog().getByRole("checkbox", { name: "Send it by e-mail now" })
    await withPanel({ create_link: true, change_link: true }, "Payment link")
    await sendNow().waitFor()
    await withPanel({ create_link: true }, "Payment link")
    await desk.ready("Create the link")
    expect(await sendNow().count()).toBe(0)
    const atOnce = () => desk.dialog().getByRole("radio", { name: /Charge at once/ })
    await withPanel({ take_moto_payment: true, capture: true }, "Take a card payment")
    await atOnce().waitFor()
    await withPanel({ take_moto_payment: true }, "Take a card payment")
    await desk.dialog().getByLabel("Card number").waitFor()
    expect(await atOnce().count()).toBe(0)
    // The link was not sent behind the clerk's back either.
    const sent = await desk.orders.sentEmails()
    await withPanel({ create_link: true }, "Payment link")
    await desk.walk.press("Create the link")
    await desk.linkAddress()
    expect(await desk.orders.sentEmails()).toBe(sent)
  })

  it("can be used by people who cannot see", async () => {
    await desk.draftPage()
    await desk.ready("Take a card payment")
    const card = desk.walk.page.locator("div.divide-y", { has: desk.walk.heading("XPay") })
    expect(await desk.walk.accessibilityFaults(card)).toEqual([])
    await desk.walk.openPhonePanel()
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])
    await desk.walk.typeCard(KO_CARD)
    await desk.walk.page.keyboard.press("Enter")
    await desk.walk.heading("Declined").waitFor()
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])
    await desk.walk.page.keyboard.press("Escape")
    await desk.ready("Details")
    expect(await desk.walk.accessibilityFaults(card)).toEqual([])
    await desk.walk.press("Details")
    await desk.walk.page.getByText("Timeline").waitFor()
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])
  })

  it("speaks Italian where the dashboard does", async () => {
    const id = await desk.orders.draft()
    const italian = await desk.signIn("it")
    await italian.open(`/draft-orders/${id}`)
    await italian.page.getByText(/39,90\s€ da incassare/).waitFor()
    await italian.page.getByRole("button", { name: "Incassa con carta" }).click()
    await italian.page.getByRole("button", { name: /^Autorizza 39,90\s€/ }).waitFor()
    await italian.context.close()
    expect(italian.complaints).toEqual([])
  })
}
