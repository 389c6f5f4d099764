import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import {
  createPaymentCollectionForCartWorkflow,
  createPaymentSessionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { findOne } from "../../medusa/graph"
import {
  asPaymentCollectionId,
  asPaymentSessionId,
  type CartId,
  type CustomerId,
  type OrderId,
  type PaymentCollectionId,
  type PaymentSessionId,
} from "../../domain/ids"
import { isOneOf, MONEY_STATES } from "../../domain/attempt-state"
import { toMajor, type Money } from "../../domain/money"
import type { Charge } from "../../engine/authorization/saved-card-charge"
import type { Engine } from "../../engine/engine"
import type { SavedCardRecord } from "../../modules/xpay/saved-cards"
import { describePanelOrder } from "../staff/describe-order-for-staff"
import { requireDue } from "../orders/require-due"
import { FIELDS_METHOD, HOSTED_METHOD, providerIdOf, readProviderId } from "../../medusa/provider-ids"
import { enabledProviders } from "../checkout/enabled-providers"
import { isFree } from "../checkout/list-payment-methods"
import { nameOrder } from "../orders/name-order"
import { outstandingOf } from "../orders/outstanding"
import { findPayableSession } from "../checkout/payable-session"
import { PaymentRefusal } from "../refusal"
import { mayTakeCards } from "../require-saq-d"

/** The amount to charge, and where it is booked. */
type Target = Pick<Charge, "amount" | "providerId" | "session" | "cartId" | "orderId" | "about">

/**
 * An order of the card's owner with an outstanding balance.
 *
 * @param asked in major units; undefined: the full outstanding amount
 * @throws PaymentRefusal
 */
export async function findOrderToCharge(
  container: MedusaContainer,
  engine: Engine,
  card: SavedCardRecord,
  orderId: OrderId,
  { asked, locale }: { readonly asked: BigNumberInput | undefined; readonly locale: string }
): Promise<Target> {
  const order = await findRow<OwnedRow>(container, "order", ["customer_id"], orderId)
  if (order?.customer_id !== card.customer_id) {
    throw new PaymentRefusal("order_not_found", notTheirs("order"))
  }
  const amount = await dueOf(container, orderId, asked)
  const { about } = await describePanelOrder(container, orderId, { locale })
  return {
    amount,
    providerId: providersOf(engine, card)[0],
    session: undefined,
    cartId: undefined,
    orderId,
    about,
  }
}

async function dueOf(
  container: MedusaContainer,
  orderId: OrderId,
  asked: BigNumberInput | undefined
): Promise<Money> {
  const all = asked === undefined ? (await outstandingOf(container, orderId))?.amount : undefined
  const wanted = asked ?? (all === undefined ? 0 : toMajor(all).numeric)
  return (await requireDue(container, orderId, wanted, "en")).amount
}

/**
 * A cart of the card's owner, ready to be ordered, with a payment session of the card's terminal.
 *
 * @throws PaymentRefusal
 */
export async function findCartToCharge(
  container: MedusaContainer,
  engine: Engine,
  card: SavedCardRecord,
  cartId: CartId,
  locale: string
): Promise<Target> {
  const cart = await findRow<CartRow>(container, "cart", CART_FIELDS, cartId)
  if (cart?.customer_id !== card.customer_id) {
    throw new PaymentRefusal("cart_not_found", notTheirs("cart"))
  }
  if (cart.completed_at !== null) {
    throw new PaymentRefusal("cart_completed", "This cart has been ordered already.")
  }
  if (isFree(cart.total)) {
    throw new PaymentRefusal("nothing_due", "This cart costs nothing: complete it without a payment.")
  }
  const others = await engine.journal.listForCart(cartId)
  if (others.some(({ state }) => isOneOf(state, [...MONEY_STATES, "authorizing"]))) {
    throw paymentUnderWay()
  }
  const enabled = await enabledProviders(container, cart.region_id)
  const providerId = providersOf(engine, card).find((id) => enabled.includes(id))
  if (providerId === undefined) {
    throw new PaymentRefusal(
      "provider_not_enabled",
      `Switch the payment provider ${card.provider_id} on for the cart's region.`
    )
  }
  const sessionId = await openCartSession(container, cart, providerId)
  const {
    session,
    amount,
    cart: payable,
  } = await findPayableSession(container, {
    sessionId,
    cartId,
    customerId: card.customer_id,
    returnUrl: undefined,
    locale: undefined,
  })
  return {
    amount,
    providerId,
    session: { id: session.id, collectionId: session.payment_collection_id },
    cartId,
    orderId: undefined,
    about: await nameOrder(container, payable, { locale }),
  }
}

/** Prevents a second charge of what is, or may be, charged already. */
export function paymentUnderWay(): PaymentRefusal {
  return new PaymentRefusal(
    "payment_in_doubt",
    "Another payment of it was made, is under way, or in doubt: nothing else is charged until that is known."
  )
}

function notTheirs(what: "order" | "cart"): string {
  return `The owner of the saved card has no such ${what}.`
}

/**
 * The providers that can book a charge, the preferred one first. In production, the card provider opens no session
 * before Nexi has verified the merchant's SAQ D, which a charge of a saved card does not need.
 */
function providersOf(engine: Engine, { provider_id: cardProvider }: SavedCardRecord): [string, ...string[]] {
  const entryId = readProviderId(cardProvider)?.entryId
  const others: [string, string] = [
    providerIdOf(HOSTED_METHOD, entryId),
    providerIdOf(FIELDS_METHOD, entryId),
  ]
  return mayTakeCards(engine) ? [cardProvider, ...others] : others
}

async function openCartSession(
  container: MedusaContainer,
  cart: CartRow,
  providerId: string
): Promise<PaymentSessionId> {
  const collectionId = cart.payment_collection?.id ?? (await createCollection(container, cart.id))
  const { result } = await createPaymentSessionsWorkflow(container).run({
    input: {
      payment_collection_id: collectionId,
      provider_id: providerId,
      data: {},
      ...(cart.customer_id === null ? {} : { customer_id: cart.customer_id }),
    },
  })
  return asPaymentSessionId(result.id)
}

async function createCollection(container: MedusaContainer, cartId: CartId): Promise<PaymentCollectionId> {
  const { result } = await createPaymentCollectionForCartWorkflow(container).run({
    input: { cart_id: cartId },
  })
  return asPaymentCollectionId((result as { id: string }).id)
}

interface OwnedRow {
  readonly customer_id: CustomerId | null
}

interface CartRow extends OwnedRow {
  readonly id: CartId
  readonly region_id: string | null
  readonly total: number
  readonly completed_at: string | Date | null
  readonly payment_collection?: { readonly id: PaymentCollectionId } | null
}

const CART_FIELDS = ["id", "customer_id", "region_id", "completed_at", "total", "payment_collection.id"]

async function findRow<Row>(
  container: MedusaContainer,
  entity: "order" | "cart",
  fields: string[],
  id: OrderId | CartId
): Promise<Row | undefined> {
  return await findOne<Row>(container, { entity, fields, filters: { id } })
}
