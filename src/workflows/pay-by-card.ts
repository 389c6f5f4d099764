import { createHmac } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Card } from "../domain/card"
import { toLocale, type Locale } from "../domain/locale"
import { isSameMoney, toMinor } from "../domain/money"
import { shopperText, type ShopperMessage } from "../domain/shopper-messages"
import { startCardPayment } from "../engine/authenticate"
import type { Engine } from "../engine/engine"
import type { ChallengeForm } from "../gateway/wire/challenge"
import { engineFor, readProviderId } from "./engines"
import { describeOrder, ORDER_FIELDS, type DescribedCart } from "./describe-order"
import { finishPayment } from "./finish-payment"
import { paymentView, type PaymentView } from "./payment-view"
import { PaymentRefusal } from "./refusal"

/** A shopper's card for a payment session. */
export interface PayByCardInput {
  readonly sessionId: string
  readonly cartId: string
  readonly card: Card
  /** Where the storefront wants the shopper back; the first of `storefrontUrls` when absent. */
  readonly returnUrl: string | undefined
  readonly locale: string | undefined
  /** The signed-in customer; undefined for a guest. */
  readonly customerId: string | undefined
  /** The shopper's network address; only a keyed hash of it is kept. */
  readonly clientAddress: string | undefined
}

export interface PayByCardResult {
  readonly payment: PaymentView
  /** The form that the browser has to post to go to the issuer's page; undefined when there is nowhere to go. */
  readonly challenge?: ChallengeForm
}

interface SessionRow {
  readonly id: string
  readonly status: string
  readonly amount: number
  readonly raw_amount: { readonly value: string }
  readonly currency_code: string
  readonly provider_id: string
  readonly payment_collection_id: string
}

interface CartRow extends DescribedCart {
  readonly id: string
  readonly total: number
  readonly currency_code: string
  readonly completed_at: string | Date | null
  readonly customer_id: string | null
  readonly payment_collection?: { readonly id: string } | null
}

/**
 * Starts the payment of a cart by card, and finishes it where the issuer does not want to see the shopper.
 *
 * A plain function, not a Medusa workflow: Medusa stores the input of workflows, and a card may never be stored. The
 * card object is wiped before this returns.
 *
 * @throws PaymentRefusal for everything the shopper or the storefront can put right.
 */
export async function payByCard(container: MedusaContainer, input: PayByCardInput): Promise<PayByCardResult> {
  try {
    return await pay(container, input)
  } finally {
    input.card.wipe()
  }
}

async function pay(container: MedusaContainer, input: PayByCardInput): Promise<PayByCardResult> {
  const { session, cart } = await findPayment(container, input)
  const engine = engineFor(container, session.provider_id)
  const { settings } = engine.terminal
  const locale = toLocale(input.locale ?? settings.defaultLocale)
  const amount = toMinor(session.raw_amount, session.currency_code)
  if (!isSameMoney(amount, toMinor(cart.total, cart.currency_code))) {
    throw refusal(409, "cart_changed", locale)
  }
  const returnUrl = checkReturnUrl(engine, input.returnUrl)
  const clientHash = input.clientAddress === undefined ? undefined : hashAddress(engine, input.clientAddress)
  await brake(engine, { cartId: cart.id, providerId: session.provider_id, clientHash }, locale)

  const started = await startCardPayment(engine, {
    card: input.card,
    amount,
    providerId: session.provider_id,
    sessionId: session.id,
    collectionId: session.payment_collection_id,
    cartId: cart.id,
    customerId: cart.customer_id ?? undefined,
    about: describeOrder(cart),
    returnUrl,
    locale,
    clientHash,
  })
  switch (started.kind) {
    case "challenge":
      return { payment: paymentView(started.attempt), challenge: started.form }
    case "ready":
      return { payment: paymentView(await finishPayment(container, engine, started.attempt)) }
    case "ended":
      return { payment: paymentView(started.attempt) }
    case "in_the_way":
      // A payment whose outcome was in doubt may have become clear by now; one that is made may lack its order.
      return { payment: paymentView(await finishPayment(container, engine, started.attempt)) }
  }
}

