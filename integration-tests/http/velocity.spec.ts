import { KO_CARD, OK_CARD } from "../harness/cards"
import { Staff } from "../harness/staff"
import { withOptions } from "../harness/with-options"
import { xpaySuite } from "../harness/xpay-suite"

xpaySuite("velocity", (store) => {
  const sim = () => store.simulator.control
  const minuteNow = () => Math.floor(Date.now() / 60_000)

  interface Tries {
    readonly channel?: string
    readonly state?: string
    readonly provider?: string
    readonly actor?: string | null
    readonly address?: string | null
  }

  /** Attempts of other payers within the last minute, in the journal. */
  async function tries(
    count: number,
    {
      channel = "card",
      state = "declined",
      provider = "pp_xpay_xpay",
      actor = null,
      address = null,
    }: Tries = {}
  ): Promise<void> {
    await store.db.raw(
      `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount, cart_id, actor_id, payer_ip_hash, created_at, next_check_at)
       select 'xpatt_try' || n, 'TRY' || n, ?, ?, 'manual', ?, 'EUR', '100', 'cart_other' || n, ?, ?, now() - interval '1 minute', ?
       from generate_series(1, ?) n`,
      [provider, channel, state, actor, address, state === "pending_payer" ? new Date() : null, count]
    )
  }
  const forget = async () => await store.db("xpay_attempt").where("id", "like", "xpatt_try%").delete()
  const incidents = async () => await store.db("xpay_incident").select("kind", "resolved_at", "provider_id")
  const hostedCalls = async () => (await sim().calls({ path: "/orders/hpp" })).length

  describe("XPay's page", () => {
    it("is opened so often for one cart and no more", async () => {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const statuses: number[] = []
      for (let tried = 0; tried < 12; tried++) {
        statuses.push((await shopper.pressButton()).status)
      }
      expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429])
      expect(await hostedCalls()).toBe(10)
    })

    it("is not opened for an address that opens them in a row, whatever the cart", async () => {
      const first = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      await first.pressButton()
      const { payer_ip_hash: address } = (await store.db("xpay_attempt").first()) as { payer_ip_hash: string }
      await tries(29, { channel: "hosted", state: "abandoned", address })
      const next = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      expect(await next.pressButton()).toMatchObject({ status: 429, body: { code: "too_many_tries" } })
      expect(await hostedCalls()).toBe(1)
      await forget()
    })

    it("that strangers open and leave does not make the job ask without end", async () => {
      await tries(400, { channel: "hosted", state: "pending_payer", provider: "pp_xpay-paypal_xpay" })
      await sim().clearCalls()
      const minute = minuteNow()
      await store.reconcile(0)
      const reads = (await sim().calls({ method: "GET", path: "/orders/*" })).length
      expect(reads).toBeGreaterThan(0)
      // At each full minute the store's own schedule also runs the job.
      expect(reads).toBeLessThanOrEqual(100 * (1 + minuteNow() - minute))
      await forget()
    })
  })

  describe("a shop that sells", () => {
    it("is not shut by its own sales, however many there are", async () => {
      await tries(600, { state: "captured" })
      expect((await (await store.shopper().readyToPay()).submitCard(OK_CARD)).status).toBe(200)
      expect(await incidents()).toEqual([])
      await forget()
    })

    it("is not shut by XPay's own trouble", async () => {
      await tries(600, { state: "failed" })
      await store.db("xpay_attempt").where("id", "like", "xpatt_try%").update({ failure: "unavailable" })
      expect((await (await store.shopper().readyToPay()).submitCard(OK_CARD)).status).toBe(200)
      await forget()
    })

    it("raises one incident when a terminal accepts no more cards, and closes it when the terminal accepts them again", async () => {
      await tries(600)
      for (let tried = 0; tried < 2; tried++) {
        expect((await (await store.shopper().readyToPay()).submitCard(OK_CARD)).status).toBe(429)
      }
      expect(await incidents()).toEqual([
        { kind: "velocity_limit", resolved_at: null, provider_id: "pp_xpay_xpay" },
      ])
      await store.reconcile(0)
      expect(await incidents()).toMatchObject([{ resolved_at: null }])
      await forget()
      await store.reconcile(0)
      expect(await incidents()).toMatchObject([{ kind: "velocity_limit", resolved_at: expect.any(Date) }])
    })
  })

  describe("an address that many carts share, as behind a proxy that is not trusted", () => {
    const addressOf = async () => {
      const first = await store.shopper().readyToPay()
      await first.submitCard(OK_CARD)
      return ((await store.db("xpay_attempt").first()) as { payer_ip_hash: string }).payer_ip_hash
    }
    const submit = async () => (await (await store.shopper().readyToPay()).submitCard(OK_CARD)).status

    it("raises one incident when an address can no longer pay, and closes it when it can again", async () => {
      await tries(29, { address: await addressOf() })
      expect([await submit(), await submit()]).toEqual([429, 429])
      expect(await store.incidents()).toMatchObject([
        {
          kind: "shared_address_limit",
          resolved_at: null,
          detail: { code: "velocity_limit", attempts: 30, minutes: 10, carts: 30, by: "address" },
        },
      ])
      await store.reconcile(0)
      expect(await incidents()).toMatchObject([{ resolved_at: null }])
      await forget()
      await store.reconcile(0)
      expect(await incidents()).toMatchObject([{ resolved_at: expect.any(Date) }])
    })

    it("is one payer's own where the carts are few", async () => {
      await tries(29, { address: await addressOf() })
      await store.db("xpay_attempt").where("id", "like", "xpatt_try%").update({ cart_id: "cart_one" })
      expect(await submit()).toBe(429)
      expect(await incidents()).toEqual([])
      await forget()
    })
  })

  it("a clerk who keys many cards at once is counted one after the other", async () => {
    const staff = new Staff(store.admin(), store.store)
    const drafts = [await staff.draftOrder(), await staff.draftOrder(), await staff.draftOrder()]
    await withOptions(store.container(), { cardTesting: { perAddress: 1 } }, async () => {
      const answers = await Promise.all(
        drafts.map((draft) => staff.takeCard(draft.id, { card: KO_CARD, amount: draft.total }))
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429])
    })
    expect(await sim().calls({ path: "/orders/moto" })).toHaveLength(1)
  })
})
