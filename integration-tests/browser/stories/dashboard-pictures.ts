import en from "../../../src/admin/i18n/en"
import italian from "../../../src/admin/i18n/it"
import { CARD_TEXTS } from "../../../src/admin/order/card-texts"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, type TypedCard } from "../../harness/cards"
import { eventually } from "../../harness/eventually"
import type { Dashboard } from "../dashboard"

/** The clerk's texts. */
const TEXTS = {
  en: { ...en, order: CARD_TEXTS.en },
  it: { ...italian, order: CARD_TEXTS.it },
} as const

const LONG_MS = 90_000

/** Retakes the screenshots of the clerk's guide, in both languages. */
export function pictureStories(dashboard: Dashboard): void {
  describe.each(["en", "it"] as const)("the pictures of the clerk's guide: %s", (language) => {
    const texts = TEXTS[language]
    const { moto, move, link, page: list } = texts

    beforeEach(() => dashboard.open(language))
    afterEach(() => dashboard.close())

    const button = (name: string) => dashboard.walk.page.getByRole("button", { name, exact: true })
    const startsWith = (text: string) =>
      dashboard.walk.page.getByRole("button", { name: new RegExp(`^${text}`) })
    const text = (said: string) => dashboard.walk.page.getByText(said)
    const openDraft = async () => {
      const id = await dashboard.orders.draft()
      await dashboard.walk.open(`/draft-orders/${id}`)
      return id
    }
    const openForm = async () => {
      await button(texts.order.take).click()
      await dashboard.dialog().getByLabel(moto.number).waitFor()
    }
    const takeCard = async (card: TypedCard) => {
      await openForm()
      await dashboard.walk.typeCard(card)
      await dashboard.walk.page.keyboard.press("Enter")
    }
    /** Opens the page of the order that the draft has become: Medusa shows only its number. */
    const goToOrder = async () => {
      await button(moto.toOrder).click()
      await dashboard.walk.page.getByRole("heading", { name: /^#\d+/ }).waitFor()
      await button(texts.order.details).waitFor()
    }
    const openLink = async () => {
      const id = await openDraft()
      await button(texts.order.link).click()
      await button(link.create).click()
      await dashboard.dialog().getByAltText(link.qr).waitFor()
      return id
    }

    it("a phone payment", async () => {
      await openDraft()
      await openForm()
      await dashboard.dialog().getByRole("radio", { name: moto.charge }).click()
      await dashboard.dialog().getByLabel(moto.number).focus()
      await dashboard.walk.typeCard(OK_CARD)
      await dashboard.shoot("card", 720, { isDarkToo: true })
      await dashboard.walk.page.keyboard.press("Enter")
      await dashboard.walk.heading(moto.approved).waitFor()
      await dashboard.shoot("approved", 480)
      await goToOrder()
      await dashboard.shoot("order", 820, { isDarkToo: true })
    })

    it("a balance", async () => {
      await dashboard.walk.open(`/orders/${await dashboard.orders.withBalance(OTHER_OK_CARD)}`)
      await button(texts.order.take).waitFor()
      await dashboard.shoot("balance", 960)
    })

    it("a draft that stays one, and its incident", async () => {
      await openDraft()
      await dashboard.orders.stock("MOKA", "none")
      try {
        await takeCard(OK_CARD)
        await dashboard.walk.heading(moto.approved).waitFor()
        await dashboard.shoot("not-ordered", 560)
        await dashboard.walk.open("/xpay?tab=incidents")
        await button(list.resolve).first().waitFor()
        await dashboard.shoot("incidents", 560)
      } finally {
        await dashboard.orders.stock("MOKA", "plenty")
      }
      await button(list.resolve).first().click()
      await button(list.resolve).first().waitFor({ state: "detached" })
    })

    it("a declined card", async () => {
      await openDraft()
      await takeCard(KO_CARD)
      await dashboard.walk.heading(moto.declined).waitFor()
      await dashboard.shoot("declined", 480)
    })

    it("a payment in doubt", async () => {
      await openDraft()
      await dashboard.simulator.addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      await dashboard.simulator.addFault({
        kind: "status",
        status: 503,
        method: "GET",
        path: "/orders/*",
        times: "always",
      })
      await takeCard(OK_CARD)
      await text(moto.sending).waitFor()
      await dashboard.shoot("sending", 720)
      await dashboard.walk.heading(moto.unknown).waitFor({ timeout: LONG_MS })
      await dashboard.shoot("unknown", 480)
      await dashboard.simulator.clearFaults()
      await dashboard.walk.heading(moto.approved).waitFor()
    })

    it("a request that did not arrive", async () => {
      await openDraft()
      await dashboard.walk.page.route("**/moto", async (route) => await route.abort(), { times: 1 })
      await takeCard(OK_CARD)
      await text(moto.notSent).waitFor()
      await dashboard.shoot("not-sent", 800)
    })

    it("a typing error", async () => {
      await openDraft()
      await takeCard({ ...OK_CARD, number: "4509034543615007", cvv: "" })
      await text(moto.wrong.number_invalid).waitFor()
      await dashboard.shoot("mistake", 760)
    })

    it("a payment link", async () => {
      await openDraft()
      await button(texts.order.link).click()
      await dashboard.dialog().getByLabel(link.lastDay).waitFor()
      await dashboard.shoot("link-new")
      await button(link.create).click()
      await dashboard.dialog().getByAltText(link.qr).waitFor()
      await dashboard.shoot("link")
      await dashboard.walk.page.keyboard.press("Escape")
      await button(texts.order.details).waitFor()
      await dashboard.shoot("link-open")
    })

    it("an expired link", async () => {
      await dashboard.passLastDay(await openLink())
      await button(texts.payment.sync).click()
      await dashboard.dialog().getByText(link.expired, { exact: true }).first().waitFor()
      await dashboard.shoot("link-expired")
      await dashboard.simulator.changeClock({ now: new Date().toISOString() })
    })

    it("a method without refunds", async () => {
      const id = await openLink()
      const url = (await dashboard.dialog().locator("a[target=_blank]").getAttribute("href")) ?? ""
      await dashboard.payLink(url, "MYBANK")
      await eventually(async () => {
        expect((await dashboard.orders.order(id)).payment_status).toBe("captured")
      }, LONG_MS)
      await dashboard.dialog().getByText(link.paid, { exact: true }).waitFor()
      await dashboard.shoot("no-refund")
    })

    it("a payment's money", async () => {
      await openDraft()
      await takeCard(OK_CARD)
      await goToOrder()
      await button(texts.order.details).click()
      await text(texts.payment.history).waitFor()
      await dashboard.shoot("payment", 860, { isDarkToo: true })
      await button(move.capture).click()
      await dashboard.dialog().getByLabel(texts.payment.amount).fill("30")
      await dashboard.shoot("capture")
      await startsWith(move.captureButton("")).click()
      await dashboard.question().waitFor()
      await dashboard.shoot("capture-question")
      await startsWith(move.captureButton("")).click()
      await eventually(async () => expect(await button(move.refund).isEnabled()).toBe(true), LONG_MS)
      await button(move.refund).click()
      await dashboard.dialog().getByLabel(texts.payment.amount).fill("12,5")
      await dashboard.dialog().getByLabel(texts.reason.label).fill("Manico rotto")
      await startsWith(move.refundButton("")).click()
      await dashboard.question().waitFor()
      await startsWith(move.refundButton("")).click()
      await dashboard.dialog().getByRole("status").getByText(move.done).waitFor()
      await dashboard.shoot("refunded")
    })

    it("all payments, and the terminals", async () => {
      await dashboard.walk.open("/xpay")
      await dashboard.walk.page.getByRole("cell", { name: /••••/ }).first().waitFor()
      await dashboard.shoot("list")
      await dashboard.walk.open("/settings/xpay")
      await text(texts.settings.capture).first().waitFor()
      await dashboard.shoot("settings")
    })
  })
}
