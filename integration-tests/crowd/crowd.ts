import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { comeBack, walkChallenge } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { expectOk, readReturn, type Shopper } from "../harness/shopper"
import { type ProcessStore } from "../processes/process-store"

/** Whether there is enough stock for all. */
export type Stock = "enough for all" | "enough for half"

/** The results of a crowd. */
export interface CrowdCount {
  readonly stock: Stock
  readonly shoppers: number
  /** Shoppers who saw at once that they have paid. */
  readonly paidAtOnce: number
  /** Shoppers with an order and its money, after the job has run. */
  readonly ordered: number
  /** Orders of as many shoppers through Medusa's own provider, which makes no calls. */
  readonly orderedByMedusa: number
  /** Shoppers who saw that nothing was charged, or that it will be reversed. */
  readonly turnedAway: number
  /** Shoppers who saw something untrue. */
  readonly misled: readonly string[]
  readonly seconds: number
  /** Runs of the job, a minute apart, until no payment was in progress any more. */
  readonly runs: number
}

/** XPay's response times, in milliseconds. */
const SHORTEST_MS = 200
const LONGEST_MS = 1_000

/** Statuses shown when nothing is charged, or the payment is reversed. */
const TURNED_AWAY = ["canceled", "declined", "voided"]

/**
 * Runs of the job, a minute apart, after which everything must be resolved. A run ends after a minute, whatever is
 * left.
 */
const MOST_RUNS = 8

