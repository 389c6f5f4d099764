import { learnState } from "../../../src/engine/refresh"
import type { AttemptRecord } from "../../../src/modules/xpay/journal/records"
import { engineFor } from "../../../src/use-cases/engine-for"
import { walkChallenge, walkHostedPage } from "../../harness/browser-walk"
import { OK_CARD } from "../../harness/cards"
import { readsCatchUp } from "../../harness/flipped"
import { expectOk, type Shopper } from "../../harness/shopper"
import type { StoreUnderTest } from "../../harness/xpay-suite"

/** Medusa's cart module has it; its type does not. */
export interface Credits {
  createCreditLines(lines: { cart_id: string; amount: number }[]): Promise<unknown>
}

/** Unfinished payments on XPay's page, and their outcomes. */
export function openPayments(store: StoreUnderTest) {
  const attemptOf = async ({ cartId }: Shopper) =>
    (await store.db("xpay_attempt").where({ cart_id: cartId }).orderBy("created_at", "desc").first()) as
      AttemptRecord | undefined
  const kinds = async () =>
    (await store.incidents()).filter((one) => one.resolved_at === null).map(({ kind }) => kind)

  /** Opens a PayPal page; returns the actions of its payer. */
  async function openPage(shopper: Shopper) {
    expectOk(await shopper.openSession("pp_xpay-paypal_xpay"))
    const { redirect_url: url = "" } = expectOk(await shopper.pressButton())
    return {
      pay: async () => await walkHostedPage(url, "PAYPAL", "pay"),
      leave: async () => await walkHostedPage(url, "PAYPAL", "cancel"),
      leavePending: async () => await walkHostedPage(url, "PAYPAL", "leave-pending"),
    }
  }

  /** The newest payment of a cart in the journal after a query to XPay; Medusa is not informed. */
  async function learned(shopper: Shopper) {
    await readsCatchUp()
    const attempt = await attemptOf(shopper)
    if (attempt === undefined) {
      throw new Error("Nobody has begun to pay this cart.")
    }
    const engine = engineFor(store.container(), attempt.provider_id)
    return { engine, attempt: await learnState(engine, attempt) }
  }

  async function atTheIssuer(shopper: Shopper) {
    const { challenge } = expectOk(await shopper.submitCard(OK_CARD))
    return await walkChallenge(challenge ?? { url: "", fields: {} }, "succeeds")
  }

  return { attemptOf, kinds, openPage, learned, atTheIssuer }
}
