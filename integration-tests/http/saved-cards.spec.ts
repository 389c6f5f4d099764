import type { Account } from "../harness/account"
import { walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk, type Shopper } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { cardHolders } from "./support/card-holders"

const SAVE = { save_card: true }
const SAVE_FOR_LATER = { save_card: { for: "later_charges" } }

xpaySuite("saved-cards", (store) => {
  const { cardHolder, theCard, cardState } = cardHolders(store)
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const contracts = async () => (await sim().ledger()).contracts
  const activeContracts = async () => (await contracts()).filter(({ isActive }) => isActive)

  describe("a card is saved", () => {
    it("with a payment, when its owner agrees", async () => {
      const maria = await cardHolder()
      expect(await maria.savedCards()).toEqual([
        {
          id: expect.stringMatching(/^xpcard_/),
          provider_id: "pp_xpay_xpay",
          circuit: "VISA",
          last4: "5006",
          expiry: `11/${OK_CARD.expiry_year.slice(2)}`,
          for: "next_payments",
          created_at: expect.any(String),
        },
      ])
      expect(await contracts()).toMatchObject([
        { contractType: "CIT", customerId: maria.id.replace("cus_", ""), isActive: true },
      ])
      const [row] = await store.db("xpay_saved_card")
      expect(row.consented_at).toBeInstanceOf(Date)
    })

    it("not when nobody agreed", async () => {
      await cardHolder(OK_CARD, { save_card: false })
      expect([await cardState(), await contracts()]).toEqual([[], []])
    })

    it("in two steps too", async () => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay({}, "pp_xpay_twosteps")
      expect((await shopper.pay(OK_CARD, "succeeds", SAVE)).outcome).toBe("paid")
      expect(await maria.savedCards()).toMatchObject([{ provider_id: "pp_xpay_twosteps", last4: "5006" }])
    })

    it("on XPay's page, which then takes nothing but cards", async () => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay({}, "pp_xpay-hosted_xpay")
      const pressed = await shopper.pressButton(SAVE)
      const page = await (await fetch(expectOk(pressed).redirect_url!)).text()
      expect(page).not.toContain("PayPal")
      expect((await shopper.passPage(pressed, "CARDS", "pay", OTHER_OK_CARD)).outcome).toBe("paid")
      expect(await maria.savedCards()).toMatchObject([
        { provider_id: "pp_xpay_xpay", circuit: "MC", last4: "6004", expiry: expect.stringMatching(/^11\//) },
      ])
    })

    it("for charges that the shop makes alone, when that is what its owner agreed to", async () => {
      const maria = await cardHolder(OK_CARD, SAVE_FOR_LATER)
      expect(await maria.savedCards()).toMatchObject([{ for: "later_charges" }])
      expect(await contracts()).toMatchObject([{ contractType: "MIT_UNSCHEDULED" }])
    })

    it("where the terminal can, which a storefront is told with the payment methods", async () => {
      const shopper = await store.shopper().fillCart()
      const answer = await shopper.http.get<{
        payment_methods: { provider_id: string; saves_cards: boolean }[]
      }>(`/store/xpay/payment-methods?cart_id=${shopper.cartId}`)
      const saving = answer.body.payment_methods.filter(({ saves_cards: isSaving }) => isSaving)
      expect(saving.map(({ provider_id: id }) => id)).toEqual(
        expect.arrayContaining(["pp_xpay_xpay", "pp_xpay-hosted_xpay"])
      )
      expect(saving.map(({ provider_id: id }) => id)).not.toContain("pp_xpay-paypal_xpay")
    })

    it("only once its payment is approved", async () => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay()
      const submitted = await shopper.submitCard(OK_CARD, SAVE)
      expect([await maria.savedCards(), await cardState()]).toEqual([[], ["pending"]])
      await shopper.passChallenge(submitted)
      expect([(await maria.savedCards()).length, await cardState()]).toEqual([1, ["active"]])
    })

    it.each([
      ["declined", KO_CARD, "succeeds", "removed"],
      ["not authenticated", OK_CARD, "fails", "removed"],
      // The issuer's response may still arrive.
      ["given up", OK_CARD, "abandoned", "pending"],
    ] as const)("not by a payment that was %s", async (_how, card, end, state) => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay()
      await shopper.pay(card, end, SAVE)
      expect([await maria.savedCards(), await cardState()]).toEqual([[], [state]])
      // The next attempt may save another card.
      expect((await shopper.pay(OTHER_OK_CARD, "succeeds", SAVE)).outcome).toBe("paid")
      expect(await maria.savedCards()).toMatchObject([{ circuit: "MC", last4: "6004" }])
    })

    it.each(["execute-then-stall", "reset-after", "garbage"] as const)(
      "by a payment whose answer was lost (%s)",
      async (kind) => {
        await sim().addFault({ kind, path: "/orders/3steps/payment" })
        const maria = await cardHolder()
        expect(await maria.savedCards()).toMatchObject([{ last4: "5006" }])
      }
    )

    it("by a payment that only the job hears of", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay({}, "pp_xpay-hosted_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton(SAVE))
      await walkHostedPage(url!, "CARDS", "pay", OK_CARD)
      expect(await maria.savedCards()).toEqual([])
      await store.reconcile(1)
      expect(await maria.savedCards()).toMatchObject([{ for: "next_payments" }])
    })

    it("when the process died between XPay's answer and the note of it", async () => {
      const maria = await cardHolder()
      await store.db("xpay_saved_card").update({ state: "pending" })
      await store.reconcile(1)
      expect(await maria.savedCards()).toMatchObject([{ last4: "5006" }])
    })

    it("once: the same card saved again takes the place of the earlier one", async () => {
      const maria = await cardHolder()
      const first = await theCard(maria)
      const shopper = await store.shopperWith(maria).readyToPay()
      await shopper.pay(OK_CARD, "succeeds", SAVE)
      const [second, ...others] = await maria.savedCards()
      expect([others, second!.id === first.id]).toEqual([[], false])
      await store.reconcile(1)
      expect(await cardState()).toEqual(["removed", "active"])
      expect((await activeContracts()).length).toBe(1)
    })

    it("beside another one", async () => {
      const maria = await cardHolder()
      const shopper = await store.shopperWith(maria).readyToPay()
      await shopper.pay(OTHER_OK_CARD, "succeeds", SAVE)
      expect((await maria.savedCards()).map(({ last4 }) => last4)).toEqual(["6004", "5006"])
    })

    it("not for a guest, not even under a customer's e-mail address", async () => {
      const maria = await store.account()
      for (const provider of ["pp_xpay_xpay", "pp_xpay-hosted_xpay"]) {
        const guest = await store.shopper().readyToPay({}, provider)
        await sim().clearCalls()
        const answer =
          provider === "pp_xpay_xpay"
            ? await guest.submitCard(OK_CARD, { ...SAVE, locale: "it" })
            : await guest.pressButton({ ...SAVE, locale: "it" })
        expect(answer.status).toBe(403)
        expect(answer.body).toMatchObject({
          code: "sign_in_to_save",
          message: expect.stringMatching(/^Accedi per salvare la carta/),
        })
        expect(await sim().calls()).toEqual([])
      }
      expect([await maria.savedCards(), await cardState()]).toEqual([[], []])
    })

    it("not by a method that is no card, nor by a wish that cannot be read", async () => {
      const maria = await store.account()
      const paypal = await store.shopperWith(maria).readyToPay({}, "pp_xpay-paypal_xpay")
      expect((await paypal.pressButton(SAVE)).body).toMatchObject({ code: "only_cards_are_saved" })
      const shopper = await store.shopperWith(maria).readyToPay()
      for (const wish of ["yes", { for: "ever" }, { for: "next_payments", contract: "c0ffee" }, 1]) {
        expect((await shopper.submitCard(OK_CARD, { save_card: wish })).status).toBe(400)
      }
    })

    it("and forgotten at XPay, when its payment came through long after it was given up", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay({}, "pp_xpay-hosted_xpay")
      const { redirect_url: url } = expectOk(await shopper.pressButton(SAVE))
      await store.db("xpay_attempt").update({ state: "abandoned", next_check_at: null })
      await store.reconcile()
      expect(await cardState()).toEqual(["removed"])
      await walkHostedPage(url!, "CARDS", "pay")
      expect((await activeContracts()).length).toBe(1)
      await store.db("xpay_attempt").update({ next_check_at: store.db.fn.now() })
      await store.reconcile(1)
      await store.reconcile(1)
      expect([await activeContracts(), await maria.savedCards()]).toEqual([[], []])
    })
  })

  describe("a saved card is paid with", () => {
    const useIt = async (account: Account, provider?: string): Promise<Shopper> =>
      await store.shopperWith(account).readyToPay({}, provider)

    it.each(["pp_xpay_xpay", "pp_xpay-hosted_xpay"])(
      "on XPay's page, where its owner confirms (%s)",
      async (provider) => {
        const maria = await cardHolder()
        const { id } = await theCard(maria)
        const shopper = await useIt(maria, provider)
        const asked = await shopper.useSavedCard(id, { locale: "it" })
        expect(expectOk(asked).payment.status).toBe("redirect")
        expect(await (await fetch(asked.body.redirect_url!)).text()).toContain("Visa ···· 5006")

        const returned = await shopper.passPage(asked, "CARDS")
        expect(returned).toMatchObject({ outcome: "paid", orderId: expect.stringMatching(/^order_/) })
        expect(await shopper.payment()).toMatchObject({ card: { circuit: "VISA", last4: "5006" } })
        const orders = (await sim().ledger()).orders
        expect(orders.at(-1)!.customerId).toBe(maria.id.replace("cus_", ""))
        expect(orders.at(-1)!.operations[0]!.maskedPan).toMatch(/5006$/)
        expect((await contracts()).length).toBe(1)

        expectOk(await clerk().capture(returned.orderId!))
        expectOk(await clerk().refund(returned.orderId!, 4))
        expect((await clerk().order(returned.orderId!)).payment_status).toBe("partially_refunded")
      }
    )

    it("and the money comes at once where the terminal takes it at once", async () => {
      const maria = await store.account()
      const first = await store.shopperWith(maria).readyToPay({}, "pp_xpay_automatic")
      await first.pay(OK_CARD, "succeeds", SAVE)
      const shopper = await useIt(maria, "pp_xpay_automatic")
      const asked = await shopper.useSavedCard((await theCard(maria)).id)
      const { orderId } = await shopper.passPage(asked, "CARDS")
      expect(await clerk().order(orderId!)).toMatchObject({
        payment_status: "captured",
        summary: { paid_total: 24.99, pending_difference: 0 },
      })
    })

    it("although the browser never comes back and every notification is lost", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const maria = await cardHolder()
      const shopper = await useIt(maria)
      const asked = await shopper.useSavedCard((await theCard(maria)).id)
      await walkHostedPage(asked.body.redirect_url!, "CARDS", "pay")
      await store.reconcile(1)
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
    })

    it.each(["decline", "cancel"] as const)("and it may be tried again after a %s", async (end) => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const shopper = await useIt(maria)
      const returned = await shopper.passPage(await shopper.useSavedCard(id), "CARDS", end)
      expect(returned.outcome).toBe(end === "decline" ? "declined" : "canceled")
      expect(await maria.savedCards()).toMatchObject([{ id }])
      expect((await shopper.passPage(await shopper.useSavedCard(id), "CARDS")).outcome).toBe("paid")
    })

    it("but not with a session of another terminal, or of another method", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      for (const provider of ["pp_xpay_twosteps", "pp_xpay-paypal_xpay"]) {
        const answer = await (await useIt(maria, provider)).useSavedCard(id)
        expect([answer.status, answer.body.code]).toEqual([400, "not_a_session_of_this_card"])
      }
    })

    it("but not when it is kept for the shop's own charges", async () => {
      const maria = await cardHolder(OK_CARD, SAVE_FOR_LATER)
      const answer = await (await useIt(maria)).useSavedCard((await theCard(maria)).id)
      expect([answer.status, answer.body.code]).toEqual([422, "saved_card_not_usable"])
    })

    it("but not when it has expired: it is not even offered", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      await store.db("xpay_saved_card").update({ card_expiry: "202201" })
      expect(await maria.savedCards()).toEqual([])
      const answer = await (await useIt(maria)).useSavedCard(id)
      expect([answer.status, answer.body.code]).toEqual([422, "saved_card_not_usable"])
    })
  })
})
