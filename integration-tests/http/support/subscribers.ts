import { chargeSavedCardWorkflow, type ChargeResult, type ChargeSavedCardInput } from "../../../src/workflows"
import type { Account } from "../../harness/account"
import { OK_CARD } from "../../harness/cards"
import { Staff } from "../../harness/staff"
import { expectOk } from "../../harness/shopper"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** Customers whose saved card the shop charges. */
export function subscribers(store: StoreUnderTest) {
  const sim = () => store.simulator.control
  const mitOrders = async () => (await sim().ledger()).orders.filter(({ origin }) => origin === "mit")
  const taken = async () =>
    (await mitOrders()).map(({ totals }) => totals.captured + totals.liveHold - totals.refunded)

  const charge = async (input: Partial<ChargeSavedCardInput>): Promise<ChargeResult> => {
    const { result } = await chargeSavedCardWorkflow(store.container()).run({
      input: { idempotency_key: "subscription-1-november", ...input },
    })
    return result
  }

  /** A customer whose card the shop may charge without the customer present. */
  async function subscriber(
    provider = "pp_xpay_automatic",
    email?: string
  ): Promise<{ account: Account; card: string }> {
    const account = await store.account(email)
    const shopper = await store.shopperWith(account).readyToPay({}, provider)
    const returned = await shopper.pay(OK_CARD, "succeeds", { save_card: { for: "later_charges" } })
    expect(returned.outcome).toBe("paid")
    const [card] = await account.savedCards()
    return { account, card: card!.id }
  }

  /** An order with its full amount outstanding: €19.99. */
  async function openOrder(): Promise<string> {
    const draft = await new Staff(store.admin(), store.store).draftOrder()
    expectOk(await store.admin().post(`/admin/draft-orders/${draft.id}/convert-to-order`))
    return draft.id
  }

  return { taken, charge, subscriber, openOrder }
}
