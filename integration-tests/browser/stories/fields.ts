import { KO_CARD, OK_CARD } from "../../harness/cards"
import type { CheckoutWalk } from "../checkout-walk"
import type { DemoWorld } from "../demo-world"

const NUMBER = (number: string) => new RegExp([...number].join("[ -]?"))

/** A shopper pays by card in XPay's own fields on the page. */
export function fieldsStories(world: DemoWorld): void {
  describe("XPay's card fields", () => {
    const authorized = async () => (await world.atXPay()).filter(({ totals }) => totals.authorized > 0)

    async function readyToPay(): Promise<CheckoutWalk> {
      const walk = await world.shopper()
      await walk.fillCart()
      await walk.goToCheckout()
      await walk.chooseCardPlace("In XPay's fields, in this page")
      await walk.fields.first().waitFor()
      await walk.fillDetails()
      return walk
    }

    it("sell: fields, bank's page, thank-you page, and the shop's page never sees a digit", async () => {
      const walk = await readyToPay()
      const frames = new URL((await walk.fields.first().getAttribute("src")) ?? "").origin
      const asked: string[] = []
      walk.page.on("request", (request) => {
        if (!request.url().startsWith(frames)) {
          asked.push(`${request.url()} ${request.postData() ?? ""}`)
        }
      })
      await walk.typeIntoFields(OK_CARD)
      // What a script on the shop's page, even a hostile one, can read.
      const readable = await walk.page.evaluate(() =>
        [...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument === null)
      )
      expect(readable).toEqual(readable.map(() => true))
      expect(readable.length).toBeGreaterThanOrEqual(4)
      expect(await walk.leftBehind()).not.toMatch(NUMBER(OK_CARD.number))

      await walk.payButton.click()
      await walk.answerBank("Authentication succeeds")
      const id = await walk.thanked()
      expect(await walk.page.locator("main").innerText()).toContain("Visa •••• 5006")
      expect(await world.order(id)).toMatchObject({ payment_status: "authorized", total: 18.8 })
      expect(await authorized()).toMatchObject([{ amount: 1880, totals: { captured: 0, liveHold: 1880 } }])
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.join("\n")).not.toMatch(NUMBER(OK_CARD.number))
      expect(walk.complaints).toEqual([])
    })

    it("say what is missing, keep the shopper's place, and take another card after a decline", async () => {
      const walk = await readyToPay()
      await walk.payButton.click()
      await walk.page.getByText("Enter the card number.").waitFor()
      await walk.page.getByText("Confirm that you have read the privacy notice.").waitFor()
      expect(await walk.faintTexts()).toEqual([])

      await walk.typeIntoFields(KO_CARD)
      await walk.payButton.click()
      await walk.answerBank("Authentication succeeds")
      expect(await walk.notice()).toMatch(/did not go through[\s\S]*Nothing was charged/)
      expect(await walk.page.getByLabel("Email").first().inputValue()).toBe("maria.rossi@example.com")

      await walk.fields.first().waitFor()
      await walk.typeIntoFields(OK_CARD)
      await walk.payButton.click()
      await walk.answerBank("Authentication succeeds")
      await walk.thanked()
      expect(await authorized()).toHaveLength(1)
    })

    it("make place for XPay's page by a click, as an owner tries it", async () => {
      const walk = await world.shopper()
      await walk.fillCart()
      await walk.goToCheckout()
      await walk.chooseCardPlace("On XPay's page")
      await walk.page.getByRole("button", { name: "Pay with Card, on XPay's page" }).waitFor()
      await walk.fillDetails()
      await walk.goToXPay("Card, on XPay's page")
      await walk.page.goBack()
    })
  })
}
