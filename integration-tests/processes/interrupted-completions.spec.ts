import { comeBack, walkChallenge, walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { everyOrderOf, ordersOfCart, reservationsOf } from "../harness/completions"
import { eventually } from "../harness/eventually"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { ProcessStore } from "./process-store"

jest.setTimeout(300_000)

/** What a completion has stored when its server dies: the statement before which it dies. */
const POINTS: Readonly<Record<string, RegExp>> = {
  "the order row alone":
    /insert into "(order_cart|order_payment_collection|reservation_item)"|update "cart" set .*completed_at/s,
  "all but the link of the order to its collection": /insert into "order_payment_collection"/,
  "all but the link of the order to its cart": /insert into "order_cart"/,
  "all but the closed cart": /update "cart" set .*completed_at/s,
  "all but the reserved goods": /insert into "reservation_item"/,
  "everything but the payment": /update "xpay_attempt".*authorizing/s,
}

const RESERVING = 'insert into "reservation_item"'

type Back = Awaited<ReturnType<typeof walkChallenge>>

/** A shopper who has passed the challenge; next, the browser returns. */
interface Payer {
  readonly shopper: Shopper
  readonly back: Back
}

/** What runs first after the server has restarted. */
const FIRST = ["the job", "the shopper's return", "the shopper's new card"] as const

describe("a server that dies while it completes a cart", () => {
  const store = new ProcessStore("interrupted-completions")
  const sim = () => store.simulator.control

  beforeAll(async () => await store.setUp())
  afterAll(async () => await store.tearDown())
  beforeEach(() => store.recorder.clear())

  async function atTheIssuer(): Promise<Payer> {
    const shopper = await store.shopper().readyToPay()
    const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
    return { shopper, back: await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds") }
  }

  /** Kills the server when all of `acts` have stopped before a statement, and restarts it. */
  async function dieBefore(statement: RegExp, acts: readonly (() => Promise<unknown>)[]): Promise<void> {
    const over: Promise<unknown>[] = []
    const held = store.databaseDoor.hold(statement)
    acts.forEach((act) => over.push(act().catch(() => undefined)))
    try {
      await eventually(() => {
        expect(held()).toBeGreaterThanOrEqual(acts.length)
        return Promise.resolve()
      }, 60_000)
      await resolved(store)
    } finally {
      await store.medusa.kill()
      store.databaseDoor.pass()
    }
    await Promise.all(over)
    await store.medusa.start()
  }

  async function afterwards(): Promise<void> {
    for (let minute = 1; minute <= 2; minute++) {
      await store.letPass(1)
      await store.reconcile(0)
    }
  }

  async function theOnlyOrder(shopper: Shopper): Promise<string> {
    const orders = await ordersOfCart(store.db, shopper.cartId)
    expect(orders).toHaveLength(1)
    const [{ id } = { id: "" }] = orders
    expect(await reservationsOf(store.db, id)).toHaveLength(1)
    expect((await new Clerk(store.admin()).order(id)).payment_status).toBe("authorized")
    return id
  }

  describe.each(Object.entries(POINTS))("when there is %s", (_, statement) => {
    it("leaves no order without a payment, whoever comes first, and the cart can be paid", async () => {
      const before = await everyOrderOf(store.db)
      const payers: Payer[] = []
      // Medusa reserves the inventory of one order after another.
      for (let count = 0; count < (statement.source.startsWith(RESERVING) ? 1 : FIRST.length); count++) {
        payers.push(await atTheIssuer())
      }
      await dieBefore(
        statement,
        payers.map(
          ({ shopper, back }) =>
            () =>
              comeBack(shopper.http, back)
        )
      )
      for (const [index, first] of FIRST.entries()) {
        const payer = payers[index]
        if (payer === undefined) {
          continue
        }
        const { shopper, back } = payer
        if (first === "the job") {
          await afterwards()
          expect(await ordersOfCart(store.db, shopper.cartId)).toEqual([])
        } else if (first === "the shopper's return") {
          // The card was in the memory of the dead server.
          expect(readReturn(await comeBack(shopper.http, back)).outcome).toBe("canceled")
        }
        expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
        await theOnlyOrder(shopper)
      }
      await afterwards()
      const after = await everyOrderOf(store.db)
      expect(after.length - before.length).toBe(payers.length)
      expect((await store.incidents()).filter((one) => one.resolved_at === null)).toEqual([])
      await store.audit()
    })
  })

  it("makes the order of a page that was paid, when the shopper's return dies in the middle", async () => {
    await sim().setSwitches({ notificationTiming: "never" })
    const backs: Payer[] = []
    for (let count = 0; count < 3; count++) {
      const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
      const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
      backs.push({ shopper, back: await walkHostedPage(url, "PAYPAL", "pay") })
    }
    await dieBefore(
      /insert into "order_payment_collection"/,
      backs.map(
        ({ shopper, back }) =>
          () =>
            comeBack(shopper.http, back)
      )
    )
    const [byJob, byReturn, byBoth] = backs
    expect(readReturn(await comeBack(byReturn!.shopper.http, byReturn!.back)).outcome).toBe("paid")
    await Promise.all([
      comeBack(byBoth!.shopper.http, byBoth!.back),
      store.letPass(1).then(() => store.reconcile(0)),
    ])
    await afterwards()
    for (const { shopper } of [byJob!, byReturn!, byBoth!]) {
      expect(await shopper.payment()).toMatchObject({ status: "paid", order_id: expect.any(String) })
      expect(await ordersOfCart(store.db, shopper.cartId)).toHaveLength(1)
    }
    await store.audit()
  })

  it("takes back an order that no attempt is known of", async () => {
    const shopper = await store.shopper().readyToPay()
    // Nothing was paid: Medusa creates the order anyway, before it calls the provider.
    await dieBefore(/from "xpay_attempt" where "payment_session_id"/, [() => shopper.complete()])
    await afterwards()
    expect(await ordersOfCart(store.db, shopper.cartId)).toEqual([])
    expect((await shopper.pay(OK_CARD)).outcome).toBe("paid")
    await store.audit()
  })

  it("finishes a cancellation that was cut off after the hold was voided", async () => {
    const shopper = await store.shopper().readyToPay()
    const { orderId = "" } = await shopper.pay(OK_CARD)
    await dieBefore(/update "order" set .*canceled/s, [() => new Clerk(store.admin()).cancelOrder(orderId)])
    expect((await new Clerk(store.admin()).order(orderId)).status).toBe("pending")
    await afterwards()
    expect((await new Clerk(store.admin()).order(orderId)).status).toBe("canceled")
    expect((await store.incidents()).filter((one) => one.resolved_at === null)).toEqual([])
    await store.audit()
  })

  it("says at its start which open payments have no terminal, before any job has run", async () => {
    const { orderId } = await (await store.shopper().readyToPay()).pay(OK_CARD)
    const restartWith = async (provider: string) => {
      await store.db("xpay_attempt").where({ order_id: orderId }).update({ provider_id: provider })
      await store.medusa.kill()
      store.recorder.clear()
      await store.medusa.start()
    }
    const words = /terminal is not in medusa-config\.ts: 1 of terminal \\*"gone/
    await restartWith("pp_xpay_gone")
    await eventually(() => {
      expect(store.recorder.log()).toMatch(words)
      return Promise.resolve()
    })
    await restartWith("pp_xpay_xpay")
    await store.reconcile(0)
    expect(store.recorder.log()).not.toMatch(words)
    await store.audit()
  })
})

/** Waits until the statements that the server sent in addition to the stopped ones are in the database. */
async function resolved({ db }: ProcessStore): Promise<void> {
  await eventually(async () => {
    const { rows } = (await db.raw(
      `select count(*)::int as busy from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state = 'active'`
    )) as { rows: [{ busy: number }] }
    expect(rows[0].busy).toBe(0)
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
}
