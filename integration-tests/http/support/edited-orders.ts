import { OK_CARD } from "../../harness/cards"
import { Clerk } from "../../harness/clerk"
import { expectOk } from "../../harness/shopper"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** Orders with a balance after an edit, and the open incidents. */
export function editedOrders(store: StoreUnderTest) {
  const clerk = () => new Clerk(store.admin())
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)

  /** An order that was paid by card and captured, and to which an edit then added an item. */
  async function orderWithBalance(): Promise<{ id: string; balance: number }> {
    const { orderId } = await (await store.shopper().readyToPay({}, "pp_xpay_automatic")).pay(OK_CARD)
    const http = store.admin()
    expectOk(await http.post("/admin/order-edits", { order_id: orderId }))
    expectOk(
      await http.post(`/admin/order-edits/${orderId}/items`, {
        items: [{ variant_id: store.store.variants["TAZZA"], quantity: 1 }],
      })
    )
    expectOk(await http.post(`/admin/order-edits/${orderId}/request`))
    expectOk(await http.post(`/admin/order-edits/${orderId}/confirm`))
    const order = await clerk().order(orderId!)
    return { id: orderId!, balance: order.summary.pending_difference }
  }

  return { orderWithBalance, openKinds }
}
