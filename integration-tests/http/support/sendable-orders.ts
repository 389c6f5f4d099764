import { OK_CARD } from "../../harness/cards"
import type { Answer } from "../../harness/http"
import { expectOk } from "../../harness/shopper"
import { withOptions } from "../../harness/with-options"
import { eventually, type StoreUnderTest } from "../../harness/xpay-suite"

export interface SendableOrder {
  items: { id: string; quantity: number }[]
  fulfillments: { id: string; shipped_at: string | null; canceled_at: string | null }[]
}

/** Paid orders whose goods are sent. */
export function sendableOrders(store: StoreUnderTest) {
  const sim = () => store.simulator.control
  const captured = async () => (await sim().ledger()).orders.map(({ totals }) => totals.captured)
  const openKinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)
  const captureOn = async (options: object, work: () => Promise<void>) =>
    await withOptions(store.container(), options, work)

  async function order(quantity = 1, sku = "CAFFE"): Promise<string> {
    const shopper = await store.shopper().readyToPay({ quantity, sku })
    return (await shopper.pay(OK_CARD)).orderId!
  }

  async function sendable(orderId: string): Promise<SendableOrder> {
    const fields = "fields=*items,*fulfillments"
    return expectOk(await store.admin().get<{ order: SendableOrder }>(`/admin/orders/${orderId}?${fields}`))
      .order
  }

  async function fulfill(orderId: string, quantity = 1): Promise<Answer> {
    const [line] = (await sendable(orderId)).items
    const items = [{ id: line!.id, quantity }]
    return await store.admin().post(`/admin/orders/${orderId}/fulfillments`, { items })
  }

  async function step(orderId: string, name: "shipments" | "mark-as-delivered"): Promise<Answer> {
    const { fulfillments, items } = await sendable(orderId)
    const id = fulfillments.at(-1)?.id ?? ""
    const body = name === "shipments" ? { items: items.map((item) => ({ id: item.id, quantity: 1 })) } : {}
    return await store.admin().post(`/admin/orders/${orderId}/fulfillments/${id}/${name}`, body)
  }

  /** At XPay and in Medusa: XPay may show a capture as pending for a moment. */
  const isCaptured = async (...amounts: number[]) =>
    await eventually(async () => {
      expect(await captured()).toEqual(amounts)
      expect(await store.db("xpay_movement").whereNot({ state: "done", is_booked: true })).toEqual([])
    })

  return { openKinds, captureOn, order, sendable, fulfill, step, isCaptured }
}
