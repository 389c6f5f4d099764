import { Modules } from "@medusajs/framework/utils"
import { forgetUselessCards } from "../../src/use-cases/saved-cards/forget-saved-cards"
import type { Account } from "../harness/account"
import { OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"
import { cardHolders } from "./support/card-holders"

const SAVE = { save_card: true }

xpaySuite("removed-cards", (store) => {
  const { cardState, cardHolder, theCard } = cardHolders(store)
  const sim = () => store.simulator.control
  const contracts = async () => (await sim().ledger()).contracts
  const activeContracts = async () => (await contracts()).filter(({ isActive }) => isActive)

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
        // On a repeated request, XPay no longer knows the contract, and its list agrees; or it removes it now.
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
    /** What is not deleted yet: the next cleanup deletes the row of a removed card. */
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
      // XPay does not have it yet. That proves nothing while its payment is in progress.
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
})
