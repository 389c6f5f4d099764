import { FieldsShopper } from "../../harness/card-fields"
import type { StoreUnderTest } from "../../harness/xpay-suite"

const PROVIDER = "pp_xpay-fields_xpay"

/** Shoppers who pay through XPay's card fields. */
export function fieldsPayer(store: StoreUnderTest) {
  const states = async () =>
    (await store.db("xpay_attempt").orderBy("created_at")).map(({ state }: { state: string }) => state)

  async function readyToPay(provider = PROVIDER): Promise<FieldsShopper> {
    return new FieldsShopper(await store.shopper().readyToPay({}, provider))
  }

  return { readyToPay, states }
}
