import { OK_CARD, OTHER_OK_CARD } from "../../harness/cards"
import { eventually } from "../../harness/eventually"
import type { Desk } from "../desk"

const BY_NOTIFICATION_MS = 60_000

/** A customer gets a payment link. */
export function linkStories(desk: Desk): void {
  it("makes a payment link that is paid on XPay's page, and the draft is a paid order", async () => {
    const id = await desk.draftPage()
    await desk.ready("Payment link")
    await desk.walk.press("Payment link")
    await desk.dialog().getByLabel("Last day").waitFor()
    expect(await desk.dialog().getByLabel("E-mail of the customer").inputValue()).toBe(
      "maria.rossi@example.com"
    )
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])
    const sent = await desk.orders.sentEmails()
    await desk.walk.press("Create the link")
    const url = await desk.linkAddress()
    await desk.dialog().getByRole("status").getByText("Sent to maria.rossi@example.com.").waitFor()
    await eventually(async () => expect(await desk.orders.sentEmails()).toBe(sent + 1))
    expect(await desk.walk.accessibilityFaults(desk.dialog())).toEqual([])

    await desk.payLink(url)
    await eventually(
      async () => expect((await desk.orders.order(id)).status).toBe("pending"),
      BY_NOTIFICATION_MS
    )
    await desk.walk.page.keyboard.press("Escape")
    await desk.walk.page.waitForURL((at) => at.pathname.endsWith(`/orders/${id}`))
    expect((await desk.orders.order(id)).payment_status).toBe("authorized")
    expect(await desk.last()).toMatchObject({ totals: { authorized: 3990 } })
  })

  it("copies a link to the shop, where the customer pays what an edited order owes", async () => {
    const id = await desk.orders.withBalance(OTHER_OK_CARD)
    await desk.walk.context.grantPermissions(["clipboard-read", "clipboard-write"])
    await desk.walk.open(`/orders/${id}`)
    await desk.walk.press("Copy link to the shop")
    await desk.walk.page.getByText("Link copied").waitFor()
    const url = await desk.copied()

    const customer = await desk.customer()
    await customer.page.goto(url)
    await customer.speakEnglish()
    const pay = customer.page.getByRole("button", { name: "Pay €9.80" })
    await pay.waitFor()
    expect(customer.page.url()).not.toContain("xpay_token")
    expect(await customer.faintTexts()).toEqual([])
    await customer.shoot("balance-mobile")
    await pay.click()
    await customer.page.locator('a[href*="method=PAYPAL"]').click()
    await customer.page.locator('button[value="pay"]').waitFor()
    await customer.answerXPay("decline")
    await customer.page.getByRole("alert").getByText("Nothing was charged").waitFor()
    await pay.click()
    await customer.page.locator('a[href*="method=PAYPAL"]').click()
    await customer.answerXPay("pay")
    await customer.page.getByRole("heading", { name: "Payment received. Thank you!" }).waitFor()
    await customer.shoot("balance-paid-mobile")
    await customer.page.reload()
    await customer.page.getByText("Nothing is due on this order").waitFor()
    await desk.walk.page.getByText("€9.80 outstanding").waitFor({ state: "detached" })
    expect(await desk.last()).toMatchObject({ totals: { captured: 980 } })
  })

  it("lets no card be taken while a link is open; a canceled one cannot be paid, and the card can be taken", async () => {
    const { url } = await desk.linkPage()
    const { page } = desk.walk
    await page.keyboard.press("Escape")
    await page.getByText("A payment link of this order is still open").waitFor()
    expect(await page.getByRole("button", { name: "Take a card payment" }).isDisabled()).toBe(true)
    await desk.walk.press("Details")
    await desk.ready("Cancel the link")
    await desk.walk.press("Cancel the link")
    await desk.question().waitFor()
    expect(await desk.question().innerText()).toContain("Cancel the link for €39.90?")
    await desk.walk.press("Cancel the link")
    await desk.dialog().getByText("Canceled", { exact: true }).waitFor()
    expect((await desk.last())?.link?.state).toBe("cancelled")
    expect(await desk.isDead(url)).toBe(true)

    await page.keyboard.press("Escape")
    await desk.dialog().waitFor({ state: "detached" })
    await desk.walk.takeCard(OK_CARD)
    await desk.walk.heading("Approved").waitFor()
    expect(await desk.charges()).toBe(1)
  })

  it("shows that a link has run out, which nobody can pay, and renews it", async () => {
    const { id, url } = await desk.linkPage()
    await desk.passLastDay(id)
    expect(await desk.isDead(url)).toBe(true)
    await desk.walk.press("Refresh from XPay")
    await desk.dialog().getByText("The payment link has expired").first().waitFor()

    await desk.simulator.changeClock({ now: new Date().toISOString() })
    await desk.walk.press("Renew the link")
    await desk.dialog().getByText("Payment link renewed").waitFor()
    const renewed = await desk.linkAddress()
    expect(renewed).not.toBe(url)
    await desk.payLink(renewed)
    await eventually(
      async () => expect((await desk.orders.order(id)).payment_status).toBe("authorized"),
      BY_NOTIFICATION_MS
    )
  })

  it("renews a link until the day that is chosen", async () => {
    await desk.linkPage()
    const day = new Date()
    day.setDate(day.getDate() + 20)
    const chosen = new Intl.DateTimeFormat("sv-SE").format(day)
    await desk.dialog().getByLabel("New last day").fill(chosen)
    await desk.walk.press("Renew the link")
    await desk.dialog().getByRole("status").getByText("The link was renewed.").waitFor()
    const renewal = desk.walk.posted.find((request) => request.url().includes("/renew"))
    expect(renewal?.postDataJSON()).toEqual({ expires_on: chosen })
    const until = day.toLocaleDateString("en", { dateStyle: "medium" })
    await desk.dialog().getByText(`Valid until ${until}`).first().waitFor()
  })

  it("says of a method without refunds, before a button is pressed, that it has none", async () => {
    const { id, url } = await desk.linkPage()
    await desk.payLink(url, "MYBANK")
    await eventually(
      async () => expect((await desk.orders.order(id)).payment_status).toBe("captured"),
      BY_NOTIFICATION_MS
    )
    await desk.dialog().getByText("MyBank cannot be refunded").waitFor()
    expect(await desk.dialog().getByRole("button", { name: "Refund" }).isDisabled()).toBe(true)
    expect(await desk.dialog().innerText()).not.toMatch(/refund it instead/)
  })
}
