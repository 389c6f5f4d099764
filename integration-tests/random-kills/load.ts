import { randomUUID } from "node:crypto"
import type { Random } from "../races/seeds"
import { walkHostedPage } from "../harness/browser-walk"
import { OK_CARD } from "../harness/cards"
import { Clerk } from "../harness/clerk"
import { Staff } from "../harness/staff"
import { expectOk } from "../harness/shopper"
import type { ProcessStore } from "../processes/process-store"

/** An action of a shop's customers or clerks. */
type Errand = (store: ProcessStore, random: Random) => Promise<unknown>

const someone = () => `${randomUUID()}@example.com`

const ERRANDS: Readonly<Record<string, Errand>> = {
  card: async (store) => await (await store.shopper().readyToPay({ email: someone() })).pay(OK_CARD),

  page: async (store) =>
    await (await store.shopper().readyToPay({ email: someone() }, "pp_xpay-paypal_xpay")).payOnPage("PAYPAL"),

  telephone: async (store) => {
    const staff = new Staff(store.admin(), store.store)
    const { id, total } = await staff.draftOrder({ email: someone() })
    const request_key = randomUUID()
    return await staff.takeCard(id, { card: OK_CARD, amount: total, request_key })
  },

  link: async (store) => {
    const staff = new Staff(store.admin(), store.store)
    const { id, total } = await staff.draftOrder({ email: someone() })
    const { payment } = expectOk(await staff.makeLink(id, total))
    return await walkHostedPage(payment.link?.url ?? "", "CARDS", "pay")
  },

  capture: async (store, random) => {
    const id = await anyOrder(store, random)
    return id === undefined ? undefined : await new Clerk(store.admin()).capture(id)
  },

  refund: async (store, random) => {
    const id = await anyOrder(store, random)
    return id === undefined ? undefined : await new Clerk(store.admin()).refund(id, 3)
  },

  cancel: async (store, random) => {
    const id = await anyOrder(store, random)
    return id === undefined ? undefined : await new Clerk(store.admin()).cancelOrder(id)
  },

  "saved card": async (store, random) => {
    const account = await store.account(someone())
    const shopper = await store.shopperWith(account).readyToPay({}, "pp_xpay_automatic")
    await shopper.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
    const [card] = await account.savedCards()
    const draft = await new Staff(store.admin(), store.store).draftOrder({ email: someone() })
    expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
    const input = {
      saved_card_id: card?.id,
      order_id: draft.id,
      idempotency_key: `charge-${String(random())}`,
    }
    return await store.medusa.ask("charge", input)
  },
}

/** Runs one action after another until stopped; what a killed server leaves unfinished stays unfinished. */
export async function runErrands(
  store: ProcessStore,
  random: Random,
  isOver: () => boolean
): Promise<Record<string, number>> {
  const names = Object.keys(ERRANDS)
  const done: Record<string, number> = {}
  while (!isOver()) {
    const name = names[Math.floor(random() * names.length)] ?? "card"
    try {
      await ERRANDS[name]?.(store, random)
      done[name] = (done[name] ?? 0) + 1
    } catch {
      // The server is gone, or another actor has just canceled the order.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return done
}

/** One of the latest orders paid through XPay. */
async function anyOrder({ db }: ProcessStore, random: Random): Promise<string | undefined> {
  const ids = (await db("xpay_attempt")
    .whereNotNull("order_id")
    .orderBy("created_at", "desc")
    .limit(8)
    .pluck("order_id")) as string[]
  return ids[Math.floor(random() * ids.length)]
}
