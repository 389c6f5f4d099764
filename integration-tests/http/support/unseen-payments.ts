import { generateEntityId } from "@medusajs/framework/utils"
import { walkHostedPage } from "../../harness/browser-walk"
import { OK_CARD } from "../../harness/cards"
import { Clerk } from "../../harness/clerk"
import { expectOk, type Shopper } from "../../harness/shopper"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** Orders paid by card, events that the plugin does not see, and the open incidents. */
export function unseenPayments(store: StoreUnderTest) {
  const sim = () => store.simulator.control
  const clerk = () => new Clerk(store.admin())
  const kinds = async () =>
    (await store.incidents()).filter(({ resolved_at }) => resolved_at === null).map(({ kind }) => kind)

  async function cardOrder(provider = "pp_xpay_xpay"): Promise<string> {
    const { orderId } = await (await store.shopper().readyToPay({}, provider)).pay(OK_CARD)
    return orderId!
  }

  /** Leaves the state of a Medusa that lost its database between writing its refund row and calling the provider. */
  async function writeRefund(orderId: string): Promise<void> {
    const { id: paymentId } = await clerk().payment(orderId)
    await store.db("refund").insert({
      id: generateEntityId(undefined, "ref"),
      payment_id: paymentId,
      amount: 5,
      raw_amount: { value: "5", precision: 20 },
      created_at: store.db.raw("now() - interval '1 minute'"),
    })
  }

  /** A shopper who pays on XPay's page and never returns; no notification arrives either. */
  async function payUnseen(): Promise<Shopper> {
    await sim().setSwitches({ notificationsMuted: true })
    const shopper = await store.shopper().readyToPay({}, "pp_xpay-paypal_xpay")
    const { redirect_url: url } = expectOk(await shopper.pressButton())
    await walkHostedPage(url!, "PAYPAL", "pay")
    return shopper
  }

  return { cardOrder, kinds, writeRefund, payUnseen }
}
