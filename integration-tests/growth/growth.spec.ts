import { reconcile } from "../../src/use-cases/reconciliation/reconcile"
import { TERMINALS } from "../harness/terminals"
import { xpaySuite } from "../harness/xpay-suite"

const OPEN = 50
const FEW = 1_000
const MANY = 1_000_000

/** Passes of which the fastest counts, and how often to repeat the measurement if the machine is busy. */
const PASSES = 9
const TRIES = 6

xpaySuite("growth", (store) => {
  /** Completed payments: captured and booked. */
  async function insertResolved(from: number, to: number): Promise<void> {
    await store.db.raw(
      `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount,
         payment_session_id, cart_id, order_id, authorized_at, created_at)
       select 'xpatt_old' || n, 'MOLD' || n, 'pp_xpay_xpay', 'card', 'automatic', 'captured', 'EUR', '2499',
         'payses_old' || n, 'cart_old' || n, 'order_old' || n, now() - interval '30 days', now() - interval '30 days'
       from generate_series(?::int, ?::int) n`,
      [from, to]
    )
    await store.db.raw(
      `insert into xpay_movement (id, attempt_id, kind, amount, state, origin, is_booked, xpay_operation_id)
       select 'xpmov_old' || n, 'xpatt_old' || n, 'capture', '2499', 'done', 'xpay', true, 'old' || n
       from generate_series(?::int, ?::int) n`,
      [from, to]
    )
    await store.db.raw("analyze xpay_attempt")
    await store.db.raw("analyze xpay_movement")
  }

  /** Shoppers on XPay's page: queried at every pass, and still open afterwards. */
  async function insertOpen(): Promise<void> {
    await store.db.raw(
      `insert into xpay_attempt (id, xpay_order_id, provider_id, channel, capture, state, currency_code, amount,
         payment_session_id, cart_id, next_check_at)
       select 'xpatt_open' || n, 'MOPEN' || n, 'pp_xpay-paypal_xpay', 'hosted', 'automatic', 'pending_payer', 'EUR', '2499',
         'payses_open' || n, 'cart_open' || n, now()
       from generate_series(1, ?) n`,
      [OPEN]
    )
  }

  async function makeDue(): Promise<void> {
    await store
      .db("xpay_attempt")
      .whereNotNull("next_check_at")
      .update({ next_check_at: new Date(0) })
  }

  /** Duration of a pass without interference, in milliseconds. */
  async function timePasses(): Promise<number> {
    const times: number[] = []
    for (let pass = 0; pass < PASSES; pass++) {
      await makeDue()
      const start = performance.now()
      expect(await reconcile(store.container())).toEqual({ attempts: OPEN, failed: 0 })
      times.push(performance.now() - start)
    }
    return Math.min(...times)
  }

  /** The job's own query, with the pages that it reads. */
  async function explainDue(): Promise<string> {
    const { rows } = (await store.db.raw(
      `explain (analyze, buffers, timing off, summary off) select id from xpay_attempt
       where next_check_at is not null and next_check_at <= now() and deleted_at is null
       order by next_check_at limit 100 for update skip locked`
    )) as { rows: { "QUERY PLAN": string }[] }
    return rows.map((row) => row["QUERY PLAN"]).join("\n")
  }

  it("a pass over 50 open payments costs the same with 1,000 resolved ones and with 1,000,000", async () => {
    try {
      await insertOpen()
      await insertResolved(1, FEW)
      const few = await timePasses()
      await insertResolved(FEW + 1, MANY)

      let many = await timePasses()
      for (let tries = 1; many / few > 1.3 && tries < TRIES; tries++) {
        many = Math.min(many, await timePasses())
      }
      expect(many / few).toBeLessThanOrEqual(1.3)

      await makeDue()
      await store.simulator.control.clearCalls()
      await reconcile(store.container())
      const calls = await store.simulator.control.calls()
      expect(calls.filter(({ path }) => path !== "/orders")).toHaveLength(OPEN)
      expect(calls.filter(({ path }) => path === "/orders").length).toBeLessThanOrEqual(TERMINALS.length)

      await makeDue()
      await store.db.raw("vacuum analyze xpay_attempt")
      const plan = await explainDue()
      expect(plan).toContain("IDX_xpay_attempt_due")
      expect(plan).not.toContain("Seq Scan")
      const [, hit = "0"] = /Buffers: shared hit=(\d+)/.exec(plan) ?? []
      expect(Number(hit)).toBeLessThan(500)
    } finally {
      await store.db.raw("truncate xpay_attempt, xpay_movement")
    }
  }, 300_000)
})
