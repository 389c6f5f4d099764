import { randomUUID } from "node:crypto"
import type { XPayExtensions, XPayPaymentFacts, XPayRisk } from "../../src/workflows"
import { OK_CARD, UNSEEN_CARD } from "../harness/cards"
import { FieldsShopper } from "../harness/card-fields"
import { Clerk } from "../harness/clerk"
import { itWhile } from "../harness/flipped"
import { expectOk } from "../harness/shopper"
import { EXPLICIT_KEY } from "../harness/terminals"
import { withOptions } from "../harness/with-options"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { sendableOrders } from "./support/sendable-orders"

const CARD = "pp_xpay_xpay"
const PAYPAL = "pp_xpay-paypal_xpay"
const HANGS = () => new Promise<never>(() => undefined)

interface ReceivedOrder {
  readonly description?: string
  readonly customField?: string
  readonly customerInfo?: Record<string, unknown>
}

/** The shop's own functions, on a whole store. */
xpaySuite("extensions", (store) => {
  const sim = () => store.simulator.control
  const orders = async () => (await sim().ledger()).orders
  const attempts = async () =>
    (await store.db("xpay_attempt").orderBy("created_at")) as {
      id: string
      state: string
      review: string | null
    }[]
  const withFunctions = (extensions: XPayExtensions, work: () => Promise<void>) =>
    withOptions(store.container(), { extensions }, work)
  const nothingBegun = async () => {
    expect(await attempts()).toEqual([])
    expect(await orders()).toEqual([])
  }

  /** The newest order, as XPay reads it back. */
  async function received(): Promise<ReceivedOrder> {
    const { orderId } = (await orders()).at(-1)!
    const answer = await fetch(`${store.simulator.apiUrl}/orders/${orderId}`, {
      headers: { "x-api-key": EXPLICIT_KEY, "correlation-id": randomUUID() },
    })
    const { orderStatus, operations } = (await answer.json()) as {
      orderStatus: { order: ReceivedOrder }
      operations: { customerInfo?: Record<string, unknown> }[]
    }
    return { ...orderStatus.order, customerInfo: operations[0]?.customerInfo ?? {} }
  }

  describe("what describes a payment", () => {
    const ERP = { description: "Ordine Acme", customField: "ERP-4711" }

    it("receives its facts, and its words arrive at XPay: card, card fields and XPay's page", async () => {
      const told: XPayPaymentFacts[] = []
      const describe = (payment: XPayPaymentFacts) => {
        told.push(payment)
        return { ...ERP, customer: { email: "acme@example.com" } }
      }
      await withFunctions({ describe }, async () => {
        const shopper = await store.shopper().readyToPay()
        expect(await shopper.pay(OK_CARD)).toMatchObject({ outcome: "paid" })
        expect(await received()).toMatchObject(ERP)
        const fields = new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
        expectOk(await fields.confirm(await fields.enter(await fields.open(), UNSEEN_CARD)))
        expect(await received()).toMatchObject(ERP)
        const onPage = await store.shopper().readyToPay({}, PAYPAL)
        expect(await onPage.payOnPage("PAYPAL")).toMatchObject({ outcome: "paid" })
        expect(await received()).toMatchObject({
          ...ERP,
          customerInfo: { cardHolderEmail: "acme@example.com", billingAddress: { city: "Milano" } },
        })
        expect(told).toMatchObject([
          { channel: "card", method: "card", providerId: CARD, cartId: shopper.cartId },
          { channel: "fields", method: "card" },
          { channel: "hosted", method: "PAYPAL", providerId: PAYPAL },
        ])
        expect(told[0]).toMatchObject({
          amount: { minor: 2499, currency: "EUR" },
          customer: { hasAccount: false, groups: [] },
          items: [{ sku: "CAFFE", quantity: 1 }],
          shippingOptionIds: [store.store.shippingOptions["eur"]],
          billingCountry: "it",
          shippingCountry: "it",
          usesSavedCard: false,
          savesCard: false,
        })
        expect(JSON.stringify(told)).not.toContain(OK_CARD.number.slice(-4))
      })
    })

    itWhile("A challenge that is asked for takes place.")(
      "can ask for a challenge of a card that its bank lets pass without",
      async () => {
        const before = await store.shopper().readyToPay()
        expect(expectOk(await before.submitCard(UNSEEN_CARD)).challenge).toBeUndefined()
        await withFunctions({ describe: () => ({ challenge: "requested" }) }, async () => {
          const shopper = await store.shopper().readyToPay()
          const submitted = await shopper.submitCard(UNSEEN_CARD)
          expect(expectOk(submitted).challenge).toBeDefined()
          expect(await shopper.passChallenge(submitted)).toMatchObject({ outcome: "paid" })
        })
      }
    )

    it("does not stop a payment when it throws, hangs, or answers nonsense", async () => {
      const failing = [
        () => {
          throw new Error("the ERP is down")
        },
        HANGS,
        () => ({ customField: 7 as unknown as string }),
      ]
      for (const describe of failing) {
        await withFunctions({ describe }, async () => {
          const shopper = await store.shopper().readyToPay()
          expect(await shopper.pay(OK_CARD)).toMatchObject({ outcome: "paid" })
          expect(await received()).toMatchObject({ customField: shopper.cartId })
        })
      }
      expect(store.recorder.log().match(/`extensions\.describe` failed: /g)).toHaveLength(3)
      expect(store.recorder.log()).toContain("the ERP is down")
    })
  })

  describe("a method that is not offered for a cart", () => {
    /** Of the terminal that has the functions: each terminal has its own. */
    const providers = async (shopper: { paymentMethods(): Promise<{ provider_id: string }[]> }) =>
      (await shopper.paymentMethods()).flatMap(({ provider_id: id }) => (id.endsWith("_xpay") ? [id] : []))

    it("is not listed, and no session can be created with it; the others stay", async () => {
      await withFunctions({ offerMethod: (method) => method !== "PAYPAL" }, async () => {
        const shopper = await store.shopper().readyToPay()
        const listed = await providers(shopper)
        expect(listed).toContain(CARD)
        expect(listed).not.toContain(PAYPAL)
        const before = shopper.sessionId
        const refused = await shopper.openSession(PAYPAL)
        expect(refused).toMatchObject({ status: 409, body: { code: "method_not_offered" } })
        // The session that the shopper had is still there.
        shopper.sessionId = before
        expect(await shopper.pay(OK_CARD)).toMatchObject({ outcome: "paid" })
      })
    })

    it("is refused when it is paid with a session from before, on every channel, in the shopper's language", async () => {
      const card = await store.shopper().readyToPay()
      const page = await store.shopper().readyToPay({}, PAYPAL)
      const fields = new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
      await withFunctions({ offerMethod: () => false }, async () => {
        const refusals = [
          await card.submitCard(OK_CARD, { locale: "it" }),
          await page.pressButton({ locale: "it" }),
          await fields.open({ locale: "it" }),
        ]
        for (const refusal of refusals) {
          expect(refusal).toMatchObject({ status: 409, body: { code: "method_not_offered" } })
          expect(refusal.body.message).toMatch(/^Questo metodo di pagamento non è disponibile/)
        }
        expect(await providers(card)).toEqual([])
        await nothingBegun()
      })
    })

    it("depends on the customer's group, the same in the list and in the session", async () => {
      const account = await store.account()
      const admin = store.admin()
      const { customer_group: group } = expectOk(
        await admin.post<{ customer_group: { id: string } }>("/admin/customer-groups", {
          name: "Rivenditori",
        })
      )
      const isReseller: XPayExtensions["offerMethod"] = (method, { customer }) =>
        method !== "PAYPAL" || customer?.groups.some(({ name }) => name === "Rivenditori") === true
      await withFunctions({ offerMethod: isReseller }, async () => {
        const shopper = await store.shopperWith(account).fillCart()
        expect(await providers(shopper)).not.toContain(PAYPAL)
        expect((await shopper.openSession(PAYPAL)).status).toBe(409)
        expectOk(await admin.post(`/admin/customer-groups/${group.id}/customers`, { add: [account.id] }))
        expect(await providers(shopper)).toContain(PAYPAL)
        expectOk(await shopper.openSession(PAYPAL))
        expect(await shopper.payOnPage("PAYPAL")).toMatchObject({ outcome: "paid" })
      })
    })

    it("is any whose function throws or hangs: nothing is recorded, and nothing is sent to XPay", async () => {
      for (const offerMethod of [() => Promise.reject(new Error("no rules today")), HANGS]) {
        const shopper = await store.shopper().readyToPay()
        await withFunctions({ offerMethod }, async () => {
          expect(await providers(shopper)).toEqual([])
          const refused = await shopper.submitCard(OK_CARD)
          expect(refused).toMatchObject({ status: 409, body: { code: "method_not_offered" } })
        })
        await nothingBegun()
      }
      expect(store.recorder.log()).toContain("no rules today")
    })
  })

  describe("the risk of a payment", () => {
    const { fulfill, openKinds, isCaptured } = sendableOrders(store)
    const clerk = () => new Clerk(store.admin())
    const captures = async () => await sim().calls({ path: "/operations/*/captures" })
    const answers = (risk: XPayRisk): XPayExtensions => ({ assessRisk: () => risk })
    const row = async () => (await attempts()).at(-1)!
    const accept = async (id: string) =>
      await store.admin().post<Shown>(`/admin/xpay/payments/${id}/accept`, { reason: "known customer" })
    const forReview = async () =>
      expectOk(
        await store.admin().get<{ payments: { id: string }[] }>("/admin/xpay/payments?for_review=true")
      ).payments.map(({ id }) => id)
    interface Shown {
      payment: { is_for_review: boolean; can: { capture: { allowed: boolean; reason: string | null } } }
    }

    it("that the shop refuses leaves nothing behind, and the shopper reads a neutral sentence", async () => {
      await withFunctions(answers("refuse"), async () => {
        const card = await store.shopper().readyToPay()
        const page = await store.shopper().readyToPay({}, PAYPAL)
        const fields = new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
        for (const refusal of [
          await card.submitCard(OK_CARD),
          await page.pressButton(),
          await fields.open(),
        ]) {
          expect(refusal).toMatchObject({ status: 409, body: { code: "refused_by_shop" } })
          expect(refusal.body.message).toMatch(/(^Questo pagamento non è|^This payment is not) possi?b/)
        }
        await nothingBegun()
      })
    })

    it("that nobody assesses in time, or at all, is refused for now", async () => {
      const failing = [
        HANGS,
        () => Promise.reject(new Error("the scoring service is down")),
        () => "maybe" as unknown as XPayRisk,
      ]
      const shopper = await store.shopper().readyToPay()
      for (const assessRisk of failing) {
        await withFunctions({ assessRisk }, async () => {
          const refused = await shopper.submitCard(OK_CARD)
          expect(refused).toMatchObject({ status: 503, body: { code: "risk_not_assessed" } })
        })
        await nothingBegun()
      }
      expect(store.recorder.log().match(/`extensions\.assessRisk` failed: /g)).toHaveLength(3)
      // The same session can be paid once the shop's function works again.
      await withFunctions(answers("proceed"), async () => {
        expect(await shopper.pay(OK_CARD)).toMatchObject({ outcome: "paid" })
        expect(await row()).toMatchObject({ state: "authorized", review: null, exemptions: null })
      })
    })

    itWhile("A challenge that is asked for takes place.")(
      "can need a challenge, whatever the description says",
      async () => {
        const extensions = {
          ...answers("challenge"),
          describe: () => ({ challenge: "no_preference" as const }),
        }
        await withFunctions(extensions, async () => {
          const shopper = await store.shopper().readyToPay()
          const submitted = await shopper.submitCard(UNSEEN_CARD)
          expect(expectOk(submitted).challenge).toBeDefined()
          expect(await shopper.passChallenge(submitted)).toMatchObject({ outcome: "paid" })
          expect(await row()).toMatchObject({ exemptions: "CHALLENGE_REQUESTED" })
        })
      }
    )

    it("can need a review: nothing captures the payment before staff accept it", async () => {
      await withFunctions(answers("review"), async () => {
        const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
        const { id } = await row()
        expect(await row()).toMatchObject({ state: "authorized", capture: "manual", review: "pending" })
        expect(await forReview()).toEqual([id])
        const refused = await clerk().capture(orderId)
        expect(refused.status).toBeGreaterThanOrEqual(400)
        expect(refused.text).toContain("held for review")
        const shown = await store.admin().get<Shown>(`/admin/xpay/payments/${id}`)
        expect(expectOk(shown).payment).toMatchObject({
          is_for_review: true,
          can: { capture: { allowed: false }, void: { allowed: true } },
        })
        expect(await captures()).toEqual([])
        expect(expectOk(await accept(id)).payment).toMatchObject({
          is_for_review: false,
          can: { capture: { allowed: true } },
        })
        expectOk(await accept(id))
        expect(await forReview()).toEqual([])
        expectOk(await clerk().capture(orderId))
        expect((await clerk().order(orderId)).payment_status).toBe("captured")
        expect(await store.db("xpay_audit_entry").where({ action: "accept_review" })).toMatchObject([
          { outcome: "done", reason: "known customer" },
          { outcome: "done" },
        ])
      })
    })

    it("is reviewed although the terminal captures at once, on every channel that can be held", async () => {
      const options = { capture: "automatic", extensions: answers("review") }
      await withOptions(store.container(), options, async () => {
        await (await store.shopper().readyToPay()).pay(OK_CARD)
        await (await store.shopper().readyToPay({}, "pp_xpay-hosted_xpay")).payOnPage("CARDS")
        const fields = new FieldsShopper(await store.shopper().readyToPay({}, "pp_xpay-fields_xpay"))
        expectOk(await fields.confirm(await fields.enter(await fields.open(), UNSEEN_CARD)))
        await store.reconcile(1)
        expect((await attempts()).map(({ state, review }) => [state, review])).toEqual(
          Array(3).fill(["authorized", "pending"])
        )
        expect((await orders()).map(({ totals }) => totals.captured)).toEqual([0, 0, 0])
      })
    })

    it.each([
      { where: "by a method that takes the money at once", provider: "pp_xpay-mybank_xpay", options: {} },
      {
        where: "on a terminal with implicit accounting",
        provider: "pp_xpay-hosted_xpay",
        options: { accounting: "implicit", capture: "automatic" },
      },
    ])("is refused where it cannot be held for a review: $where", async ({ provider, options }) => {
      await withOptions(store.container(), { ...options, extensions: answers("review") }, async () => {
        const shopper = await store.shopper().readyToPay({}, provider)
        expect(await shopper.pressButton()).toMatchObject({ status: 409, body: { code: "refused_by_shop" } })
        await nothingBegun()
      })
    })

    it("holds back what is captured when goods are sent, until it is accepted", async () => {
      const options = { captureOn: "fulfillment", extensions: answers("review") }
      await withOptions(store.container(), options, async () => {
        const { orderId = "" } = await (await store.shopper().readyToPay()).pay(OK_CARD)
        expectOk(await fulfill(orderId))
        await eventually(async () => expect(await openKinds()).toEqual(["capture_failed"]))
        const [{ detail } = {}] = await store.incidents()
        expect(detail).toMatchObject({ cause: { reason: "under_review" } })
        await store.reconcile(1)
        expect(await captures()).toEqual([])
        expectOk(await accept((await row()).id))
        await store.reconcile(1)
        await isCaptured(2499)
        expect(await openKinds()).toEqual([])
      })
    })

    it("can end with a void, and is not accepted any more then", async () => {
      await withFunctions(answers("review"), async () => {
        await (await store.shopper().readyToPay()).pay(OK_CARD)
        const { id } = await row()
        expectOk(await store.admin().post(`/admin/xpay/payments/${id}/void`, {}))
        expect(await row()).toMatchObject({ state: "voided", review: "pending" })
        expect(await forReview()).toEqual([])
        const refused = await accept(id)
        expect(refused).toMatchObject({ status: 409, body: { code: "not_for_review" } })
      })
    })
  })
})
