import type { DemoWorld } from "../demo-world"
import { Dashboard } from "../dashboard"
import { amountStories } from "./dashboard-amounts"
import { linkStories } from "./dashboard-links"
import { moneyStories } from "./dashboard-money"
import { pageStories } from "./dashboard-pages"
import { motoStories } from "./dashboard-moto"
import { pictureStories } from "./dashboard-pictures"
import { workListStories } from "./dashboard-work-list"

/** A clerk at the dashboard: MOTO payments, links, and captures, refunds and voids. */
export function dashboardStories(world: DemoWorld): void {
  describe("the dashboard", () => {
    const dashboard = new Dashboard(world)

    // The first page of the dashboard is slow: its packages are prepared at the first request.
    beforeAll(async () => {
      const first = await dashboard.signIn()
      first.page.setDefaultTimeout(300_000)
      await first.open("/xpay")
      await first.heading("XPay").waitFor()
      await first.open("/orders")
      await first.heading("Orders").waitFor()
      await first.context.close()
    }, 600_000)

    // With `SCREENSHOTS=1` the screenshots of the clerk's guide are retaken.
    if (process.env["SCREENSHOTS"] !== undefined) {
      pictureStories(dashboard)
    }

    describe("at work", () => {
      beforeEach(() => dashboard.open())
      afterEach(() => dashboard.close())

      motoStories(dashboard)
      amountStories(dashboard)
      linkStories(dashboard)
      moneyStories(dashboard)
      workListStories(dashboard)
      pageStories(dashboard)
    })
  })
}
