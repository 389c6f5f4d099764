import { randomUUID } from "node:crypto"
import { comeBack, walkChallenge, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD, OTHER_OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { eventually } from "../harness/eventually"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { steadyPort } from "../harness/steady-port"
import { findRedis } from "./find-redis"
import { ProcessStore, VAULT_KEY } from "./process-store"
import { RedisProcess } from "./redis-process"

jest.setTimeout(300_000)

const executable = findRedis()

if (executable === undefined) {
  const reason =
    "The tests of several server processes were not run: there is no redis-server. Install one, or name it in REDIS_SERVER_PATH."
  process.stderr.write(`${reason}\n`)
  it(reason, () => {
    expect(process.env["CI"]).not.toBe("true")
  })
} else {
  describe("two server processes on one database and one Redis", () => {
    let redis: RedisProcess
    let store: ProcessStore
    const sim = () => store.simulator.control
    const url = (server: 0 | 1) => () => store.servers[server]?.url ?? ""
    const clerk = (server: 0 | 1) => new Clerk(store.admin(url(server)))

    /** The same shopper, routed to the other server by a load balancer. */
    const at = (server: 0 | 1, back: { url: string }) => back.url.replace(url(0)(), url(server)())

    const moneyOf = async ({ cartId }: Shopper) => {
      const own = (await store
        .db("xpay_attempt")
        .where({ cart_id: cartId })
        .pluck("xpay_order_id")) as string[]
      return (await sim().ledger()).orders
        .filter(({ orderId }) => own.includes(orderId))
        .map(({ totals: { authorized, captured, refunded, liveHold } }) => ({
          authorized,
          captured,
          refunded,
          liveHold,
        }))
        .filter(({ authorized }) => authorized > 0)
    }

    const callsTo = async (path: string) => (await sim().calls({ path })).length

    async function paidOrder(provider = "pp_xpay_xpay"): Promise<{ shopper: Shopper; orderId: string }> {
      const shopper = await store.shopper().readyToPay({}, provider)
      return { shopper, orderId: (await shopper.pay(OK_CARD)).orderId ?? "" }
    }

    async function atTheIssuer() {
      const shopper = await store.shopper(url(0)).readyToPay()
      const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
      return { shopper, back: await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds") }
    }

    async function paidSilently() {
      await sim().setSwitches({ notificationTiming: "never" })
      const shopper = await store.shopper(url(0)).readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: page = "" } = expectOk(await shopper.pressButton())
      const back = await walkHostedPage(page, "PAYPAL", "pay")
      const { body } = (await sim().notifications()).at(-1) ?? {}
      return { shopper, back, body: body as { eventId: string } }
    }

    /** Adds the current contents of Redis to what is searched. */
    const rememberRedis = async () =>
      (await redis.dump()).forEach(({ key, text }) => store.recorder.add(`Redis key ${key}`, text))

    beforeAll(async () => {
      redis = new RedisProcess(executable, await steadyPort())
      await redis.start()
      store = new ProcessStore("two-processes", { servers: 2, redis })
      store.canaries.push({ name: "vault key", secret: VAULT_KEY })
      await store.setUp()
    })

    afterAll(async () => {
      await store.tearDown()
      await redis.stop()
    })

    beforeEach(async () => {
      await sim().setSwitches({ notificationTiming: "before-redirect" })
      await sim().clearCalls()
      store.recorder.clear()
    })

    afterEach(async () => {
      await rememberRedis()
      await store.audit()
    })

    it("a challenge starts on one and comes back to the other", async () => {
      const { shopper, back } = await atTheIssuer()
      const waiting = (await redis.dump()).filter(({ key }) => key.startsWith("xpay:card:"))
      expect(waiting).toHaveLength(1)
      await rememberRedis()
      expect(readReturn(await comeBack(shopper.http, { ...back, url: at(1, back) })).outcome).toBe("paid")
      expect((await redis.dump()).filter(({ key }) => key.startsWith("xpay:"))).toEqual([])
      expect(await moneyOf(shopper)).toMatchObject([{ liveHold: 2499 }])
    })

    it("a shopper who comes back to both at once is charged once", async () => {
      const { shopper, back } = await atTheIssuer()
      const answers = await Promise.all(
        ([0, 1, 0, 1] as const).map((server) => comeBack(shopper.http, { ...back, url: at(server, back) }))
      )
      await eventually(async () =>
        expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      )
      expect(new Set(answers.flatMap((answer) => readReturn(answer).orderId ?? [])).size).toBeLessThanOrEqual(
        1
      )
      expect(await callsTo("/orders/3steps/payment")).toBe(1)
      expect(await moneyOf(shopper)).toMatchObject([{ liveHold: 2499 }])
    })

    it("two cards in two tabs on two servers: one is charged", async () => {
      const shopper = await store.shopper(url(0)).readyToPay()
      const tab = store.shopper(url(1))
      Object.assign(tab, { cartId: shopper.cartId, sessionId: shopper.sessionId })
      const submitted = await Promise.all([shopper.submitCard(OK_CARD), tab.submitCard(OTHER_OK_CARD)])
      await Promise.all(
        submitted.map(async (answer, index) => {
          const { challenge } = expectOk(answer)
          const back = challenge && (await walkChallenge(challenge, "succeeds"))
          return back && (await comeBack(shopper.http, { ...back, url: at(index === 0 ? 1 : 0, back) }))
        })
      )
      await eventually(async () => expect((await shopper.payment()).status).toBe("paid"))
      expect(await moneyOf(shopper)).toMatchObject([{ liveHold: 2499 }])
    })

    it("notifications land anywhere, with the return and the job beside them: one order, one capture", async () => {
      const { shopper, back, body } = await paidSilently()
      await store
        .db("xpay_attempt")
        .where({ cart_id: shopper.cartId })
        .update({ next_check_at: new Date(0) })
      const notify = (server: 0 | 1, eventId: string) =>
        store.strangerHttp(url(server)).post("/xpay/notifications", { ...body, eventId })
      const answers = await Promise.all([
        ...Array.from({ length: 20 }, (_, index) => notify(index % 2 === 0 ? 0 : 1, body.eventId)),
        ...Array.from({ length: 10 }, (_, index) => notify(index % 2 === 0 ? 1 : 0, randomUUID())),
        comeBack(shopper.http, { ...back, url: at(1, back) }),
        ...store.servers.map((server) => server.ask("job").then(() => ({ status: 200 }))),
      ])
      expect(answers.every(({ status }) => status === 200 || status === 303)).toBe(true)
      await eventually(async () =>
        expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      )
      const orderId = (await shopper.payment()).order_id ?? ""
      expect((await clerk(0).payment(orderId)).captures).toHaveLength(1)
      expect((await clerk(0).order(orderId)).summary.paid_total).toBe(24.99)
      expect(await moneyOf(shopper)).toMatchObject([{ captured: 2499, refunded: 0 }])
    })

    it("the same capture, and the same refund, asked for on both, is made and booked once", async () => {
      const { shopper, orderId } = await paidOrder()
      const captures = await Promise.all([clerk(0).capture(orderId, 20), clerk(1).capture(orderId, 20)])
      expect(captures.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1)
      const refunds = await Promise.all([clerk(0).refund(orderId, 15), clerk(1).refund(orderId, 15)])
      expect(refunds.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1)
      expect(await moneyOf(shopper)).toMatchObject([{ captured: 2000, refunded: 1500 }])
      const payment = await clerk(0).payment(orderId)
      expect(payment.captures.map(({ amount }) => amount)).toEqual([20])
      expect(payment.refunds.map(({ amount }) => amount)).toEqual([15])
    })

    it("the server that took the card is killed during the challenge: the other one takes the payment", async () => {
      const { shopper, back } = await atTheIssuer()
      await store.medusa.kill()
      const answer = await comeBack(shopper.http, { ...back, url: at(1, back) })
      expect(readReturn(answer).outcome).toBe("paid")
      await store.medusa.start()
      expect(await moneyOf(shopper)).toMatchObject([{ liveHold: 2499 }])
    })

    it("the server that sent the payment is killed: the other one makes the order", async () => {
      const { shopper, back } = await atTheIssuer()
      const sending = store.gate.next(({ path }) => path === "/orders/3steps/payment")
      const returning = comeBack(shopper.http, back).catch(() => undefined)
      await (await sending).execute()
      await store.medusa.kill()
      await returning
      // Two minutes pass: Medusa locks a cart for that long, also for a dead process.
      await redis.passTime(120, "medusa_lock:*")
      const other = store.servers[1]
      await store
        .db("xpay_attempt")
        .where({ cart_id: shopper.cartId })
        .update({ next_check_at: new Date(0) })
      await other?.ask("job")
      await store.medusa.start()
      expect(await shopper.payment()).toMatchObject({
        status: "paid",
        order_id: expect.stringMatching(/^order_/),
      })
      expect(await callsTo("/orders/3steps/payment")).toBe(1)
      expect(await moneyOf(shopper)).toMatchObject([{ liveHold: 2499 }])
    })

    it("Redis loses all its data: nothing is charged twice, and payments are still resolved", async () => {
      const card = await atTheIssuer()
      const page = await paidSilently()
      await redis.kill()
      await redis.start()
      const back = await comeBack(card.shopper.http, { ...card.back, url: at(1, card.back) })
      expect(readReturn(back).outcome).toBe("canceled")
      expect((await card.shopper.payment()).message).toMatch(/enter your card again/)
      await store.reconcile(1)
      expect(await page.shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      expect((await card.shopper.pay(OK_CARD)).outcome).toBe("paid")
    })
  })
}
