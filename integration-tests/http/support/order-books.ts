import { OK_CARD } from "../../harness/cards"
import { Clerk } from "../../harness/clerk"
import { expectOk } from "../../harness/shopper"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** Orders paid by card, and the money that Medusa and the plugin record for them. */
export function orderBooks(store: StoreUnderTest) {
  const clerk = () => new Clerk(store.admin())

  async function cardOrder(provider = "pp_xpay_xpay"): Promise<{ orderId: string; attemptId: string }> {
    const { orderId = "" } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    const { id } = (await store.db("xpay_attempt").where({ order_id: orderId }).first()) as { id: string }
    return { orderId, attemptId: id }
  }

  /** An order's amounts in Medusa: its summary, the collections, and the balance that our card shows. */
  async function booksOf(orderId: string) {
    const { summary } = await clerk().order(orderId)
    const { xpay } = expectOk(
      await store.admin().get<{ xpay: { outstanding: number } }>(`/admin/xpay/orders/${orderId}`)
    )
    const collections = (await store
      .db("payment_collection")
      .join("order_payment_collection", "payment_collection.id", "payment_collection_id")
      .where({ order_id: orderId })
      .select("captured_amount", "refunded_amount")) as Record<
      "captured_amount" | "refunded_amount",
      string
    >[]
    const sum = (column: "captured_amount" | "refunded_amount") =>
      collections.reduce((total, one) => total + Number(one[column]), 0)
    return {
      paid: summary.paid_total,
      refunded: summary.refunded_total,
      due: summary.pending_difference,
      outstanding: xpay.outstanding,
      collected: sum("captured_amount"),
      returned: sum("refunded_amount"),
    }
  }

  /** @returns a function that cancels it. */
  async function beginEdit(orderId: string): Promise<() => Promise<void>> {
    expectOk(await store.admin().post("/admin/order-edits", { order_id: orderId }))
    return async () => {
      expectOk(await store.admin().send("DELETE", `/admin/order-edits/${orderId}`, undefined))
    }
  }

  const openEdits = async (orderId: string): Promise<unknown[]> =>
    await store
      .db("order_change")
      .where({ order_id: orderId, change_type: "edit", status: "pending", deleted_at: null })

  return { cardOrder, booksOf, beginEdit, openEdits }
}
