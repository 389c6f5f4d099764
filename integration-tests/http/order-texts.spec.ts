import { randomUUID } from "node:crypto"
import type { IStoreModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { chargeSavedCardWorkflow } from "../../src/workflows"
import { FieldsShopper } from "../harness/card-fields"
import { OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY } from "../harness/terminals"
import { xpaySuite } from "../harness/xpay-suite"

interface ReceivedOrder {
  readonly description?: string
  readonly invoiceId?: string
  readonly transactionSummary?: readonly {
    language: string
    summaryList: { label: string; value: string }[]
  }[]
}

/**
 * The texts on XPay's page and receipts, as the simulator received them. It refuses a description of more than 255
 * characters and a label of more than 50 (4.1 of the description of XPay's API).
 */
xpaySuite("order-texts", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const staff = () => new Staff(store.admin(), store.store)
  const stores = () => store.container().resolve<IStoreModuleService>(Modules.STORE)
  let unnamed: { id: string; name: string }

  const nameShop = async (name: string) => {
    await stores().updateStores(unnamed.id, { name })
  }

  beforeEach(async () => {
    const [first] = await stores().listStores({}, { order: { created_at: "ASC" } })
    unnamed = { id: first!.id, name: first!.name }
    await nameShop("Bottega Rossi")
  })
  afterEach(async () => {
    await nameShop(unnamed.name)
  })

  /** The newest order, as XPay returns it. */
  async function received(): Promise<ReceivedOrder> {
    const { orderId } = (await sim().ledger()).orders.at(-1)!
    const answer = await fetch(`${store.simulator.apiUrl}/orders/${orderId}`, {
      headers: { "x-api-key": EXPLICIT_KEY, "correlation-id": randomUUID() },
    })
    const { orderStatus } = (await answer.json()) as { orderStatus: { order: ReceivedOrder } }
    return orderStatus.order
  }

  async function numberOf(orderId: string): Promise<string> {
    const { order } = expectOk(
      await store.admin().get<{ order: { display_id: number } }>(`/admin/orders/${orderId}`)
    )
    return String(order.display_id)
  }

  it("on XPay's page: shop and goods in the shopper's language, and lines that come to what is paid", async () => {
    const shopper = await store.shopper().readyToPay({ quantity: 2 }, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton({ locale: "it-IT" }))
    const order = await received()
    expect(order).toMatchObject({
      description: "Bottega Rossi: 2 × Caffè in grani",
      transactionSummary: [
        {
          language: "ita",
          summaryList: [
            { label: "2 × Caffè in grani", value: "39,98 €" },
            { label: "Spedizione", value: "5,00 €" },
          ],
        },
      ],
    })
    expect(order.invoiceId).toBeUndefined()
    const page = await (await fetch(url!)).text()
    for (const text of ["Bottega Rossi: 2 × Caffè in grani", "39,98 €", "Spedizione"]) {
      expect(page).toContain(text)
    }
  })

  it("of a card: in English for who reads English, and nothing about the payer", async () => {
    const shopper = await store.shopper().readyToPay()
    await shopper.pay(OK_CARD, "succeeds", { locale: "en" })
    const order = await received()
    expect(order.description).toBe("Bottega Rossi: Caffè in grani")
    expect(order.transactionSummary).toBeUndefined()
    expect(JSON.stringify([order.description, order.invoiceId])).not.toMatch(/Maria|example\.com|cart_|cus_/)
  })

  it("of a card in XPay's fields: the same", async () => {
    const fields = new FieldsShopper(await store.shopper().readyToPay({ quantity: 2 }, "pp_xpay-fields_xpay"))
    expectOk(await fields.submit(UNSEEN_CARD))
    expect((await received()).description).toBe("Bottega Rossi: 2 × Caffè in grani")
  })

  it("of a card in 2 steps: the same", async () => {
    const shopper = await store.shopper().readyToPay({ quantity: 2 }, "pp_xpay_twosteps")
    expect((await shopper.pay(OK_CARD, "succeeds", { locale: "it" })).outcome).toBe("paid")
    const order = await received()
    expect(order.description).toBe("Bottega Rossi: 2 × Caffè in grani")
    expect([order.transactionSummary, order.invoiceId]).toEqual([undefined, undefined])
  })

  it("of a saved card: on XPay's page the goods and their lines", async () => {
    const account = await store.account()
    const first = await store.shopperWith(account).readyToPay()
    await first.pay(OK_CARD, "succeeds", { save_card: { for: "next_payments" } })
    const [card] = await account.savedCards()
    const shopper = await store.shopperWith(account).readyToPay()
    expectOk(await shopper.useSavedCard(card!.id, { locale: "it" }))
    expect(await received()).toMatchObject({
      description: "Bottega Rossi: Caffè in grani",
      transactionSummary: [
        {
          language: "ita",
          summaryList: [
            { label: "Caffè in grani", value: "19,99 €" },
            { label: "Spedizione", value: "5,00 €" },
          ],
        },
      ],
    })
  })

  it("of a charge on a cart: the goods, and no number, which the order does not have yet", async () => {
    const account = await store.account()
    const first = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
    await first.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
    const [card] = await account.savedCards()
    const { cartId } = await store.shopperWith(account).fillCart()
    const { result } = await chargeSavedCardWorkflow(store.container()).run({
      input: { idempotency_key: "november", saved_card_id: card!.id, cart_id: cartId },
    })
    expect(result).toMatchObject({ status: "charged" })
    const order = await received()
    expect(order.description).toBe("Bottega Rossi: Caffè in grani")
    expect(order.invoiceId).toBeUndefined()
  })

  it("of a link for an order: its number too, and no lines when only a part is paid", async () => {
    const draft = await staff().draftOrder()
    const number = await numberOf(draft.id)
    expectOk(await staff().makeLink(draft.id, 10))
    const part = await received()
    expect(part).toMatchObject({
      description: `Bottega Rossi, ordine ${number}: Caffè in grani`,
      invoiceId: number,
    })
    expect(part.transactionSummary).toBeUndefined()
    const other = await staff().draftOrder()
    expectOk(await staff().makeLink(other.id, other.total, { locale: "en" }))
    expect(await received()).toMatchObject({
      description: `Bottega Rossi, order ${await numberOf(other.id)}: Caffè in grani`,
      transactionSummary: [{ language: "eng", summaryList: [{ label: "Caffè in grani", value: "€19.99" }] }],
    })
  })

  it("of a phone payment: the order's number", async () => {
    const draft = await staff().draftOrder()
    expectOk(await staff().takeCard(draft.id, { amount: draft.total, card: OK_CARD, locale: "it" }))
    expect(await received()).toMatchObject({ invoiceId: await numberOf(draft.id) })
    expect((await received()).description).toMatch(/^Bottega Rossi, ordine \d+: Caffè in grani$/)
  })

  it("of a shop that nobody has named: the goods alone", async () => {
    await nameShop("Medusa Store")
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    expectOk(await shopper.pressButton({ locale: "it" }))
    expect((await received()).description).toBe("Caffè in grani")
  })

  it("fits although the shop's name is 4000 characters of anything", async () => {
    await nameShop(`Emporio 🎁\n<b>${"ò".repeat(4000)}`)
    const shopper = await store.shopper().readyToPay({ quantity: 3 }, "pp_xpay-paypal_xpay")
    expectOk(await shopper.pressButton({ locale: "it" }))
    expect((await received()).description).toMatch(/^Emporio b ò+…: 3 × Caffè in grani$/)
  })

  describe("said again", () => {
    const charge = async (orderId: string, savedCardId: string) =>
      (
        await chargeSavedCardWorkflow(store.container()).run({
          input: { idempotency_key: "november", saved_card_id: savedCardId, order_id: orderId },
        })
      ).result

    it("is what was said first, although the shop was renamed meanwhile: a charge that is sent again is the same request", async () => {
      const account = await store.account()
      const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
      await shopper.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
      const [card] = await account.savedCards()
      const draft = await staff().draftOrder()
      expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
      await sim().addFault({ kind: "reset-after", path: "/orders/mit" })
      await sim().addFault({ kind: "status", status: 503, method: "GET", path: "/orders/*", times: "always" })
      expect(await charge(draft.id, card!.id)).toMatchObject({ status: "unknown" })
      // XPay has charged and does not show it yet: the charge is sent again with the same key.
      await sim().clearFaults()
      await sim().setSwitches({ readLagMs: 600_000 })
      await store.db("xpay_attempt").update({ sent_at: store.db.raw("now() - interval '1 hour'") })
      await nameShop("Emporio Bianchi")
      expect(await charge(draft.id, card!.id)).toMatchObject({ status: "charged" })
      expect((await sim().calls({ path: "/orders/mit" })).map(({ status }) => status)).toEqual([null, 200])
      await sim().setSwitches({ readLagMs: 0 })
      expect(await received()).toMatchObject({
        description: `Bottega Rossi, ordine ${await numberOf(draft.id)}: Caffè in grani`,
        invoiceId: await numberOf(draft.id),
      })
    }, 120_000)

    it("is the clerk's first note, when a refund is asked for again under its key", async () => {
      const orderId = await paidOrder()
      await sim().addFault({ kind: "stall", path: "/operations/*/refunds" })
      expect((await refund(orderId, "Tazza rotta")).status).toBe(500)
      expectOk(await refund(orderId, "Tazza rotta, seconda volta"))
      expect(await notesAtXPay()).toEqual(["Tazza rotta"])
    }, 120_000)
  })

  describe("a refund's note", () => {
    it.each([
      ["Tazza rotta\nal trasporto 😢", "Tazza rotta al trasporto"],
      ["to anna@example.it", "to ***"],
      ["n".repeat(400), `${"n".repeat(254)}…`],
      [undefined, null],
    ])("goes to XPay as far as it may: %s", async (note, arrives) => {
      expectOk(await refund(await paidOrder(), note))
      expect(await notesAtXPay()).toEqual([arrives])
    })

    it("goes when the refund is made in the plugin's own page too", async () => {
      await paidOrder()
      const [attempt] = (await store.db("xpay_attempt")) as { id: string }[]
      expectOk(await staff().move(attempt!.id, "refund", { amount: 5, note: "Reso parziale" }))
      expect(await notesAtXPay()).toEqual(["Reso parziale"])
    })
  })

  async function paidOrder(): Promise<string> {
    const shopper = await store.shopper().readyToPay({}, "pp_xpay_automatic")
    return (await shopper.pay(OK_CARD)).orderId!
  }

  async function refund(orderId: string, note: string | undefined) {
    const { id } = await clerk().payment(orderId)
    return await store.admin().post(`/admin/payments/${id}/refund`, { amount: 5, note })
  }

  const notesAtXPay = async () =>
    (await sim().ledger()).orders
      .flatMap(({ operations }) => operations)
      .filter(({ type }) => type === "REFUND")
      .map(({ description }) => description)
})
