import { randomUUID } from "node:crypto"
import type { AttemptRecord } from "../../src/modules/xpay/journal/records"
import { type Shopper } from "../harness/shopper"
import { copyOfCoffee } from "../harness/products"
import { ProcessStore } from "../processes/process-store"
import { CommitDoor } from "./commit-door"
import { CommitLog } from "./commit-log"

/** The amounts that XPay holds, captured and refunded. */
export interface MoneyAtXPay {
  readonly held: number
  readonly captured: number
  readonly refunded: number
}

/** One for each action cut off before a kill: each holds Medusa's lock on its product until the process dies. */
const COPIES = 100

/** A store whose first server is killed at commits; the second one, if any, keeps running. */
export class KillStore extends ProcessStore {
  readonly commits = new CommitLog(this.db)

  private sold = 0
  protected override readonly copies = COPIES

  /** Work that is cut off keeps its connections until the process dies. */
  protected override readonly moreEnv = { DATABASE_POOL: "400" }

  /** URL of the server that is killed. */
  readonly struckUrl = () => this.medusa.url
  /** URL of a server that runs afterwards: the second one, or the restarted first one. */
  readonly otherUrl = () => (this.servers[1] ?? this.medusa).url

  get commitDoor(): CommitDoor {
    return this.databaseDoor as CommitDoor
  }

  override async setUp(): Promise<void> {
    await super.setUp()
    await this.commits.install()
    // Notifications are sent only when a test requests them.
    await this.simulator.control.setSwitches({ notificationsMuted: true, portalOperationsInOrder: true })
  }

  protected override doorTo(port: number, target: number): CommitDoor {
    return new CommitDoor(port, target)
  }

  /** A product and a buyer that no other work uses. */
  nextSale(): { sku: string; email: string } {
    const sku = copyOfCoffee(this.sold++ % COPIES)
    return { sku, email: `${randomUUID()}@example.com` }
  }

  /** The same URL on the surviving server. */
  atOther(url: string): string {
    return url.replace(this.struckUrl(), this.otherUrl())
  }

  /** The same shopper, on the surviving server. */
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

  /** Sends XPay's last notification of each attempt, if there is one. */
  async notify(whose: Partial<Record<keyof AttemptRecord, string>>, url: () => string): Promise<void> {
    for (const { xpay_order_id: orderId } of await this.attempts(whose)) {
      const { body } = (await this.simulator.control.notifications(orderId)).at(-1) ?? {}
      if (body !== undefined) {
        await this.strangerHttp(url).post("/xpay/notifications", { ...body, eventId: randomUUID() })
      }
    }
  }

  /** The total for these attempts. */
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

  /** All ids of these attempts that a line of the audit may contain. */
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

  /** Also if the first server is dead. */
  protected override async runJob(): Promise<void> {
    await (this.servers[1] ?? this.medusa).ask("job")
  }

  /** The shopper sees the correct result: paid with an order if XPay has the money, not paid if it does not. */
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

  /** One order, one payment, exactly this money. */
  async isOrderedOnce({ cartId }: Shopper, money: MoneyAtXPay): Promise<void> {
    expect(await this.money({ cart_id: cartId })).toEqual(money)
    const orders = await this.db("order_cart").where({ cart_id: cartId, deleted_at: null })
    expect(orders).toHaveLength(1)
  }
}
