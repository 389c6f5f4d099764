import type { IncidentView } from "../../src/use-cases/staff/views/incidents"
import type { OrderPanel } from "../../src/use-cases/staff/order-panel"
import { KO_CARD, OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"
import { paidOrder } from "./support/paid-order"

xpaySuite("order-views", (store) => {
  const { paid } = paidOrder(store)
  describe("incidents", () => {
    const open = async (query = "?resolved=false") =>
      expectOk(
        await store.admin().get<{ incidents: IncidentView[]; count: number }>(`/admin/xpay/incidents${query}`)
      )

    it("say what happened and what to do, and are resolved once, by somebody", async () => {
      const { id, orderId } = await paid()
      await store
        .db("xpay_attempt")
        .where({ id })
        .update({ deadline_at: store.db.raw("now() + interval '2 hours'"), next_check_at: store.db.fn.now() })
      await store.reconcile()
      const { incidents, count } = await open("?resolved=false&locale=it")
      expect(count).toBe(1)
      const [incident] = incidents
      expect(incident).toMatchObject({
        kind: "capture_deadline",
        title: "Un pagamento autorizzato sta per scadere.",
        advice: expect.stringMatching(/^Catturalo/),
        detail: expect.stringMatching(/^24,99\s€, fino al \d/),
        payment_id: id,
        order_id: orderId,
        order_display_id: expect.any(Number),
        is_draft: false,
        resolved_at: null,
        resolved_by: null,
      })
      const path = `/admin/xpay/incidents/${incident?.id ?? ""}/resolve`
      const resolved = expectOk(await store.admin().post<{ incident: IncidentView }>(path)).incident
      expect(resolved).toMatchObject({
        detail: expect.stringMatching(/^€24\.99, until \w/),
        resolved_by: { email: "admin@example.com" },
      })
      expect(expectOk(await store.admin().post<{ incident: IncidentView }>(path)).incident).toEqual(resolved)
      expect((await open()).count).toBe(0)
      expect((await open("?resolved=true")).incidents).toEqual([resolved])
      expect((await open(`?order_id=${orderId}`)).count).toBe(1)
      expect((await open("?order_id=order_none")).count).toBe(0)
    })

    it("are not found under an unknown id", async () => {
      expect(await store.admin().post("/admin/xpay/incidents/xpinc_none/resolve")).toMatchObject({
        status: 404,
        body: { code: "incident_not_found" },
      })
    })
  })

  describe("the desk of an order", () => {
    const look = async (orderId: string, query = ""): Promise<OrderPanel> =>
      expectOk(await store.admin().get<{ xpay: OrderPanel }>(`/admin/xpay/orders/${orderId}${query}`)).xpay
    const staff = () => new Staff(store.admin(), store.store)

    it("says what is outstanding on a draft, how it can be paid, and on which terminals", async () => {
      const draft = await staff().draftOrder()
      const view = await look(draft.id)
      expect(view).toMatchObject({
        order_id: draft.id,
        is_draft: true,
        currency_code: "eur",
        outstanding: 19.99,
        email: expect.stringContaining("@"),
        moto: { allowed: true, reason: null },
        link: { allowed: true, reason: null },
        payments: [],
        incidents: [],
      })
      const providers = view.moto.terminals.map(({ provider_id: id }) => id)
      expect(providers).toContain("pp_xpay-moto_xpay")
      // One is not enabled; the other is only for another user.
      expect(providers).not.toContain("pp_xpay-moto_nomoto")
      expect(providers).not.toContain("pp_xpay-moto_listed")
      expect(view.moto.terminals.find(({ name }) => name === "implicit")).toMatchObject({
        capture: "automatic",
        can_hold: false,
      })
      expect(view.link.terminals.map(({ provider_id: id }) => id)).toContain("pp_xpay-link_xpay")
    })

    it("follows a MOTO payment: declined, then approved with another card, then nothing is due", async () => {
      const draft = await staff().draftOrder()
      expectOk(await staff().takeCard(draft.id, { card: KO_CARD, amount: 19.99 }))
      expect(await look(draft.id)).toMatchObject({
        is_draft: true,
        outstanding: 19.99,
        moto: { allowed: true },
        payments: [{ channel: "moto", state: "declined", actor: { email: "admin@example.com" } }],
      })
      expectOk(await staff().takeCard(draft.id, { card: OK_CARD, amount: 19.99 }))
      expect(await look(draft.id)).toMatchObject({
        is_draft: false,
        outstanding: 0,
        moto: { allowed: false, reason: expect.stringMatching(/Nothing is outstanding/) },
        payments: [
          { channel: "moto", state: "authorized", can: { capture: { allowed: true } } },
          { channel: "moto", state: "declined" },
        ],
      })
    })

    it("does not let a card be taken while a link is open, and shows the link", async () => {
      const draft = await staff().draftOrder()
      expectOk(await staff().makeLink(draft.id, 19.99))
      const view = await look(draft.id, "?locale=it")
      expect(view.moto).toMatchObject({ allowed: false, reason: expect.stringMatching(/link di pagamento/) })
      expect(view.payments).toMatchObject([
        {
          channel: "link",
          state: "pending_payer",
          state_text: "In attesa del cliente",
          link: {
            state: "open",
            url: expect.stringMatching(/^http/),
            qr_svg: expect.stringMatching(/^<svg/),
          },
        },
      ])
    })

    it("shows an open incident with what to do", async () => {
      const { id, orderId } = await paid()
      await store
        .db("xpay_attempt")
        .where({ id })
        .update({ deadline_at: store.db.raw("now() + interval '2 hours'"), next_check_at: store.db.fn.now() })
      await store.reconcile()
      expect((await look(orderId)).incidents).toMatchObject([
        { kind: "capture_deadline", advice: expect.stringMatching(/Capture it/), payment_id: id },
      ])
    })

    it("is not found for an unknown order", async () => {
      expect(await store.admin().get("/admin/xpay/orders/order_none")).toMatchObject({
        status: 404,
        body: { code: "order_not_found" },
      })
    })
  })

  describe("doors", () => {
    it("open for admins only", async () => {
      const { id } = await paid()
      for (const http of [store.strangerHttp(), store.shopHttp()]) {
        expect((await http.get(`/admin/xpay/payments/${id}`)).status).toBe(401)
        expect((await http.post(`/admin/xpay/payments/${id}/sync`)).status).toBe(401)
        expect((await http.get("/admin/xpay/orders/order_none")).status).toBe(401)
        expect((await http.get("/admin/xpay/payments")).status).toBe(401)
        expect((await http.get("/admin/xpay/incidents")).status).toBe(401)
        expect((await http.post("/admin/xpay/incidents/x/resolve")).status).toBe(401)
      }
    })
  })
})
