import type { DemoWorld } from "../demo-world"
import { Desk } from "../desk"
import { amountStories } from "./desk-amounts"
import { linkStories } from "./desk-links"
import { moneyStories } from "./desk-money"
import { pageStories } from "./desk-pages"
import { phoneStories } from "./desk-phone"
import { pictureStories } from "./desk-pictures"
import { workListStories } from "./desk-work-list"

/** A clerk at the dashboard: the telephone, links, and the money of payments. */
export function deskStories(world: DemoWorld): void {
  describe("the clerk's desk", () => {
    const desk = new Desk(world)

    // The first page of the dashboard is slow: its packages are prepared when they are first asked for.
    beforeAll(async () => {
      const first = await desk.signIn()
      first.page.setDefaultTimeout(300_000)
      await first.open("/xpay")
      await first.heading("XPay").waitFor()
      await first.open("/orders")
      await first.heading("Orders").waitFor()
      await first.context.close()
    }, 600_000)

    // With `SCREENSHOTS=1` the pictures of the clerk's guide are taken anew.
    if (process.env["SCREENSHOTS"] !== undefined) {
      pictureStories(desk)
    }

    describe("at work", () => {
      beforeEach(() => desk.open())
      afterEach(() => desk.close())

      phoneStories(desk)
      amountStories(desk)
      linkStories(desk)
      moneyStories(desk)
      workListStories(desk)
      pageStories(desk)
    })
  })
}
