import { randomUUID } from "node:crypto"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { comeBack, walkHostedPage } from "../harness/browser-walk"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff, type PanelPayment } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { eventually, xpaySuite } from "../harness/xpay-suite"

const DUE = 19.99

/** Medusa has this hook, but does not declare it in its types. */
type Hooks = Record<"validate", (handler: () => void) => void>

let hookSays: string | undefined
;(completeCartWorkflow.hooks as unknown as Hooks).validate(() => {
  if (hookSays !== undefined) {
    throw new Error(hookSays)
  }
})

xpaySuite("links", (store) => {
  const sim = () => store.simulator.control
  const staff = () => new Staff(store.admin(), store.store)
  const clerk = () => new Clerk(store.admin())
  const openIncidents = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null)
  const openKinds = async () => (await openIncidents()).map(({ kind }) => kind)
  const linksAtXPay = async () => (await sim().ledger()).orders.map(({ link }) => link?.state)
  const stock = async (quantity: number) =>
    await store.db("inventory_level").update({
      stocked_quantity: quantity,
      raw_stocked_quantity: { value: String(quantity), precision: 20 },
    })

  async function payment(id: string): Promise<PanelPayment> {
    return expectOk(await store.admin().get<{ payment: PanelPayment }>(`/admin/xpay/payments/${id}`)).payment
  }

  async function draftWithLink(amount = DUE): Promise<{ draftId: string; link: PanelPayment; url: string }> {
    const draft = await staff().draftOrder()
    const { payment: link } = expectOk(await staff().makeLink(draft.id, amount))
    return { draftId: draft.id, link, url: link.link?.url ?? "" }
  }

  /** Adds a cup to a draft, or removes goods from it, as the dashboard does. */
  async function edit(draftId: string, change: "up" | "down"): Promise<void> {
    const http = store.admin()
    const path = `/admin/draft-orders/${draftId}/edit`
    expectOk(await http.post(path))
    if (change === "up") {
      const items = [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }]
      expectOk(await http.post(`${path}/items`, { items }))
    } else {
      const { draft_order: draft } = expectOk(
        await http.get<{ draft_order: { items: { id: string }[] } }>(`/admin/draft-orders/${draftId}`)
      )
      expectOk(
        await http.post(`${path}/items/item/${draft.items[0]?.id ?? ""}`, { quantity: 1, unit_price: 12 })
      )
    }
    expectOk(await http.post(`${path}/request`))
    expectOk(await http.post(`${path}/confirm`))
  }

  async function deleteDraft(draftId: string): Promise<void> {
    expectOk(await store.admin().send("DELETE", `/admin/draft-orders/${draftId}`, undefined))
  }

  afterEach(() => {
    hookSays = undefined
  })

  describe("a payment link is for its draft as it was", () => {
    it.each(["up", "down"] as const)("is closed at XPay when the draft is edited %s", async (change) => {
      const { draftId, link, url } = await draftWithLink()
      await edit(draftId, change)
      await eventually(async () => expect(await linksAtXPay()).toEqual(["cancelled"]))
      await expect(walkHostedPage(url, "CARDS", "pay")).rejects.toThrow("410")
      await eventually(async () =>
        expect(await payment(link.id)).toMatchObject({
          state: "abandoned",
          reason: expect.stringContaining("another total"),
          link: { state: "canceled" },
        })
      )
      const due = change === "up" ? 29.49 : 12
      const { payment: second } = expectOk(await staff().makeLink(draftId, due))
      await walkHostedPage(second.link?.url ?? "", "PAYPAL", "pay")
      await eventually(async () =>
        expect(await clerk().order(draftId)).toMatchObject({
          status: "pending",
          summary: { paid_total: due, pending_difference: 0 },
        })
      )
      expect(await openKinds()).toEqual([])
    })

    it("is closed at XPay when the draft is deleted, and says so", async () => {
      const { draftId, link, url } = await draftWithLink()
      await deleteDraft(draftId)
      await store.reconcile(1)
      expect(await linksAtXPay()).toEqual(["cancelled"])
      expect(await payment(link.id)).toMatchObject({
        state: "abandoned",
        reason: expect.stringContaining("draft order was deleted"),
      })
      await expect(walkHostedPage(url, "CARDS", "pay")).rejects.toThrow("410")
      expect(await openKinds()).toEqual([])
    })

    it("returns what is paid after XPay did not confirm that it is closed", async () => {
      const { draftId, link, url } = await draftWithLink()
      await sim().addFault({ kind: "status", path: "/paybylink/*/cancels", times: "always" })
      await edit(draftId, "up")
      await store.reconcile(1)
      expect(await store.db("xpay_attempt").where({ id: link.id })).toMatchObject([
        {
          state: "pending_payer",
          circumstance: "link_order_changed",
          abandon_requested_at: expect.any(Date),
        },
      ])
      await sim().clearFaults()
      await walkHostedPage(url, "CARDS", "pay")
      await store.reconcile(1)
      await store.reconcile(1)
      expect(await payment(link.id)).toMatchObject({ state: "voided" })
      expect((await clerk().order(draftId)).status).toBe("draft")
    })

    it("is its order's payment when it was paid while it was being closed, and a notification came first", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { draftId, link, url } = await draftWithLink()
      await walkHostedPage(url, "PAYPAL", "pay")
      await sim().addFault({ kind: "stall", path: "/paybylink/*/cancels" })
      await edit(draftId, "up")
      await eventually(async () =>
        expect(await sim().calls({ path: "/paybylink/*/cancels" })).toHaveLength(1)
      )
      const { body } = (await sim().notifications(link.xpay_order_id)).at(-1) ?? {}
      expectOk(await store.strangerHttp().post("/xpay/notifications", { ...(body as object) }))
      await eventually(async () => {
        expect(await payment(link.id)).toMatchObject({ state: "captured" })
      })
      await store.reconcile(1)
      await store.reconcile(1)
      expect((await sim().ledger()).orders.map(({ totals }) => totals.refunded)).toEqual([0])
      expect((await clerk().order(draftId)).summary.paid_total).toBe(DUE)
      expect(await store.db("xpay_attempt").select("abandon_requested_at")).toEqual([
        { abandon_requested_at: null },
      ])
    })

    it("makes its draft an order by the job when the database was away as it was paid", async () => {
      const { draftId, url } = await draftWithLink()
      await store.db.raw(
        `create or replace function no_conversion() returns trigger language plpgsql
         as $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`
      )
      await store.db.raw(
        `create trigger no_conversion before update on "order" for each row
         when (old.is_draft_order and not new.is_draft_order) execute function no_conversion()`
      )
      await walkHostedPage(url, "CARDS", "pay")
      await eventually(async () => {
        expect(await store.db("xpay_attempt").select("state")).toEqual([{ state: "authorized" }])
      })
      await store.reconcile(1)
      expect((await clerk().order(draftId)).status).toBe("draft")
      expect(await openKinds()).toEqual([])
      await store.db.raw("drop function no_conversion() cascade")
      await store.reconcile(2)
      expect((await clerk().order(draftId)).status).toBe("pending")
      expect(await openKinds()).toEqual([])
      // An incident is raised if it is not captured in time.
      expect((await store.db("xpay_attempt").first()).next_check_at).not.toBeNull()
    })

    it("is not renewed for a price that is not due any more", async () => {
      const { draftId, link } = await draftWithLink()
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() - interval '1 hour'") })
      expect(expectOk(await staff().move(link.id, "sync")).payment.state).toBe("expired")
      await edit(draftId, "up")
      expect(await staff().changeLink(link.id, "renew")).toMatchObject({
        status: 409,
        body: { code: "link_not_due", message: expect.stringContaining("has changed") },
      })
      await deleteDraft(draftId)
      expect(await staff().changeLink(link.id, "renew")).toMatchObject({
        status: 409,
        body: { code: "link_not_due" },
      })
      expect(await sim().calls({ path: "/orders/paybylink/*/renewals" })).toEqual([])
    })

    it("is asked about beyond its last day while a payment through it runs", async () => {
      await sim().setSwitches({ notificationsMuted: true })
      const { draftId, link, url } = await draftWithLink()
      await walkHostedPage(url, "MYBANK", "leave-pending")
      await store.db("xpay_attempt").update({ deadline_at: store.db.raw("now() - interval '1 hour'") })
      await store.reconcile(1)
      expect(await payment(link.id)).toMatchObject({ state: "pending_payer" })
      await store.letPass(3 * 24 * 60)
      await store.reconcile(0)
      expect(await openKinds()).toEqual([])
      await store.letPass(3 * 24 * 60)
      await store.reconcile(0)
      expect(await payment(link.id)).toMatchObject({ state: "pending_payer" })
      expect(await openKinds()).toEqual(["still_unknown"])
      await sim().conclude({ orderId: link.xpay_order_id })
      await store.letPass(6 * 60)
      await store.reconcile(0)
      expect(await clerk().order(draftId)).toMatchObject({ status: "pending", summary: { paid_total: DUE } })
      expect(await openKinds()).toEqual([])
    })

    it("stays open when what changes is not what it asks for", async () => {
      const { draftId, link } = await draftWithLink(10)
      expectOk(await store.admin().post(`/admin/draft-orders/${draftId}`, { metadata: { colour: "red" } }))
      await store.reconcile(1)
      expect(await payment(link.id)).toMatchObject({ state: "pending_payer", link: { state: "open" } })
      expect(await linksAtXPay()).toEqual(["active"])
    })
  })

  describe("an incident", () => {
    it("is not raised for a draft whose link the clerk has canceled, nor for one whose link ran out", async () => {
      const { draftId, link } = await draftWithLink()
      expectOk(await staff().changeLink(link.id, "cancel"))
      await store.reconcile(1)
      await staff().makeLink(draftId, DUE)
      await store
        .db("xpay_attempt")
        .where({ state: "pending_payer" })
        .update({ deadline_at: new Date(0) })
      await store.reconcile(1)
      await store.reconcile(30)
      expect(await store.incidents()).toEqual([])
    })

    it("is not raised for a MOTO payment that XPay refused", async () => {
      const draft = await staff().draftOrder()
      expectOk(await staff().takeCard(draft.id, { card: KO_CARD, amount: DUE }))
      await sim().addFault({ kind: "status", status: 400, path: "/orders/moto" })
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: DUE }))
      await store.reconcile(1)
      await store.reconcile(30)
      expect(await store.incidents()).toEqual([])
    })

    it("is not raised for a draft that became an order: return and notification at once, time after time", async () => {
      for (let time = 0; time < 15; time++) {
        await sim().setSwitches({ notificationTiming: "never" })
        const { draftId, url } = await draftWithLink()
        const back = await walkHostedPage(url, "CARDS", "pay")
        const { body } = (await sim().notifications()).at(-1) ?? {}
        const notify = async () =>
          await store
            .strangerHttp()
            .post("/xpay/notifications", { ...(body as object), eventId: randomUUID() })
        await Promise.all([comeBack(store.strangerHttp(), back), notify()])
        await eventually(async () => expect((await clerk().order(draftId)).status).toBe("pending"))
      }
      await store.reconcile(1)
      expect(await store.incidents()).toEqual([])
    }, 600_000)

    it("about a draft says why in the shop's words, and closes itself when the clerk has converted it", async () => {
      const { draftId, url } = await draftWithLink()
      await stock(0)
      await walkHostedPage(url, "CARDS", "pay")
      await eventually(async () => expect(await openKinds()).toEqual(["draft_not_converted"]))
      const [incident] = await openIncidents()
      expect(incident?.detail).toEqual({
        code: "cause",
        cause: { words: expect.stringMatching(/Not enough stock available for item “.+” at location “.+”/) },
      })
      expect(JSON.stringify(incident?.detail)).not.toMatch(/iitem_|sloc_/)
      expect(store.recorder.log()).toContain("could not become an order. Not enough stock")
      await stock(10)
      expectOk(await store.admin().post(`/admin/draft-orders/${draftId}/convert-to-order`))
      await store.reconcile(0)
      expect(await openKinds()).toEqual([])
    })
  })

  describe("why no order could be made", () => {
    it("is in incident and log in the words of a shop's own hook", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      hookSays = "We do not deliver to islands in winter."
      const { outcome } = await shopper.payOnPage("PAYPAL")
      expect(outcome).toBe("voided")
      await eventually(async () => expect(await openKinds()).toContain("reversed_unplaceable"))
      expect((await openIncidents())[0]?.detail).toMatchObject({
        cause: { words: expect.stringContaining(hookSays) },
      })
      expect(store.recorder.log()).toContain(`no order was placed. ${hookSays}`)
    })

    it("is in incident and log with the goods' name where there is too little of them", async () => {
      const shopper = await store.shopper().readyToPay()
      await stock(0)
      await shopper.pay(OK_CARD)
      expect(store.recorder.log()).toMatch(/no order was placed\. .*(Not enough stock|required inventory)/)
      expect(store.recorder.log()).not.toMatch(/no order was placed\. .*(iitem_|sloc_)/)
      await stock(10)
    })
  })
})
