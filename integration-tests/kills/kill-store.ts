import { randomUUID } from "node:crypto"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { type Shopper } from "../harness/shopper"
import { copyOfCoffee } from "../harness/products"
import { ProcessStore } from "../processes/process-store"
import { CommitDoor } from "./commit-door"
import { CommitLog } from "./commit-log"

/** What XPay holds, took and gave back. */
export interface MoneyAtXPay {
  readonly held: number
  readonly captured: number
  readonly refunded: number
}

/** As many as pieces of work are cut off before a kill: each holds Medusa's lock on its article until the process dies. */
const COPIES = 100

/** A store whose first server is killed at commits; a second one, if there is one, lives on. */
export class KillStore extends ProcessStore {
  readonly commits = new CommitLog(this.db)

  private sold = 0
  protected override readonly copies = COPIES

  /** Work that is cut off keeps its connections until the process dies. */
  protected override readonly moreEnv = { DATABASE_POOL: "400" }

  /** Of the server that is killed. */
  readonly struckUrl = () => this.medusa.url
  /** Of a server that lives afterwards: the second one, or the first when it has been started again. */
  readonly otherUrl = () => (this.servers[1] ?? this.medusa).url

  get commitDoor(): CommitDoor {
    return this.databaseDoor as CommitDoor
  }

  override async setUp(): Promise<void> {
    await super.setUp()
    await this.commits.install()
    // Notifications arrive when a test says so.
    await this.simulator.control.setSwitches({ notificationsMuted: true, portalOperationsInOrder: true })
  }

  protected override doorTo(port: number, target: number): CommitDoor {
    return new CommitDoor(port, target)
  }

  /** An article, and somebody who buys it, that no other work has to do with. */
  nextSale(): { sku: string; email: string } {
    const sku = copyOfCoffee(this.sold++ % COPIES)
    return { sku, email: `${randomUUID()}@example.com` }
  }

  /** The same address at the server that lives. */
  atOther(url: string): string {
    return url.replace(this.struckUrl(), this.otherUrl())
  }

  /** The same shopper, on the server that lives. */
  otherwise(shopper: Shopper): Shopper {
    const same = this.shopper(this.otherUrl)
    const { cartId, collectionId, sessionId, total } = shopper
    return Object.assign(same, { cartId, collectionId, sessionId, total })
  }

  async attempts(whose: Partial<Record<keyof AttemptRecord, string>>): Promise<AttemptRecord[]> {
    return (await this.db("xpay_attempt").where(whose).orderBy("created_at")) as AttemptRecord[]
  }

  async orderIds(): Promise<string[]> {
    return (await this.db("order").where({ deleted_at: null }).pluck("id")) as string[]
  }

  /** XPay's last notification of each attempt, if it has sent one. */
  async notify(whose: Partial<Record<keyof AttemptRecord, string>>, url: () => string): Promise<void> {
    for (const { xpay_order_id: orderId } of await this.attempts(whose)) {
      const { body } = (await this.simulator.control.notifications(orderId)).at(-1) ?? {}
      if (body !== undefined) {
        await this.strangerHttp(url).post("/xpay/notifications", { ...body, eventId: randomUUID() })
      }
    }
  }

  /** In all, for these attempts. */
  async money(whose: Partial<Record<keyof AttemptRecord, string>>): Promise<MoneyAtXPay> {
    const own: string[] = (await this.attempts(whose)).map((one) => one.xpay_order_id)
    const { orders } = await this.simulator.control.ledger()
    return orders
      .filter(({ orderId }) => own.includes(orderId))
      .reduce(
        (sum, { totals }) => ({
          held: sum.held + totals.liveHold,
          captured: sum.captured + totals.captured,
          refunded: sum.refunded + totals.refunded,
        }),
        { held: 0, captured: 0, refunded: 0 }
      )
  }

  /** All that a line of the audit may name of these attempts. */
  async idsOf(whose: Partial<Record<keyof AttemptRecord, string>>): Promise<string[]> {
    const own = await this.attempts(whose)
    const carts = own.flatMap((one) => one.cart_id ?? [])
    const orders = (await this.db("order_cart").whereIn("cart_id", carts).pluck("order_id")) as string[]
    return [
      ...own.flatMap((one) => [one.xpay_order_id, one.order_id, one.payment_collection_id]),
      ...carts,
      ...orders,
      ...Object.values(whose).map(String),
    ].filter((id): id is string => id !== null)
  }

  /** Also when the first server is dead. */
  protected override async runJob(): Promise<void> {
    await (this.servers[1] ?? this.medusa).ask("job")
  }

  /** What the shopper reads is so: paid with an order when XPay has the money, and not paid when it has none. */
  async isToldTheTruth(shopper: Shopper): Promise<void> {
    const { held, captured, refunded } = await this.money({ cart_id: shopper.cartId })
    const { status, order_id: orderId } = await this.otherwise(shopper).payment()
    const isPaid = held + captured - refunded > 0
    expect({ isPaid, status, orderId }).toEqual(
      isPaid
        ? { isPaid, status: "paid", orderId: expect.stringMatching(/^order_/) }
        : { isPaid, status: expect.stringMatching(/^(?!paid)/), orderId: null }
    )
  }

  /** One order, one payment, this much money. */
  async isOrderedOnce({ cartId }: Shopper, money: MoneyAtXPay): Promise<void> {
    expect(await this.money({ cart_id: cartId })).toEqual(money)
    const orders = await this.db("order_cart").where({ cart_id: cartId, deleted_at: null })
    expect(orders).toHaveLength(1)
  }
}
