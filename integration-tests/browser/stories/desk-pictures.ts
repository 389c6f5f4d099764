import en from "../../../src/admin/i18n/en"
import italian from "../../../src/admin/i18n/it"
import { CARD_TEXTS } from "../../../src/admin/order/card-texts"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, type TypedCard } from "../../harness/cards"
import { eventually } from "../../harness/eventually"
import type { Desk } from "../desk"

/** What the clerk reads. */
const TEXTS = {
  en: { ...en, order: CARD_TEXTS.en },
  it: { ...italian, order: CARD_TEXTS.it },
} as const

const LONG_MS = 90_000

/** Takes the pictures of the clerk's guide anew, in both languages. */
export function pictureStories(desk: Desk): void {
  describe.each(["en", "it"] as const)("the pictures of the clerk's guide: %s", (language) => {
    const texts = TEXTS[language]
    const { phone, move, link, page: list } = texts

    beforeEach(() => desk.open(language))
    afterEach(() => desk.close())

    const button = (name: string) => desk.walk.page.getByRole("button", { name, exact: true })
    const startsWith = (text: string) => desk.walk.page.getByRole("button", { name: new RegExp(`^${text}`) })
    const text = (said: string) => desk.walk.page.getByText(said)
    const openDraft = async () => {
      const id = await desk.orders.draft()
      await desk.walk.open(`/draft-orders/${id}`)
      return id
    }
    const openForm = async () => {
      await button(texts.order.take).click()
      await desk.dialog().getByLabel(phone.number).waitFor()
    }
    const takeCard = async (card: TypedCard) => {
      await openForm()
      await desk.walk.typeCard(card)
      await desk.walk.page.keyboard.press("Enter")
    }
    /** On the page of the order that the draft has become: Medusa calls it by its number alone. */
    const goToOrder = async () => {
      await button(phone.toOrder).click()
      await desk.walk.page.getByRole("heading", { name: /^#\d+/ }).waitFor()
      await button(texts.order.details).waitFor()
    }
    const openLink = async () => {
      const id = await openDraft()
      await button(texts.order.link).click()
      await button(link.create).click()
      await desk.dialog().getByAltText(link.qr).waitFor()
      return id
    }

    it("a phone payment", async () => {
      await openDraft()
      await openForm()
      await desk.dialog().getByRole("radio", { name: phone.charge }).click()
      await desk.dialog().getByLabel(phone.number).focus()
      await desk.walk.typeCard(OK_CARD)
      await desk.shoot("card", 720, { isDarkToo: true })
      await desk.walk.page.keyboard.press("Enter")
      await desk.walk.heading(phone.approved).waitFor()
      await desk.shoot("approved", 480)
      await goToOrder()
      await desk.shoot("order", 820, { isDarkToo: true })
    })

    it("a balance", async () => {
      await desk.walk.open(`/orders/${await desk.orders.withBalance(OTHER_OK_CARD)}`)
      await button(texts.order.take).waitFor()
      await desk.shoot("balance", 960)
    })

    it("a draft that stays one, and its incident", async () => {
      await openDraft()
      await desk.orders.stock("MOKA", "none")
      try {
        await takeCard(OK_CARD)
        await desk.walk.heading(phone.approved).waitFor()
        await desk.shoot("not-ordered", 560)
        await desk.walk.open("/xpay?tab=incidents")
        await button(list.resolve).first().waitFor()
        await desk.shoot("incidents", 560)
      } finally {
        await desk.orders.stock("MOKA", "plenty")
      }
      await button(list.resolve).first().click()
      await button(list.resolve).first().waitFor({ state: "detached" })
    })

    it("a declined card", async () => {
      await openDraft()
      await takeCard(KO_CARD)
      await desk.walk.heading(phone.declined).waitFor()
      await desk.shoot("declined", 480)
    })

    it("a payment in doubt", async () => {
      await openDraft()
      await desk.simulator.addFault({ kind: "execute-then-stall", path: "/orders/moto" })
      await desk.simulator.addFault({
        kind: "status",
        status: 503,
        method: "GET",
        path: "/orders/*",
        times: "always",
      })
      await takeCard(OK_CARD)
      await text(phone.sending).waitFor()
      await desk.shoot("sending", 720)
      await desk.walk.heading(phone.unknown).waitFor({ timeout: LONG_MS })
      await desk.shoot("unknown", 480)
      await desk.simulator.clearFaults()
      await desk.walk.heading(phone.approved).waitFor()
    })

    it("a request that did not arrive", async () => {
      await openDraft()
      await desk.walk.page.route("**/moto", async (route) => await route.abort(), { times: 1 })
      await takeCard(OK_CARD)
      await text(phone.notSent).waitFor()
      await desk.shoot("not-sent", 800)
    })

    it("a typing error", async () => {
      await openDraft()
      await takeCard({ ...OK_CARD, number: "4509034543615007", cvv: "" })
      await text(phone.wrong.number_invalid).waitFor()
      await desk.shoot("mistake", 760)
    })

    it("a payment link", async () => {
      await openDraft()
      await button(texts.order.link).click()
      await desk.dialog().getByLabel(link.lastDay).waitFor()
      await desk.shoot("link-new")
      await button(link.create).click()
      await desk.dialog().getByAltText(link.qr).waitFor()
      await desk.shoot("link")
      await desk.walk.page.keyboard.press("Escape")
      await button(texts.order.details).waitFor()
      await desk.shoot("link-open")
    })

    it("an expired link", async () => {
      await desk.passLastDay(await openLink())
      await button(texts.payment.sync).click()
      await desk.dialog().getByText(link.expired, { exact: true }).first().waitFor()
      await desk.shoot("link-expired")
      await desk.simulator.changeClock({ now: new Date().toISOString() })
    })

    it("a method without refunds", async () => {
      const id = await openLink()
      const url = (await desk.dialog().locator("a[target=_blank]").getAttribute("href")) ?? ""
      await desk.payLink(url, "MYBANK")
      await eventually(async () => {
        expect((await desk.orders.order(id)).payment_status).toBe("captured")
      }, LONG_MS)
      await desk.dialog().getByText(link.paid, { exact: true }).waitFor()
      await desk.shoot("no-refund")
    })

    it("a payment's money", async () => {
      await openDraft()
      await takeCard(OK_CARD)
      await goToOrder()
      await button(texts.order.details).click()
      await text(texts.payment.history).waitFor()
      await desk.shoot("payment", 860, { isDarkToo: true })
      await button(move.capture).click()
      await desk.dialog().getByLabel(texts.payment.amount).fill("30")
      await desk.shoot("capture")
      await startsWith(move.captureButton("")).click()
      await desk.question().waitFor()
      await desk.shoot("capture-question")
      await startsWith(move.captureButton("")).click()
      await eventually(async () => expect(await button(move.refund).isEnabled()).toBe(true), LONG_MS)
      await button(move.refund).click()
      await desk.dialog().getByLabel(texts.payment.amount).fill("12,5")
      await desk.dialog().getByLabel(texts.reason.label).fill("Manico rotto")
      await startsWith(move.refundButton("")).click()
      await desk.question().waitFor()
      await startsWith(move.refundButton("")).click()
      await desk.dialog().getByRole("status").getByText(move.done).waitFor()
      await desk.shoot("refunded")
    })

    it("all payments, and the terminals", async () => {
      await desk.walk.open("/xpay")
      await desk.walk.page.getByRole("cell", { name: /••••/ }).first().waitFor()
      await desk.shoot("list")
      await desk.walk.open("/settings/xpay")
      await text(texts.settings.capture).first().waitFor()
      await desk.shoot("settings")
    })
  })
}
