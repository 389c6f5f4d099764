import type { Account } from "../../harness/account"
import { OK_CARD, type TypedCard } from "../../harness/cards"
import type { StoreUnderTest } from "../../harness/xpay-suite"

const SAVE = { save_card: true }

/** Customers with a saved card. */
export function cardHolders(store: StoreUnderTest) {
  const cardState = async () =>
    (await store.db("xpay_saved_card").orderBy("created_at")).map(({ state }: { state: string }) => state)

  /** A customer who saved a card with an earlier order. */
  async function cardHolder(
    card: TypedCard = OK_CARD,
    extra: object = SAVE,
    email?: string
  ): Promise<Account> {
    const account = await store.account(email)
    const shopper = await store.shopperWith(account).readyToPay()
    expect((await shopper.pay(card, "succeeds", extra)).outcome).toBe("paid")
    return account
  }

  const theCard = async (account: Account) => {
    const [card] = await account.savedCards()
    if (card === undefined) {
      throw new Error("No card is saved.")
    }
    return card
  }

  return { cardHolder, theCard, cardState }
}
