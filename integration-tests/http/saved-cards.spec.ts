import type { IPaymentModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { forgetUselessCards } from "../../src/use-cases/saved-cards/forget-saved-cards"
import type { Account } from "../harness/account"
import { walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD, OTHER_OK_CARD, type TypedCard } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { expectOk, type Shopper } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const SAVE = { save_card: true }
const SAVE_FOR_LATER = { save_card: { for: "later_charges" } }

xpaySuite("saved-cards", (store) => {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const contracts = async () => (await sim().ledger()).contracts
  const activeContracts = async () => (await contracts()).filter(({ isActive }) => isActive)
  const cardState = async () =>
    (await store.db("xpay_saved_card").orderBy("created_at")).map(({ state }: { state: string }) => state)
  const payments = (): IPaymentModuleService => store.container().resolve(Modules.PAYMENT)

  /** A customer who has saved a card with an order before. */
  async function cardHolder(
    card: TypedCard = OK_CARD,
    extra: object = SAVE,
    email?: string
  ): Promise<Account> {
    const account = await store.account(email)
    const shopper = await store.shopperWith(account).readyToPay()
    expect((await shopper.pay(card, "succeeds", extra)).outcome).toBe("paid")
    return account
  }

  const theCard = async (account: Account) => {
    const [card] = await account.savedCards()
    if (card === undefined) {
      throw new Error("No card is saved.")
    }
    return card
  }

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
      // The issuer's answer may still come.
      ["given up", OK_CARD, "abandoned", "pending"],
    ] as const)("not by a payment that was %s", async (_how, card, end, state) => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay()
      await shopper.pay(card, end, SAVE)
      expect([await maria.savedCards(), await cardState()]).toEqual([[], [state]])
      // And the next try is free to save another.
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

  describe("a saved card is its owner's alone", () => {
    it("nobody else sees, uses or removes it, and nobody learns that it exists", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const luca = await cardHolder(OTHER_OK_CARD, SAVE, "luca.bianchi@example.com")
      expect((await luca.savedCards()).map(({ last4 }) => last4)).toEqual(["6004"])

      const lucas = await store.shopperWith(luca).readyToPay()
      await sim().clearCalls()
      for (const [theirs, unknown] of [
        [await luca.removeCard(id), await luca.removeCard("xpcard_01NONE")],
        [await lucas.useSavedCard(id), await lucas.useSavedCard("xpcard_01NONE")],
      ] as const) {
        expect(theirs.status).toBe(404)
        expect([theirs.status, theirs.text]).toEqual([unknown.status, unknown.text])
      }
      expect(await sim().calls()).toEqual([])
      expect(await maria.savedCards()).toMatchObject([{ id }])
    })

    it("by whatever name it is called: its id, XPay's, its owner's, a pattern, a path", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const [{ contract_id: contract }] = await store.db("xpay_saved_card")
      const luca = await store.account("luca.bianchi@example.com")
      const carts = [
        await store.shopperWith(luca).readyToPay(),
        await store.shopperWith(luca).readyToPay({}, "pp_xpay-hosted_xpay"),
        await store.shopperWith(luca).readyToPay({}, "pp_xpay_twosteps"),
      ]
      await sim().clearCalls()
      for (const name of [id, contract as string, maria.id, id.toUpperCase(), `${id} `, "%", "xpcard_%"]) {
        for (const cart of carts) {
          const used = await cart.useSavedCard(name)
          expect([used.status, used.body.code]).toEqual([404, "saved_card_not_found"])
        }
        const removed = await luca.removeCard(encodeURIComponent(name))
        expect([removed.status, removed.body.code]).toEqual([404, "saved_card_not_found"])
      }
      for (const query of [`customer_id=${maria.id}`, `id=${id}`, `q=${id}`, "fields=*", "limit=1000"]) {
        const listed = await luca.http.get(`/store/xpay/saved-cards?${query}`)
        expect([listed.status, listed.body]).toEqual([200, { saved_cards: [] }])
      }
      expect(await sim().calls()).toEqual([])
      expect(await maria.savedCards()).toMatchObject([{ id }])
    })

    it("nobody saves a card into somebody else's name", async () => {
      const maria = await store.account()
      const marias = await store.shopperWith(maria).readyToPay()
      const luca = await store.account("luca.bianchi@example.com")
      for (const [path, body] of [
        ["card", { cart_id: marias.cartId, card: OK_CARD, ...SAVE }],
        ["hosted-page", { cart_id: marias.cartId, ...SAVE }],
      ] as const) {
        const answer = await luca.http.post(`/store/xpay/payment-sessions/${marias.sessionId}/${path}`, body)
        expect([answer.status, answer.body["code"]]).toEqual([404, "session_not_found"])
      }
      const lucas = await store.shopperWith(luca).readyToPay()
      const named = await lucas.submitCard(OK_CARD, { ...SAVE, customer_id: maria.id })
      expect([named.status, named.body.code]).toEqual([400, "invalid_body"])
      expect(await cardState()).toEqual([])
    })

    it("nobody pays with it on somebody else's cart, nor its owner on another's", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const luca = await store.account("luca.bianchi@example.com")
      const lucas = await store.shopperWith(luca).readyToPay()
      const guests = await store.shopper().readyToPay({ email: "nobody@example.com" })
      for (const [cart, refusal] of [
        [lucas, [404, "session_not_found"]],
        [guests, [409, "cart_of_guest"]],
      ] as const) {
        const answer = await maria.http.post(`/store/xpay/payment-sessions/${cart.sessionId}/saved-card`, {
          cart_id: cart.cartId,
          saved_card_id: id,
        })
        expect([answer.status, answer.body["code"]]).toEqual(refusal)
      }
    })

    it("and everybody who has not signed in is turned away", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const guest = await store.shopper().readyToPay()
      const path = `/store/xpay/payment-sessions/${guest.sessionId}/saved-card`
      const body = { cart_id: guest.cartId, saved_card_id: id }
      const forged = { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJhY3Rvcl9pZCI6ImN1c18xIn0." }
      const admin = { authorization: `Bearer ${store.adminToken}` }
      for (const headers of [{}, forged, admin]) {
        for (const answer of [
          await guest.http.get("/store/xpay/saved-cards", headers),
          await guest.http.get(`/store/xpay/saved-cards?customer_id=${maria.id}`, headers),
          await guest.http.send("DELETE", `/store/xpay/saved-cards/${id}`, undefined, headers),
          await guest.http.post(path, body, headers),
        ]) {
          expect(answer.status).toBe(401)
        }
      }
      for (const answer of [
        await store.strangerHttp().get("/store/xpay/saved-cards"),
        await store.strangerHttp().send("DELETE", `/store/xpay/saved-cards/${id}`, undefined),
      ]) {
        expect(answer.status).toBe(400)
      }
      expect(await maria.savedCards()).toMatchObject([{ id }])
    })

    it("through Medusa's payment module too", async () => {
      const maria = await cardHolder()
      const luca = await cardHolder(OTHER_OK_CARD, SAVE, "luca.bianchi@example.com")
      const [hers, his] = await Promise.all([holderOf(maria), holderOf(luca)])
      const { id } = await theCard(maria)
      await expect(
        payments().deletePaymentMethods({
          id,
          provider_id: "pp_xpay_xpay",
          data: {},
          context: { account_holder: his },
        } as never)
      ).rejects.toThrow(/no such saved card/)
      const mine = { provider_id: "pp_xpay_xpay", context: { account_holder: hers } }
      expect(await payments().listPaymentMethods(mine)).toEqual([
        {
          id,
          provider_id: "pp_xpay_xpay",
          data: {
            circuit: "VISA",
            last4: "5006",
            expiry: expect.stringMatching(/^11\//),
            for: "next_payments",
          },
        },
      ])
      expect(
        await payments().listPaymentMethods({
          ...mine,
          context: { account_holder: { ...hers, provider_id: "pp_xpay_twosteps" } },
        } as never)
      ).toEqual([])
    })
  })

  describe("a removed card", () => {
    const removal = "/contracts/*/deactivation"

    it("is forgotten by XPay, then here, and cannot be paid with again", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const answer = await maria.removeCard(id)
      expect([answer.status, answer.body]).toEqual([200, { id, deleted: true }])
      expect([await activeContracts(), await maria.savedCards()]).toEqual([[], []])
      const shopper = await store.shopperWith(maria).readyToPay()
      expect((await shopper.useSavedCard(id)).status).toBe(404)
      expect((await maria.removeCard(id)).status).toBe(404)
    })

    it("is not used while XPay is down, and is forgotten there as soon as it is back", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      await store.door.shut()
      const answer = await maria.removeCard(id)
      expect([answer.status, answer.body]).toEqual([202, { id, deleted: false }])
      await store.door.open()

      expect([await cardState(), (await activeContracts()).length]).toEqual([["removing"], 1])
      expect(await maria.savedCards()).toEqual([])
      const shopper = await store.shopperWith(maria).readyToPay()
      const used = await shopper.useSavedCard(id)
      expect([used.status, used.body.code]).toEqual([422, "saved_card_not_usable"])

      await store.reconcile(1)
      expect([await cardState(), await activeContracts()]).toEqual([["removed"], []])
    })

    it.each(["reset-after", "execute-then-stall", "status"] as const)(
      "counts as forgotten when XPay says so, not before (%s)",
      async (kind) => {
        const maria = await cardHolder()
        const { id } = await theCard(maria)
        await sim().addFault({ kind, path: removal, ...(kind === "status" ? { status: 503 } : {}) })
        expect((await maria.removeCard(id)).body).toEqual({ id, deleted: false })
        // Asked again: XPay does not know the contract any more, and its list agrees; or it removes it now.
        expect((await maria.removeCard(id)).body).toEqual({ id, deleted: true })
        expect([await cardState(), await activeContracts()]).toEqual([["removed"], []])
      }
    )

    it("counts as forgotten when XPay does not know its contract, although its list goes on showing it", async () => {
      await sim().setSwitches({ inactiveContracts: "listed" })
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      await sim().addFault({ kind: "reset-after", path: removal })
      expect((await maria.removeCard(id)).body).toEqual({ id, deleted: false })
      expect((await maria.removeCard(id)).body).toEqual({ id, deleted: true })
    })

    it("is a matter for a person when XPay does not confirm for an hour, until it does", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      await sim().addFault({ kind: "status", status: 500, path: removal, times: "always" })
      await maria.removeCard(id)
      await store.reconcile(1)
      expect(await store.incidents()).toEqual([])
      await store.reconcile(90)
      expect(await store.incidents()).toMatchObject([{ kind: "card_removal_failing", resolved_at: null }])
      await sim().clearFaults()
      await store.reconcile(90)
      expect(await store.incidents()).toMatchObject([{ resolved_at: expect.any(Date) }])
      expect(await activeContracts()).toEqual([])
    })

    it("is asked of XPay less and less often, not at every run", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      await sim().addFault({ kind: "status", status: 500, path: removal, times: "always" })
      await maria.removeCard(id)
      await store.db("xpay_saved_card").update({ removed_at: store.db.raw("now() - interval '1 hour'") })
      await sim().clearCalls()
      await store.reconcile(10)
      expect(await sim().calls({ path: removal })).toEqual([])
      await store.reconcile(10)
      expect((await sim().calls({ path: removal })).length).toBe(1)
    })

    it("stays removed when its own payment is looked at again", async () => {
      const maria = await cardHolder()
      await maria.removeCard((await theCard(maria)).id)
      await store.db("xpay_attempt").update({ next_check_at: store.db.fn.now() })
      await store.reconcile(1)
      expect(await cardState()).toEqual(["removed"])
    })
  })

  describe("a customer who goes", () => {
    /** What is not forgotten yet: a removed card's row goes with the next look at what need not be kept. */
    const kept = async () => (await cardState()).filter((state) => state !== "removed")

    const remove = async (account: Account) =>
      expectOk(await store.admin().send("DELETE", `/admin/customers/${account.id}`, undefined))

    it("takes the saved cards along, at XPay too", async () => {
      const maria = await cardHolder()
      await cardHolder(OTHER_OK_CARD, SAVE, "luca.bianchi@example.com")
      await remove(maria)
      await eventually(async () => {
        expect([await cardState(), (await activeContracts()).length]).toEqual([["active"], 1])
      })
    })

    it("while XPay is down as well", async () => {
      const maria = await cardHolder()
      await store.door.shut()
      await remove(maria)
      await eventually(async () => {
        expect(await cardState()).toEqual(["removing"])
      })
      await store.door.open()
      await store.reconcile(1)
      expect([await kept(), await activeContracts()]).toEqual([[], []])
    })

    it("in the middle of a payment leaves no card behind", async () => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay()
      const submitted = await shopper.submitCard(OK_CARD, SAVE)
      await remove(maria)
      await eventually(async () => {
        expect(await cardState()).toEqual(["removing"])
      })
      // XPay does not have it yet; that proves nothing while its payment goes on.
      await store.reconcile(1)
      expect(await cardState()).toEqual(["removing"])
      await shopper.passChallenge(submitted)
      expect((await activeContracts()).length).toBe(1)
      await store.reconcile(1)
      expect([await kept(), await activeContracts()]).toEqual([[], []])
    })

    it("is noticed in the night when nobody told us; so is a card that has expired", async () => {
      const maria = await cardHolder()
      await cardHolder(OTHER_OK_CARD, SAVE, "luca.bianchi@example.com")
      const luca = await cardHolder(OK_CARD, SAVE, "anna.verdi@example.com")
      await store.container().resolve(Modules.CUSTOMER).softDeleteCustomers([maria.id])
      await store.db("xpay_saved_card").where({ customer_id: luca.id }).update({ card_expiry: "202201" })
      await forgetUselessCards(store.container())
      expect(await cardState()).toEqual(["removed", "active", "removed"])
      expect((await activeContracts()).length).toBe(1)
    })

    it("cannot save a card with a token that outlived the account", async () => {
      const maria = await store.account()
      const shopper = await store.shopperWith(maria).readyToPay()
      await remove(maria)
      const answer = await shopper.submitCard(OK_CARD, SAVE)
      expect([answer.status, answer.body.code]).toEqual([403, "sign_in_to_save"])
    })
  })

  async function holderOf(account: Account): Promise<{ id: string; data: Record<string, unknown> }> {
    const holders = await store
      .db("account_holder as h")
      .join("customer_account_holder as l", "l.account_holder_id", "h.id")
      .where({ "l.customer_id": account.id, "h.provider_id": "pp_xpay_xpay" })
      .select("h.*")
    return holders[0] as { id: string; data: Record<string, unknown> }
  }

  describe("an account holder", () => {
    it("is made for a customer once, also when two tabs pay for the first time", async () => {
      const maria = await store.account()
      const [one, other] = await Promise.all([
        store.shopperWith(maria).fillCart(),
        store.shopperWith(maria).fillCart(),
      ])
      const opened = await Promise.all([one!.openSession(), other!.openSession()])
      expect(opened.map(({ status }) => status)).toEqual([200, 200])
      expect(await holderOf(maria)).toMatchObject({
        data: { customer_id: maria.id, xpay_customer_id: maria.id.replace("cus_", "") },
      })
    })

    it("can be read and updated, and takes its cards along when it goes", async () => {
      const maria = await cardHolder()
      const holder = await holderOf(maria)
      const updated = await payments().updateAccountHolder({
        id: holder.id,
        provider_id: "pp_xpay_xpay",
        context: { account_holder: holder },
        metadata: { tier: "gold" },
      } as never)
      expect(updated).toMatchObject({ data: holder.data, metadata: { tier: "gold" } })
      await payments().deleteAccountHolder(holder.id)
      expect([await maria.savedCards(), await activeContracts()]).toEqual([[], []])
    })

    it("gets no card through Medusa's payment module, and says where one comes from", async () => {
      const maria = await cardHolder()
      await expect(
        payments().createPaymentMethods({
          provider_id: "pp_xpay_xpay",
          data: {},
          context: { account_holder: await holderOf(maria) },
        } as never)
      ).rejects.toThrow(/A card is saved with a payment/)
    })

    it("loses a card that is deleted through it; XPay's doubt is said", async () => {
      const maria = await cardHolder()
      const { id } = await theCard(maria)
      const deletion = {
        id,
        provider_id: "pp_xpay_xpay",
        data: {},
        context: { account_holder: await holderOf(maria) },
      } as never
      await store.door.shut()
      await expect(payments().deletePaymentMethods(deletion)).rejects.toThrow(/has not confirmed yet/)
      await store.door.open()
      await payments().deletePaymentMethods(deletion)
      expect([await cardState(), await activeContracts()]).toEqual([["removed"], []])
    })
  })
})
