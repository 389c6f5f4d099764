import { randomUUID } from "node:crypto"
import type { INotificationModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Staff, type PanelPayment } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const MARIA = "maria.rossi@example.com"
const PHONE = "+393331234567"

/** The tested shop's notification providers accept e-mail and SMS, see medusa-config.ts. */
xpaySuite("customer-messages", (store) => {
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const module = () => store.container().resolve<INotificationModuleService>(Modules.NOTIFICATION)
  const sent = async () =>
    (await store.db("notification").whereIn("channel", ["email", "sms"]).orderBy("created_at")) as {
      to: string
      channel: string
      template: string
      data: Record<string, unknown>
      status: string
    }[]
  const entries = async (action: string) =>
    (await store.db("xpay_audit_entry").where({ action }).orderBy("created_at")) as {
      outcome: string
      detail: string | null
    }[]
  const numberOf = async (orderId: string | null) =>
    ((await store.db("order").where({ id: orderId }).first("display_id")) as { display_id: number })
      .display_id

  async function link() {
    const draft = await staff().draftOrder()
    const { payment } = expectOk(await staff().makeLink(draft.id, draft.total))
    return { draft, payment }
  }

  async function motoPayment(card = OK_CARD): Promise<PanelPayment> {
    const draft = await staff().draftOrder()
    return expectOk(await staff().takeCard(draft.id, { card, amount: draft.total })).payment
  }

  const receipt = async (id: string, body: object) =>
    await store
      .admin()
      .post<{ payment: PanelPayment; code?: string; message?: string }>(
        `/admin/xpay/payments/${id}/receipt`,
        {
          request_key: randomUUID(),
          ...body,
        }
      )

  /** Simulates a notification provider that cannot send. */
  const providerIsDown = () =>
    jest.spyOn(module(), "createNotifications").mockRejectedValue(new Error("the provider is down"))
  afterEach(() => jest.restoreAllMocks())

  describe("a payment link", () => {
    it("goes to the customer's phone by SMS, with a text for a provider without templates", async () => {
      const { draft, payment } = await link()
      expectOk(await staff().changeLink(payment.id, "send", { channel: "sms", to: "0039 (0)333 / 123-4567" }))
      expect(await sent()).toMatchObject([
        {
          to: PHONE,
          channel: "sms",
          template: "xpay-payment-link",
          status: "success",
          data: {
            link: payment.link?.url,
            order_id: draft.id,
            order_display_id: await numberOf(draft.id),
            locale: "it",
            text: expect.stringContaining(payment.link?.url ?? "?"),
          },
        },
      ])
      expect((await sent())[0]?.data["text"]).toMatch(/^Per pagare 19,99\s€ per l'ordine n\. \d+, apri: /)
    })

    it("goes by e-mail where no channel is named", async () => {
      const { payment } = await link()
      expectOk(await staff().changeLink(payment.id, "send", { to: MARIA }))
      expect(await sent()).toMatchObject([
        { to: MARIA, channel: "email", data: { subject: expect.any(String) } },
      ])
    })

    it("is not made for a channel that the shop does not have, nor for an address that is none", async () => {
      const draft = await staff().draftOrder()
      const make = async (send_to: object) => await staff().makeLink(draft.id, draft.total, { send_to })
      expect(await make({ channel: "whatsapp", to: PHONE })).toMatchObject({
        status: 409,
        body: {
          code: "channel_not_configured",
          message: expect.stringMatching(/Nothing was sent.*“whatsapp”\. It has: email, sms\./),
        },
      })
      expect(await make({ channel: "feed", to: "anybody" })).toMatchObject({
        status: 409,
        body: { code: "channel_not_configured" },
      })
      for (const to of ["333 1234567", "not a number", "+39"]) {
        expect(await make({ channel: "sms", to })).toMatchObject({
          status: 422,
          body: { code: "recipient_invalid", message: expect.stringContaining("+39 333 123 4567") },
        })
      }
      expect((await sim().ledger()).orders).toEqual([])
      expect(await sent()).toEqual([])
      expectOk(await make({ channel: "sms", to: "+39 333 123 4567" }))
      expect(await sent()).toMatchObject([{ to: PHONE }])
    })

    it("stays open, and the clerk sees it, when the provider did not accept it", async () => {
      const { payment } = await link()
      providerIsDown()
      expect(await staff().changeLink(payment.id, "send", { to: MARIA })).toMatchObject({
        status: 409,
        body: { code: "message_failed" },
      })
      expect(await entries("send_link")).toMatchObject([{ outcome: "refused" }])
    })
  })

  describe("a receipt", () => {
    it("goes to the caller after a phone payment, with amount, card, order and date", async () => {
      await withOptions(store.container(), { receiptText: "Via Roma 1, P. IVA 01234567890" }, async () => {
        const payment = await motoPayment()
        expectOk(await receipt(payment.id, { to: MARIA, locale: "en" }))
        const number = await numberOf(payment.order_id)
        const [message] = await sent()
        expect(message).toMatchObject({
          to: MARIA,
          channel: "email",
          template: "xpay-payment-receipt",
          status: "success",
          data: {
            payment_id: payment.id,
            order_id: payment.order_id,
            order_display_id: number,
            amount: "€19.99",
            amount_value: "19.99",
            currency_code: "eur",
            status: "authorized",
            paid_with: "VISA •••• 5006",
            paid_at: expect.stringMatching(/^\d{4}-/),
            closing: "Via Roma 1, P. IVA 01234567890",
            locale: "en",
            subject: expect.stringContaining(`Payment received for order #${number}`),
          },
        })
        const lines = String(message?.data["text"]).split("\n")
        expect(lines).toEqual(
          expect.arrayContaining([
            `Order: #${number}`,
            "Amount: €19.99 (reserved, charged when the order ships)",
            "Paid with: VISA •••• 5006",
          ])
        )
        expect(lines.at(-1)).toBe("Via Roma 1, P. IVA 01234567890")
        expect(await entries("send_receipt")).toMatchObject([{ outcome: "done", detail: "email" }])
      })
    })

    it("goes out once for a double click, and again when somebody asks again", async () => {
      const { id } = await motoPayment()
      const request_key = randomUUID()
      const body = { request_key, channel: "sms", to: PHONE }
      const answers = await Promise.all([receipt(id, body), receipt(id, body), receipt(id, body)])
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      expectOk(await receipt(id, body))
      expect(await sent()).toHaveLength(1)
      expect(await entries("send_receipt")).toHaveLength(1)
      expectOk(await receipt(id, { channel: "sms", to: PHONE }))
      expect(await sent()).toHaveLength(2)
    })

    it("says what was captured, in the language of the payment", async () => {
      await (await store.shopper().readyToPay()).pay(OK_CARD, "succeeds", { locale: "it" })
      const { id } = (await store.db("xpay_attempt").first()) as { id: string }
      expectOk(await staff().move(id, "capture", { amount: 20 }))
      expectOk(await receipt(id, { to: MARIA }))
      expect((await sent())[0]?.data).toMatchObject({ status: "captured", amount_value: "20.00" })
      expect((await sent())[0]?.data["text"]).toMatch(/Importo: 20,00\s€\n/)
    })

    it("is not sent of a payment without money, nor of one that is not there", async () => {
      const declined = await motoPayment(KO_CARD)
      expect(await receipt(declined.id, { to: MARIA })).toMatchObject({
        status: 409,
        body: { code: "no_receipt" },
      })
      const held = await motoPayment()
      expectOk(await staff().move(held.id, "void"))
      expect(await receipt(held.id, { to: MARIA })).toMatchObject({
        status: 409,
        body: { code: "no_receipt" },
      })
      expect(await receipt("xpatt_nowhere", { to: MARIA })).toMatchObject({
        status: 404,
        body: { code: "payment_not_found" },
      })
      expect(await receipt(held.id, { channel: "whatsapp", to: PHONE })).toMatchObject({
        status: 409,
        body: { code: "channel_not_configured" },
      })
      expect(await sent()).toEqual([])
    })

    it("was not sent when the provider did not take it, and can be sent then", async () => {
      const { id } = await motoPayment()
      providerIsDown()
      expect(await receipt(id, { to: MARIA })).toMatchObject({
        status: 409,
        body: { code: "message_failed" },
      })
      jest.restoreAllMocks()
      expectOk(await receipt(id, { to: MARIA }))
      expect(await sent()).toHaveLength(1)
      expect(await entries("send_receipt")).toMatchObject([{ outcome: "refused" }, { outcome: "done" }])
    })

    it("is gone with the customer", async () => {
      const account = await store.account()
      const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
      await shopper.pay(OK_CARD)
      const { id } = (await store.db("xpay_attempt").first()) as { id: string }
      expectOk(await receipt(id, { to: account.email }))
      expect(await sent()).toHaveLength(1)
      expectOk(await store.admin().send("DELETE", `/admin/customers/${account.id}`, undefined))
      await eventually(async () => expect(await sent()).toEqual([]))
    })
  })

  describe("a clerk who looks at a link", () => {
    it("sees that it waits, that a try was declined, that it is paid", async () => {
      const { payment } = await link()
      const look = async () =>
        expectOk(
          await store
            .admin()
            .get<{ payment: { state: string; link: { state: string; progress: string | null } } }>(
              `/admin/xpay/payments/${payment.id}`
            )
        ).payment.link
      expect(await look()).toMatchObject({ state: "open", progress: "pending" })
      await walkHostedPage(payment.link?.url ?? "", "CARDS", "decline")
      await eventually(async () =>
        expect(await look()).toMatchObject({ state: "open", progress: "declined" })
      )
      await walkHostedPage(payment.link?.url ?? "", "CARDS", "pay")
      await eventually(async () => expect(await look()).toMatchObject({ state: "paid", progress: null }))
    })

    it("is told by which channels it can be sent, and what is known of the customer", async () => {
      await (await store.shopper().readyToPay()).pay(OK_CARD)
      const { id, order_id: orderId } = (await store.db("xpay_attempt").first()) as {
        id: string
        order_id: string
      }
      const { payment } = expectOk(await store.admin().get<{ payment: object }>(`/admin/xpay/payments/${id}`))
      const known = { channels: ["email", "sms"], email: MARIA, phone: "+39 333 1234567" }
      expect(payment).toMatchObject({ ...known, has_receipt: true })
      const { xpay } = expectOk(await store.admin().get<{ xpay: object }>(`/admin/xpay/orders/${orderId}`))
      expect(xpay).toMatchObject(known)
    })
  })
})
