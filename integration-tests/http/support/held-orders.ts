import { OK_CARD } from "../../harness/cards"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** Orders whose money is held. */
export function heldOrders(store: StoreUnderTest) {
  const sim = () => store.simulator.control

  async function authorizedOrder(provider = "pp_xpay_xpay"): Promise<string> {
    const returned = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    await sim().clearCalls()
    return returned.orderId ?? ""
  }
  const movesOf = async (verb: string) =>
    (await sim().calls()).filter(({ path }) => path.endsWith(`/${verb}`))

  return { authorizedOrder, movesOf }
}
