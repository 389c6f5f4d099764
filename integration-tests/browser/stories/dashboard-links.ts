import { OK_CARD, OTHER_OK_CARD } from "../../harness/cards"
import { eventually } from "../../harness/eventually"
import type { Dashboard } from "../dashboard"

const BY_NOTIFICATION_MS = 60_000

/** A customer receives a payment link. */
export function linkStories(dashboard: Dashboard): void {
  it("makes a payment link that is paid on XPay's page, and the draft is a paid order", async () => {
    const id = await dashboard.draftPage()
    await dashboard.ready("Payment link")
    await dashboard.walk.press("Payment link")
    await dashboard.dialog().getByLabel("Last day").waitFor()
    expect(await dashboard.dialog().getByLabel("E-mail of the customer").inputValue()).toBe(
      "maria.rossi@example.com"
    )
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])
    const sent = await dashboard.orders.sentEmails()
    await dashboard.walk.press("Create the link")
    const url = await dashboard.linkAddress()
    await dashboard.dialog().getByRole("status").getByText("Sent to maria.rossi@example.com.").waitFor()
    await eventually(async () => expect(await dashboard.orders.sentEmails()).toBe(sent + 1))
    expect(await dashboard.walk.accessibilityFaults(dashboard.dialog())).toEqual([])

    await dashboard.payLink(url)
    await eventually(
      async () => expect((await dashboard.orders.order(id)).status).toBe("pending"),
      BY_NOTIFICATION_MS
    )
    await dashboard.walk.page.keyboard.press("Escape")
    await dashboard.walk.page.waitForURL((at) => at.pathname.endsWith(`/orders/${id}`))
    expect((await dashboard.orders.order(id)).payment_status).toBe("authorized")
    expect(await dashboard.last()).toMatchObject({ totals: { authorized: 3990 } })
  })

  it("copies a link to the shop, where the customer pays what an edited order owes", async () => {
    const id = await dashboard.orders.withBalance(OTHER_OK_CARD)
    await dashboard.walk.context.grantPermissions(["clipboard-read", "clipboard-write"])
    await dashboard.walk.open(`/orders/${id}`)
    await dashboard.walk.press("Copy link to the shop")
    await dashboard.walk.page.getByText("Link copied").waitFor()
    const url = await dashboard.copied()

    const customer = await dashboard.customer()
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
    await dashboard.walk.page.getByText("€9.80 outstanding").waitFor({ state: "detached" })
    expect(await dashboard.last()).toMatchObject({ totals: { captured: 980 } })
  })

  it("lets no card be taken while a link is open; a canceled one cannot be paid, and the card can be taken", async () => {
    const { url } = await dashboard.linkPage()
    const { page } = dashboard.walk
    await page.keyboard.press("Escape")
    await page.getByText("A payment link of this order is still open").waitFor()
    expect(await page.getByRole("button", { name: "Take a card payment" }).isDisabled()).toBe(true)
    await dashboard.walk.press("Details")
    await dashboard.ready("Cancel the link")
    await dashboard.walk.press("Cancel the link")
    await dashboard.question().waitFor()
    expect(await dashboard.question().innerText()).toContain("Cancel the link for €39.90?")
    await dashboard.walk.press("Cancel the link")
    await dashboard.dialog().getByText("Canceled", { exact: true }).waitFor()
    expect((await dashboard.last())?.link?.state).toBe("cancelled")
    expect(await dashboard.isDead(url)).toBe(true)

    await page.keyboard.press("Escape")
    await dashboard.dialog().waitFor({ state: "detached" })
    await dashboard.walk.takeCard(OK_CARD)
    await dashboard.walk.heading("Approved").waitFor()
    expect(await dashboard.charges()).toBe(1)
  })

  it("shows that a link has run out, which nobody can pay, and renews it", async () => {
    const { id, url } = await dashboard.linkPage()
    await dashboard.passLastDay(id)
    expect(await dashboard.isDead(url)).toBe(true)
    await dashboard.walk.press("Refresh from XPay")
    await dashboard.dialog().getByText("The payment link has expired").first().waitFor()

    await dashboard.simulator.changeClock({ now: new Date().toISOString() })
    await dashboard.walk.press("Renew the link")
    await dashboard.dialog().getByText("Payment link renewed").waitFor()
    const renewed = await dashboard.linkAddress()
    expect(renewed).not.toBe(url)
    await dashboard.payLink(renewed)
    await eventually(
      async () => expect((await dashboard.orders.order(id)).payment_status).toBe("authorized"),
      BY_NOTIFICATION_MS
    )
  })

  it("renews a link until the day that is chosen", async () => {
    await dashboard.linkPage()
    const day = new Date()
    day.setDate(day.getDate() + 20)
    const chosen = new Intl.DateTimeFormat("sv-SE").format(day)
    await dashboard.dialog().getByLabel("New last day").fill(chosen)
    await dashboard.walk.press("Renew the link")
    await dashboard.dialog().getByRole("status").getByText("The link was renewed.").waitFor()
    const renewal = dashboard.walk.posted.find((request) => request.url().includes("/renew"))
    expect(renewal?.postDataJSON()).toEqual({ expires_on: chosen })
    const until = day.toLocaleDateString("en", { dateStyle: "medium" })
    await dashboard.dialog().getByText(`Valid until ${until}`).first().waitFor()
  })

  it("says of a method without refunds, before a button is pressed, that it has none", async () => {
    const { id, url } = await dashboard.linkPage()
    await dashboard.payLink(url, "MYBANK")
    await eventually(
      async () => expect((await dashboard.orders.order(id)).payment_status).toBe("captured"),
      BY_NOTIFICATION_MS
    )
    await dashboard.dialog().getByText("MyBank cannot be refunded").waitFor()
    expect(await dashboard.dialog().getByRole("button", { name: "Refund" }).isDisabled()).toBe(true)
    expect(await dashboard.dialog().innerText()).not.toMatch(/refund it instead/)
  })
}
