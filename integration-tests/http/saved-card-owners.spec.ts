import type { IPaymentModuleService } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Account } from "../harness/account"
import { OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { xpaySuite } from "../harness/xpay-suite"
import { cardHolders } from "./support/card-holders"

const SAVE = { save_card: true }

xpaySuite("saved-card-owners", (store) => {
  const { cardHolder, theCard, cardState } = cardHolders(store)
  const sim = () => store.simulator.control
  const contracts = async () => (await sim().ledger()).contracts
  const activeContracts = async () => (await contracts()).filter(({ isActive }) => isActive)
  const payments = (): IPaymentModuleService => store.container().resolve(Modules.PAYMENT)

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
      await expect(payments().deletePaymentMethods(deletion)).rejects.toThrow(/has not confirmed the removal/)
      await store.door.open()
      await payments().deletePaymentMethods(deletion)
      expect([await cardState(), await activeContracts()]).toEqual([["removed"], []])
    })
  })
})
