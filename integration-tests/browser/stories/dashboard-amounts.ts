import type { Locator } from "playwright-core"
import { OK_CARD } from "../../harness/cards"
import type { Dashboard } from "../dashboard"
import type { DashboardWalk } from "../dashboard-walk"

/** The clerk's texts in the dashboard's language. */
const WORDS = {
  en: {
    typed: "10,50",
    asShown: /€10\.50/,
    take: "Take a card payment",
    link: "Payment link",
    createLink: "Create the link",
    authorize: /^Authorize €10\.50$/,
    details: "Details",
    capture: "Capture",
    captureAmount: /^Capture €/,
    refund: "Refund",
    refundAmount: /^Refund €/,
    amount: "Amount",
    balance: "€29.40 remains outstanding",
    ambiguous: "“1.550” is ambiguous. For thousands, enter 1550",
    number: "Card number",
    approved: "Approved",
    minor: 1050,
  },
  it: {
    typed: "15.50",
    asShown: /15,50\s€/,
    take: "Incassa con carta",
    link: "Link di pagamento",
    createLink: "Crea il link",
    authorize: /^Autorizza 15,50\s€$/,
    details: "Dettagli",
    capture: "Cattura",
    captureAmount: /^Cattura [\d.,]+\s€/,
    refund: "Rimborsa",
    refundAmount: /^Rimborsa [\d.,]+\s€/,
    amount: "Importo",
    balance: /restano 24,40\s€/,
    ambiguous: "“1.550” si può leggere in due modi. Per le migliaia scrivi 1550",
    number: "Numero della carta",
    approved: "Approvato",
    minor: 1550,
  },
} as const

/** Amounts can be typed with either decimal sign, and never become another amount. */
export function amountStories(dashboard: Dashboard): void {
  describe.each(["en", "it"] as const)("in a dashboard that speaks %s", (language) => {
    const words = WORDS[language]
    let walk: DashboardWalk

    beforeEach(async () => {
      walk = await dashboard.signIn(language)
    })
    afterEach(async () => {
      await walk.context.close()
      expect(walk.complaints).toEqual([])
    })

    const dialog = () => walk.page.getByRole("dialog")
    const question = () => walk.page.getByRole("alertdialog")
    const button = (within: Locator, name: string | RegExp) =>
      within.getByRole("button", { name, exact: typeof name === "string" })

    /** The question states the amount; Escape returns to the form, and nothing was sent. */
    const expectQuestion = async () => {
      await question().waitFor()
      expect(await question().innerText()).toMatch(words.asShown)
      expect(await walk.accessibilityFaults(question())).toEqual([])
      const before = walk.posted.length
      await walk.page.keyboard.press("Escape")
      await question().waitFor({ state: "detached" })
      expect(await dialog().count()).toBe(1)
      expect(walk.posted).toHaveLength(before)
    }

    it("charges by MOTO the amount that was meant, and asks before it charges a part", async () => {
      await walk.open(`/draft-orders/${await dashboard.orders.draft()}`)
      await button(walk.page.locator("body"), words.take).click()
      await dialog().getByLabel(words.number).waitFor()
      const amount = dialog().getByLabel(words.amount, { exact: true })
      await amount.fill("1.550")
      await dialog().getByText(words.ambiguous).waitFor()
      await amount.fill("")
      await amount.pressSequentially(words.typed)
      expect(await amount.inputValue()).toBe(words.typed)
      await dialog().getByLabel(words.number).focus()
      await walk.typeCard(OK_CARD)
      await walk.page.keyboard.press("Enter")
      await expectQuestion()
      expect(await dashboard.charges()).toBe(0)

      await button(dialog(), words.authorize).click()
      await question().getByText(words.balance).waitFor()
      await button(question(), words.authorize).click()
      await walk.heading(words.approved).waitFor()
      expect((await dashboard.last())?.totals).toMatchObject({ liveHold: words.minor })
    })

    it("makes a link for what was meant, and asks before it is for a part", async () => {
      await walk.open(`/draft-orders/${await dashboard.orders.draft()}`)
      await button(walk.page.locator("body"), words.link).click()
      await dialog().getByLabel(words.amount, { exact: true }).fill(words.typed)
      await button(dialog(), words.createLink).click()
      await expectQuestion()
      await button(dialog(), words.createLink).click()
      await question().getByText(words.balance).waitFor()
      await question().getByRole("button").last().click()
      await dialog().locator("a[target=_blank]").waitFor()
      expect(await dashboard.last()).toMatchObject({ amount: words.minor })
    })

    it("captures and refunds what was meant", async () => {
      await walk.open(`/orders/${await dashboard.heldOrder()}`)
      await button(walk.page.locator("body"), words.details).click()
      await button(dialog(), words.capture).click()
      await dialog().getByLabel(words.amount, { exact: true }).fill(words.typed)
      await button(dialog(), words.captureAmount).click()
      await expectQuestion()
      await button(dialog(), words.captureAmount).click()
      await button(question(), words.captureAmount).click()
      await button(dialog(), words.refund).click()
      await dialog().getByLabel(words.amount, { exact: true }).fill("3,5")
      await button(dialog(), words.refundAmount).click()
      await button(question(), words.refundAmount).click()
      await question().waitFor({ state: "detached" })
      await button(dialog(), words.refund).waitFor()
      expect((await dashboard.last())?.totals).toMatchObject({ captured: words.minor, refunded: 350 })
    })
  })
}
