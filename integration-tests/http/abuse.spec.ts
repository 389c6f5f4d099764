import { randomUUID } from "node:crypto"
import { OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("abuse", (store) => {
  const sim = () => store.simulator.control

  /** Attempts of other payers in the journal; `client` and `provider` identify them. */
  async function earlierTries(count: number, client: string | null, minutesAgo = 1): Promise<void> {
    await store.db.raw(
      `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, cart_id, payer_ip_hash, created_at)
       select 'xpatt_other' || n, 'OTHER' || n, 'pp_xpay_xpay', 'card', 'manual', 'declined', 'EUR', '100', 'cart_other' || n, ?,
         now() - make_interval(mins => ?)
       from generate_series(1, ?) n`,
      [client, minutesAgo, count]
    )
  }

  const initCalls = async () => await sim().calls({ path: "/orders/3steps/init" })

  describe("whoever tries out stolen cards", () => {
    it("is stopped by address, with a fresh cart for every card", async () => {
      const first = await store.shopper().readyToPay()
      expectOk(await first.submitCard(OK_CARD))
      const { rows } = await store.db.raw("select payer_ip_hash from xpay_attempt")
      await earlierTries(29, rows[0].payer_ip_hash)
      const next = await store.shopper().readyToPay()
      expect(await next.submitCard(OK_CARD)).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
      expect(await initCalls()).toHaveLength(1)
    })

    it("is stopped on the terminal, with a fresh address for every card", async () => {
      await earlierTries(600, null)
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.submitCard(OK_CARD)).status).toBe(429)
      expect(await initCalls()).toEqual([])
    })

    it("is stopped in a burst too, of fresh carts all at once", async () => {
      await earlierTries(598, null)
      const shoppers = [await store.shopper().readyToPay()]
      while (shoppers.length < 5) {
        shoppers.push(await store.shopper().readyToPay())
      }
      const answers = await Promise.all(shoppers.map((shopper) => shopper.submitCard(OK_CARD)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429, 429])
      expect(await initCalls()).toHaveLength(2)
    })

    it("is forgotten after a while, so that nobody is locked out for ever", async () => {
      await earlierTries(600, null, 30)
      const shopper = await store.shopper().readyToPay()
      expect((await shopper.submitCard(OK_CARD)).status).toBe(200)
    })
  })

  describe("another site", () => {
    it("cannot make a clerk's browser charge a card: a form of its own is no JSON", async () => {
      const staff = new Staff(store.admin(), store.store)
      const draft = await staff.draftOrder()
      const body = JSON.stringify({
        request_key: randomUUID(),
        provider_id: "pp_xpay-moto_xpay",
        amount: draft.total,
        capture: "manual",
        card: OK_CARD,
      })
      for (const type of ["text/plain", "application/x-www-form-urlencoded"]) {
        const answer = await store.admin().send("POST", `/admin/xpay/orders/${draft.id}/moto`, body, {
          "content-type": type,
          origin: "https://evil.example",
        })
        expect(answer.status).toBe(415)
      }
      expect(await sim().calls({ path: "/orders/moto" })).toEqual([])
    })

    it("is not let in by the browser: no answer of ours names it", async () => {
      const preflight = await store
        .strangerHttp()
        .send("OPTIONS", "/admin/xpay/orders/order_1/moto", undefined, {
          origin: "https://evil.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
        })
      expect(preflight.headers.get("access-control-allow-origin")).not.toBe("https://evil.example")
      expect(preflight.headers.get("access-control-allow-origin")).not.toBe("*")
    })
  })

  it("answers about payments are kept by nobody on the way", async () => {
    const shopper = await store.shopper().readyToPay()
    const submitted = await shopper.submitCard(OK_CARD)
    const state = await shopper.http.get(
      `/store/xpay/payment-sessions/${shopper.sessionId}?cart_id=${shopper.cartId}`
    )
    const form = await store.admin().get(`/admin/xpay/moto-forms/${randomUUID()}`)
    for (const answer of [submitted, state, form]) {
      expect(answer.headers.get("cache-control")).toBe("no-store")
    }
  })
})
