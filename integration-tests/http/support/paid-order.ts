import { OK_CARD } from "../../harness/cards"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** An order paid by card. */
export function paidOrder(store: StoreUnderTest) {
  async function paid(provider?: string, card = OK_CARD) {
    const shopper = await store.shopper().readyToPay({}, provider)
    const { orderId } = await shopper.pay(card)
    const { id } = await shopper.payment()
    return { id, orderId: orderId ?? "", shopper }
  }

  return { paid }
}
