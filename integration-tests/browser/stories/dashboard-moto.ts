import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "../../harness/cards"
import { eventually } from "../../harness/eventually"
import { UNRECORDED, UNRECORDED_CLASSES } from "../../../src/storefront/card/unrecorded"
import type { Dashboard } from "../dashboard"
import { DRAFT_TOTAL } from "../dashboard-orders"

/** A customer on the phone reads out a card. */
export function motoStories(dashboard: Dashboard): void {
  it("takes a card for a draft with the keyboard alone, and the draft is a paid order", async () => {
    const id = await dashboard.draftPage()
    await dashboard.walk.openMotoPanel()
    await dashboard.walk.chargeAtOnce()
    await dashboard.walk.typeCard(OK_CARD)
    expect(await dashboard.dialog().getByText("VISA").isVisible()).toBe(true)
    await dashboard.walk.page.keyboard.press("Enter")
    await dashboard.walk.heading("Approved").waitFor()
    expect(await dashboard.dialog().innerText()).toMatch(
      /€39\.90 was charged to VISA •••• 5006\. Authorization code \w+/
    )
    await dashboard.walk.press("Go to the order")
    await dashboard.walk.page.waitForURL((url) => url.pathname.endsWith(`/orders/${id}`))
    await dashboard.ready("Details")
    expect(await dashboard.orders.order(id)).toMatchObject({
      status: "pending",
      payment_status: "captured",
      summary: { paid_total: DRAFT_TOTAL, pending_difference: 0 },
    })
    expect(await dashboard.last()).toMatchObject({ origin: "moto", totals: { captured: 3990 } })
    expect(await dashboard.charges()).toBe(1)
  })

  it("takes the balance of an edited order, and nothing is outstanding", async () => {
    const id = await dashboard.orders.withBalance(OTHER_OK_CARD)
    await dashboard.walk.open(`/orders/${id}`)
    await dashboard.walk.page.getByText("€9.80 outstanding").waitFor()
    await dashboard.walk.openMotoPanel()
    await dashboard.walk.chargeAtOnce()
    await dashboard.walk.typeCard(OK_CARD)
    await dashboard.walk.page.keyboard.press("Enter")
    await dashboard.walk.heading("Approved").waitFor()
    await dashboard.walk.press("Close")
    await dashboard.walk.page.getByText("€9.80 outstanding").waitFor({ state: "detached" })
    expect(await dashboard.orders.order(id)).toMatchObject({
      summary: { paid_total: 49.7, pending_difference: 0 },
    })
    expect(await dashboard.charges()).toBe(2)
  })

  it("keeps the money of a draft that cannot become an order, says so, and leaves word for somebody", async () => {
    const { page } = dashboard.walk
    const id = await dashboard.draftPage()
    await dashboard.orders.stock("MOKA", "none")
    try {
      await dashboard.walk.takeCard(OK_CARD)
      await dashboard.walk.heading("Approved").waitFor()
      expect(await dashboard.dialog().innerText()).toMatch(
        /could not become an order: .*stock.*\. Put that right/s
      )
      await dashboard.walk.press("Close")
      await dashboard.dialog().waitFor({ state: "detached" })
      const { status, display_id: number } = await dashboard.orders.order(id)
      expect(status).toBe("draft")
      expect((await dashboard.last())?.totals).toMatchObject({ liveHold: 3990 })

      await dashboard.walk.open("/xpay?tab=incidents")
      const incident = page.getByRole("listitem").filter({ hasText: `Order #${String(number)}` })
      await incident.waitFor()
      expect(await dashboard.walk.accessibilityFaults(page.locator("main"))).toEqual([])
      await incident.getByRole("button", { name: "Show the payment" }).press("Enter")
    } finally {
      await dashboard.orders.stock("MOKA", "plenty")
    }
    await dashboard.ready("Refresh from XPay")
    await dashboard.walk.press("Refresh from XPay")
    await eventually(async () => expect((await dashboard.orders.order(id)).status).toBe("pending"), 30_000)
    expect(await dashboard.charges()).toBe(1)
  })

  it("takes a number that is pasted with spaces, dashes or none", async () => {
    await dashboard.draftPage()
    await dashboard.walk.openMotoPanel()
    const number = dashboard.dialog().getByLabel("Card number")
    for (const pasted of ["4509 0345 4361 5006", "4509-0345-4361-5006", " 4509034543615006\n"]) {
      await number.evaluate((element, text) => {
        const input = element as HTMLInputElement
        input.focus()
        input.select()
        document.execCommand("insertText", false, text)
      }, pasted)
      expect(await number.inputValue()).toBe("4509 0345 4361 5006")
    }
  })

  it("says what to tell the customer of a declined card, and takes another one", async () => {
    const id = await dashboard.draftPage()
    await dashboard.walk.takeCard(KO_CARD)
    await dashboard.walk.heading("Declined").waitFor()
    expect(await dashboard.dialog().innerText()).toMatch(
      /What you can tell the customer[\s\S]*Nothing was charged/
    )
    await dashboard.walk.press("Try another card")
    for (const field of ["Card number", "Expiry date", "Security code", "Name on the card"]) {
      expect(await dashboard.dialog().getByLabel(field).inputValue()).toBe("")
    }
    await dashboard.walk.typeCard(OTHER_OK_CARD)
    await dashboard.walk.page.keyboard.press("Enter")
    await dashboard.walk.heading("Approved").waitFor()
    expect(await dashboard.charges()).toBe(2)
    expect((await dashboard.orders.order(id)).payment_status).toBe("authorized")
  })

  it("charges once when Enter is pressed twice", async () => {
    await dashboard.draftPage()
    await dashboard.walk.openMotoPanel()
    await dashboard.walk.typeCard(OK_CARD)
    await Promise.all([
      dashboard.walk.page.keyboard.press("Enter"),
      dashboard.walk.page.keyboard.press("Enter"),
    ])
    await dashboard.walk.heading("Approved").waitFor()
    // Again after the texts have loaded: they stay.
    await dashboard.walk.page.keyboard.press("Enter")
    expect(await dashboard.walk.heading("Approved").isVisible()).toBe(true)
    expect(dashboard.sent()).toHaveLength(1)
    expect(await dashboard.charges()).toBe(1)
  })

  it("says that nobody knows yet when XPay stalls after charging, and finds out by itself", async () => {
    const id = await dashboard.draftPage()
    await dashboard.simulator.addFault({ kind: "execute-then-stall", path: "/orders/moto" })
    await dashboard.simulator.addFault({
      kind: "status",
      status: 503,
      method: "GET",
      path: "/orders/*",
      times: "always",
    })
    await dashboard.walk.takeCard(OK_CARD)
    await dashboard.walk.page.getByText("Contacting XPay").waitFor()
    await dashboard.walk.heading("Not known yet").waitFor({ timeout: 90_000 })
    expect(await dashboard.dialog().innerText()).toMatch(/Do not take the payment again/)
    expect(await dashboard.walk.leftBehind()).not.toMatch(numberOf(OK_CARD))
    await dashboard.simulator.clearFaults()
    await dashboard.walk.heading("Approved").waitFor()
    expect(await dashboard.charges()).toBe(1)
    expect((await dashboard.orders.order(id)).payment_status).toBe("authorized")
  })

  it("says that nothing was charged when the request never arrived, and sends the same form again", async () => {
    await dashboard.draftPage()
    await dashboard.walk.page.route("**/moto", async (route) => await route.abort(), { times: 1 })
    await dashboard.walk.takeCard(OK_CARD)
    await dashboard.walk.page.getByText("The request did not reach the server").waitFor()
    expect(await dashboard.dialog().getByLabel("Card number").inputValue()).toBe("4509 0345 4361 5006")
    await dashboard.walk.page.keyboard.press("Enter")
    await dashboard.walk.heading("Approved").waitFor()
    const forms = dashboard
      .sent()
      .map((request) => (request.postDataJSON() as { request_key: string }).request_key)
    expect(forms).toHaveLength(2)
    expect(new Set(forms).size).toBe(1)
    expect(await dashboard.charges()).toBe(1)
  })

  it("leaves nothing of the card behind, and sends it in one request alone", async () => {
    const id = await dashboard.draftPage()
    await dashboard.walk.openMotoPanel()
    await dashboard.walk.typeCard(OK_CARD)
    const fields = dashboard.dialog().locator("input[data-1p-ignore]")
    expect(await fields.count()).toBe(4)
    for (const field of await fields.all()) {
      expect(await field.getAttribute("name")).toBeNull()
      expect(await field.getAttribute("autocomplete")).toBe("off")
      expect(await field.getAttribute("data-lpignore")).toBe("true")
      // Session recorders skip it.
      expect(await field.getAttribute("class")).toContain(UNRECORDED_CLASSES)
      for (const [mark, value] of Object.entries(UNRECORDED)) {
        expect(await field.getAttribute(mark)).toBe(value)
      }
    }
    // Leaving the page: what a browser keeps for the Back button is empty.
    await dashboard.walk.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")))
    for (const field of await fields.all()) {
      expect(await field.inputValue()).toBe("")
    }
    await dashboard.dialog().getByLabel("Card number").focus()
    await dashboard.walk.typeCard(OK_CARD)
    await dashboard.walk.page.keyboard.press("Escape")
    await dashboard.dialog().waitFor({ state: "detached" })
    expect(await dashboard.walk.leftBehind()).not.toMatch(cardOf(OK_CARD))

    await dashboard.walk.openMotoPanel()
    expect(await dashboard.dialog().getByLabel("Card number").inputValue()).toBe("")
    await dashboard.walk.typeCard(OK_CARD)
    await dashboard.walk.page.keyboard.press("Enter")
    await dashboard.walk.heading("Approved").waitFor()
    expect(await dashboard.walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
    await dashboard.walk.press("Go to the order")
    await dashboard.walk.page.waitForURL((url) => url.pathname.endsWith(`/orders/${id}`))
    expect(await dashboard.walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
    await dashboard.walk.page.goBack()
    await dashboard.ready("Details")
    expect(await dashboard.walk.leftBehind()).not.toMatch(cardOf(OK_CARD))
    const carriers = dashboard.walk.wire.filter((line) => numberOf(OK_CARD).test(line))
    expect(carriers).toHaveLength(1)
    expect(carriers[0]).toMatch(/^POST \S+\/admin\/xpay\/orders\/[^/?]+\/moto \{/)
  })

  it("clears the card after two minutes without typing", async () => {
    const id = await dashboard.orders.draft()
    await dashboard.walk.page.clock.install()
    await dashboard.walk.open(`/draft-orders/${id}`)
    await dashboard.walk.openMotoPanel()
    await dashboard.walk.typeCard(OK_CARD)
    const number = dashboard.dialog().getByLabel("Card number")
    await dashboard.walk.page.clock.runFor("01:50")
    await dashboard.walk.page.keyboard.press("Shift+Tab")
    await dashboard.walk.page.clock.runFor("01:50")
    expect(await number.inputValue()).toBe("4509 0345 4361 5006")
    await dashboard.walk.page.clock.runFor("00:15")
    await dashboard.walk.page.getByText("cleared after two minutes").waitFor()
    expect(await number.inputValue()).toBe("")
    expect(await dashboard.dialog().getByLabel("Security code").inputValue()).toBe("")
    expect(await dashboard.charges()).toBe(0)
  })

  it("says what is wrong with a card, leads to the first mistake, and sends nothing until it is right", async () => {
    await dashboard.draftPage()
    await dashboard.walk.takeCard({ number: "4509034543615007", cvv: "" })
    await dashboard.walk.page.getByText("This card number is not valid").waitFor()
    expect(
      await dashboard.walk.page.evaluate(() => document.activeElement?.getAttribute("aria-invalid"))
    ).toBe("true")
    expect(dashboard.sent()).toEqual([])
  })

  it("says of an amount that cannot be taken why, and takes none", async () => {
    await dashboard.draftPage()
    await dashboard.walk.openMotoPanel()
    const amount = dashboard.dialog().getByLabel("Amount")
    const button = dashboard.dialog().getByRole("button", { name: /^Authorize €/ })
    for (const [typed, said] of [
      ["40", "This is too much. Enter €39.90 or less."],
      ["0", "Enter an amount above zero."],
      ["", "Enter an amount."],
    ] as const) {
      await amount.fill(typed)
      await dashboard.dialog().getByText(said, { exact: true }).waitFor()
      expect(await button.isDisabled()).toBe(true)
    }
    await amount.fill("39.90")
    await dashboard.dialog().getByText("€39.90 is outstanding.").waitFor()
    expect(await button.isEnabled()).toBe(true)
  })

  it("says what is wrong with a card while it is typed, as soon as more typing does not help", async () => {
    await dashboard.draftPage()
    await dashboard.walk.openMotoPanel()
    const { keyboard } = dashboard.walk.page
    const number = dashboard.dialog().getByLabel("Card number")
    const expiry = dashboard.dialog().getByLabel("Expiry date")
    await number.pressSequentially("450903454361500")
    expect(await number.getAttribute("aria-invalid")).toBe("false")
    await keyboard.type("7")
    await dashboard.dialog().getByText("This card number is not valid").waitFor()
    await keyboard.press("Backspace")
    await keyboard.type("6")
    await dashboard.dialog().getByText("This card number is not valid").waitFor({ state: "detached" })
    await keyboard.press("Backspace")
    await keyboard.press("Tab")
    await dashboard.dialog().getByText("Digits are missing").waitFor()

    const year = new Date().getFullYear() % 100
    for (const [typed, said] of [
      ["13/2", "The month is a number from 01 to 12."],
      [`01/${String(year - 1)}`, "This card has expired. Ask for another card."],
      [`01/${String(year + 21)}`, "The year is too far ahead. Ask for the expiry date again."],
    ] as const) {
      await expiry.fill("")
      await expiry.pressSequentially(typed)
      await dashboard.dialog().getByText(said, { exact: true }).waitFor()
    }
  })

  it("opens for Alt and P on the page of the order, and not while somebody types or something else is open", async () => {
    const { page } = dashboard.walk
    await dashboard.draftPage()
    await dashboard.ready("Take a card payment")
    const button = page.getByRole("button", { name: "Take a card payment" })
    expect(await button.getAttribute("aria-keyshortcuts")).toBe("Alt+P")
    // The dashboard's own search receives the typing there.
    await page.keyboard.press("Control+k")
    await page.getByRole("dialog").locator("input").waitFor()
    await page.keyboard.press("Alt+p")
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })

    await page.getByRole("button", { name: "Payment link" }).click()
    await dashboard.dialog().getByLabel("Last day").waitFor()
    await dashboard.dialog().getByRole("button", { name: "Cancel" }).focus()
    await page.keyboard.press("Alt+p")
    expect(await dashboard.dialog().getByLabel("Last day").isVisible()).toBe(true)
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })

    await page.keyboard.press("Alt+p")
    await dashboard.dialog().getByLabel("Card number").waitFor()
    await dashboard.walk.typeCard(OK_CARD)
    await page.keyboard.press("Enter")
    await dashboard.walk.heading("Approved").waitFor()
  })
}

/** The number, in any grouping. */
function numberOf({ number }: { number: string }): RegExp {
  return new RegExp(number.split("").join("[ -]?"))
}

/** The number, or the security code as a separate word. */
function cardOf(card: { number: string; cvv: string }): RegExp {
  return new RegExp(`${numberOf(card).source}|\\b${card.cvv}\\b`)
}