/** The session and its cart, if this shopper may pay for it: both ids are known to the cart's shopper alone. */
async function findPayment(
  container: MedusaContainer,
  { sessionId, cartId, customerId }: PayByCardInput
): Promise<{ session: SessionRow; cart: CartRow }> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const [{ data: sessions }, { data: carts }] = await Promise.all([
    query.graph({
      entity: "payment_session",
      fields: [
        "id",
        "status",
        "amount",
        "raw_amount",
        "currency_code",
        "provider_id",
        "payment_collection_id",
      ],
      filters: { id: sessionId },
    }),
    query.graph({
      entity: "cart",
      fields: [...ORDER_FIELDS, "payment_collection.id"],
      filters: { id: cartId },
    }),
  ])
  const session = sessions[0] as unknown as SessionRow | undefined
  const cart = carts[0] as unknown as CartRow | undefined
  const isTheirs =
    session !== undefined &&
    cart?.payment_collection?.id === session.payment_collection_id &&
    (customerId === undefined || cart.customer_id === customerId)
  if (session === undefined || cart === undefined || !isTheirs) {
    throw new PaymentRefusal(
      404,
      "session_not_found",
      "There is no such payment session for this cart. Create one and try again."
    )
  }
  const provider = readProviderId(session.provider_id)
  if (provider === undefined || provider.method !== undefined) {
    throw new PaymentRefusal(
      400,
      "not_a_card_session",
      "This payment session is not for cards: create one with the XPay card provider."
    )
  }
  if (cart.completed_at !== null) {
    throw new PaymentRefusal(409, "cart_completed", "This cart has been ordered already.")
  }
  return { session, cart }
}

/** Only addresses of the shop's own storefronts: the shopper must not be led elsewhere after paying. */
function checkReturnUrl({ terminal }: Engine, asked: string | undefined): string {
  const { storefrontUrls } = terminal.settings
  const url = asked ?? storefrontUrls[0] ?? ""
  if (!storefrontUrls.some((allowed) => isBelow(url, allowed))) {
    throw new PaymentRefusal(
      400,
      "return_url_not_allowed",
      "`return_url` must begin with one of the addresses in the option `storefrontUrls`."
    )
  }
  return url
}

function isBelow(url: string, allowed: string): boolean {
  if (!URL.canParse(url)) {
    return false
  }
  const asked = new URL(url)
  const base = new URL(allowed)
  const folder = base.pathname.replace(/\/*$/, "/")
  return asked.origin === base.origin && asked.username === "" && `${asked.pathname}/`.startsWith(folder)
}

/** Keyed with the terminal's key, so that the hash says nothing to anyone else. */
function hashAddress({ terminal }: Engine, address: string): string {
  return createHmac("sha256", terminal.settings.apiKey).update(address).digest("base64url")
}

/** Card testing: stolen numbers tried out in a row. Counted over all processes, on what went to XPay. */
async function brake(
  { journal, terminal, logger }: Engine,
  who: { cartId: string; providerId: string; clientHash: string | undefined },
  locale: Locale
): Promise<void> {
  const { windowMinutes, perCart, perAddress, perTerminal } = terminal.settings.cardTesting
  const tries = await journal.countCardAttempts(who, windowMinutes * 60)
  if (tries.cart >= perCart || tries.client >= perAddress || tries.terminal >= perTerminal) {
    logger.warn(
      `Card testing brake: ${tries.cart} tries on cart ${who.cartId}, ${tries.client} from its address, ${tries.terminal} on the terminal within ${windowMinutes} minutes.`
    )
    throw refusal(429, "too_many_tries", locale)
  }
}

function refusal(status: 409 | 429, message: ShopperMessage, locale: Locale): PaymentRefusal {
  return new PaymentRefusal(status, message, shopperText(message, locale))
}