/** Lets a crowd pay at the same moment, and returns the results. */
export async function payAtOnce(store: ProcessStore, shoppers: number, stock: Stock): Promise<CrowdCount> {
  const sku = stock === "enough for all" ? "CAFFE" : "TAZZA"
  await stockUp(store, sku, stock === "enough for all" ? 1_000_000 : Math.floor(shoppers / 2))
  const orderedByMedusa = await payWithMedusaAlone(store, shoppers, sku)
  await stockUp(store, sku, stock === "enough for all" ? 1_000_000 : Math.floor(shoppers / 2))

  const walkers = await inTurns(shoppers, async () => {
    const shopper = await store.shopper().readyToPay({ sku, email: someone() })
    const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
    return { shopper, back: await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds") }
  })
  await slowDown(store, shoppers)
  const start = Date.now()
  const told = await Promise.all(
    walkers.map(async ({ shopper, back }) => {
      const answer = await comeBack(shopper.http, back)
      return { shopper, outcome: readReturn(answer).outcome ?? `HTTP ${answer.status}` }
    })
  )
  const seconds = Math.round((Date.now() - start) / 1_000)
  await store.simulator.control.clearFaults()
  const runs = await runUntilOver(store)
  const ends = await Promise.all(told.map(async (one) => ({ ...one, end: await endOf(store, one.shopper) })))
  return {
    stock,
    shoppers,
    orderedByMedusa,
    seconds,
    runs,
    paidAtOnce: told.filter(({ outcome }) => outcome === "paid").length,
    ordered: ends.filter(({ end }) => end.isOrdered).length,
    turnedAway: told.filter(({ outcome }) => TURNED_AWAY.includes(outcome)).length,
    misled: ends.flatMap(({ shopper, outcome, end }) => lieTold(shopper, outcome, end)),
  }
}

async function runUntilOver(store: ProcessStore): Promise<number> {
  for (let run = 1; ; run++) {
    await store.letPass(1)
    await store.reconcile(0)
    const open = await store.db("xpay_attempt").whereIn("state", ["authenticated", "authorizing"])
    if (open.length === 0 || run === MOST_RUNS) {
      return run
    }
  }
}

interface End {
  /** Whether the order exists and its money is at XPay. */
  readonly isOrdered: boolean
  readonly hasMoney: boolean
  readonly hasOrder: boolean
  /** The final status that the shopper sees. */
  readonly status: string
}

async function endOf(store: ProcessStore, shopper: Shopper): Promise<End> {
  const own = (await store
    .db("xpay_attempt")
    .where({ cart_id: shopper.cartId })
    .pluck("xpay_order_id")) as string[]
  const { orders } = await store.simulator.control.ledger()
  const hasMoney = orders.some(
    ({ orderId, totals }) => own.includes(orderId) && totals.liveHold + totals.captured - totals.refunded > 0
  )
  const hasOrder =
    (await store.db("order_cart").where({ cart_id: shopper.cartId, deleted_at: null })).length > 0
  const { status } = await shopper.payment()
  return { isOrdered: hasMoney && hasOrder, hasMoney, hasOrder, status }
}

function lieTold({ cartId }: Shopper, outcome: string, end: End): string[] {
  const says = `cart ${cartId}: told "${outcome}", reads "${end.status}", money: ${end.hasMoney}, order: ${end.hasOrder}`
  const isLie =
    end.hasMoney !== end.hasOrder ||
    (outcome === "paid" && !end.isOrdered) ||
    (TURNED_AWAY.includes(outcome) && end.hasMoney) ||
    (end.status === "paid") !== end.isOrdered
  return isLie ? [says] : []
}

/** As many carts, paid through Medusa's own provider; all are completed at the same moment. */
async function payWithMedusaAlone(store: ProcessStore, shoppers: number, sku: string): Promise<number> {
  const ready = await inTurns(
    shoppers,
    async () => await store.shopper().readyToPay({ sku, email: someone() }, SYSTEM)
  )
  const answers = await Promise.all(ready.map(async (shopper) => await shopper.complete()))
  return answers.filter(({ status, body }) => status === 200 && body.type === "order").length
}

const someone = () => `${randomUUID()}@example.com`

const SYSTEM = "pp_system_default"

/** Enables Medusa's own provider in addition to ours. */
export async function allowSystemProvider(store: ProcessStore): Promise<void> {
  const id = store.store.regions["eur"]?.id ?? ""
  const { region } = expectOk(
    await store
      .admin()
      .get<{ region: { payment_providers: { id: string }[] } }>(
        `/admin/regions/${id}?fields=payment_providers.id`
      )
  )
  expectOk(
    await store.admin().post(`/admin/regions/${id}`, {
      payment_providers: [...region.payment_providers.map((one) => one.id), SYSTEM],
    })
  )
}

/** Sets the available stock of a product. */
async function stockUp({ db, store }: ProcessStore, sku: string, count: number): Promise<void> {
  const item = (await db("product_variant_inventory_item")
    .where({ variant_id: store.variants[sku] })
    .first("inventory_item_id")) as { inventory_item_id: string }
  const [{ reserved }] = (await db("inventory_level")
    .where({ inventory_item_id: item.inventory_item_id })
    .select({ reserved: "reserved_quantity" })) as [{ reserved: number }]
  const stocked = Number(reserved) + count
  await db("inventory_level")
    .where({ inventory_item_id: item.inventory_item_id })
    .update({ stocked_quantity: stocked, raw_stocked_quantity: { value: String(stocked), precision: 20 } })
}

/** Delays XPay's responses, each by a different time. */
async function slowDown({ simulator }: ProcessStore, shoppers: number): Promise<void> {
  for (let index = 0; index < 2 * shoppers; index++) {
    const ms = SHORTEST_MS + Math.floor(((LONGEST_MS - SHORTEST_MS) * ((index * 37) % 101)) / 100)
    await simulator.control.addFault({ kind: "delay", path: "/orders/3steps/*", times: 1, ms })
  }
}

async function inTurns<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = []
  const worker = async () => {
    while (made.length + underWay < count) {
      underWay++
      try {
        made.push(await make())
      } finally {
        underWay--
      }
      await pause(0)
    }
  }
  let underWay = 0
  await Promise.all(Array.from({ length: 4 }, worker))
  return made
}
