import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { findOne } from "../../medusa/graph"
import type { CartId } from "../../domain/ids"
import { toLocale, type Locale } from "../../domain/locale"
import { toMinor, type Money } from "../../domain/money"
import { isXPayCurrency } from "../../domain/currencies"
import { methodButtonText } from "../../texts/method-names"
import { shopperText } from "../../texts/shopper-messages"
import { PAYMENT_SERVICES, serviceNamed, serviceOf, serviceProblem } from "../../domain/payment-services"
import { offeredMethods, type OfferedMethod } from "../../engine/inquiry/offered-methods"
import { findEngine } from "../engine-for"
import { offeredProviders, type OfferedCart } from "../extensions/offer-method"
import { enabledProviders } from "./enabled-providers"
import { FIELDS_METHOD, HOSTED_METHOD, readProviderId } from "../../medusa/provider-ids"
import { PaymentRefusal } from "../refusal"
import { mayTakeCards } from "../require-saq-d"

/** A payment method for a cart, ready for a button. */
export interface PaymentMethod {
  /** The provider for the payment session. */
  readonly provider_id: string
  /** `card`: a card form in the shop's page. `redirect`: a button that opens XPay's page. */
  readonly kind: "card" | "redirect"
  /** For a card form: `own`, the shop's own inputs, or `fields`, XPay's; null for a button. */
  readonly card_form: "own" | "fields" | null
  /** XPay's `paymentService`; null for the card form and for XPay's whole page. */
  readonly service: string | null
  readonly name: string
  /** XPay's logos; empty if unknown. */
  readonly logos: readonly string[]
  /** Card circuits that the terminal accepts, for the card form. */
  readonly circuits: readonly string[]
  /** Whether the page may offer to save a signed-in customer's card (`save_card`). */
  readonly saves_cards: boolean
}

/** The payment methods of a cart; if there are none, the reason. */
export interface PaymentChoice {
  readonly methods: readonly PaymentMethod[]
  readonly reason: NoPaymentReason | null
}

/** Why there is no payment method for a cart. */
export interface NoPaymentReason {
  /** `nothing_due`: complete the cart without a payment, by `POST /store/carts/{id}/complete`. */
  readonly code: "nothing_due" | "currency_not_supported" | "no_method"
  /** For the shopper, in the requested language. */
  readonly message: string
}

interface CartRow {
  readonly total: number
  readonly currency_code: string
  readonly region_id: string | null
  readonly billing_address?: { readonly country_code?: string | null } | null
}

/**
 * The XPay payment methods for a cart: the providers enabled in its region, limited to the terminal's actual methods, to
 * each method's limits, and to what the shop's own `offerMethod` allows. Methods that cannot be used for this cart are not
 * listed. A free cart has none: it is completed without a payment.
 *
 * @throws PaymentRefusal for an unknown cart.
 */
export async function listPaymentMethods(
  container: MedusaContainer,
  cartId: CartId,
  { language, cardForm }: { readonly language: string | undefined; readonly cardForm: "own" | "fields" }
): Promise<PaymentChoice> {
  const cart = await findCart(container, cartId)
  const currency = cart.currency_code.toUpperCase()
  const locale = toLocale(language)
  if (isFree(cart.total)) {
    return none("nothing_due", locale)
  }
  if (!isXPayCurrency(currency)) {
    return none("currency_not_supported", locale)
  }
  const amount = toMinor(cart.total, currency)
  const country = cart.billing_address?.country_code ?? undefined
  const possible: PaymentMethod[] = []
  for (const providerId of await enabledProviders(container, cart.region_id)) {
    const channel = await describeChannel(container, providerId, amount, country, locale)
    if (channel !== undefined) {
      possible.push(channel)
    }
  }
  const methods = await offeredOf(container, possible, { cartId, amount })
  return methods.length === 0
    ? none("no_method", locale)
    : {
        methods: withOneCardForm(methods, cardForm).sort((one, other) => place(one) - place(other)),
        reason: null,
      }
}

/** Without those that the shop does not offer for this cart. */
async function offeredOf(
  container: MedusaContainer,
  possible: readonly PaymentMethod[],
  cart: OfferedCart
): Promise<PaymentMethod[]> {
  const ids = possible.map(({ provider_id: id }) => id)
  const offered = await offeredProviders(container, ids, cart)
  return possible.filter(({ provider_id: id }) => offered.includes(id))
}

/**
 * If a region has both card forms of a terminal, lists only the wanted one; XPay's fields alone as long as the shop may
 * not take cards itself.
 */
function withOneCardForm(methods: readonly PaymentMethod[], wanted: "own" | "fields"): PaymentMethod[] {
  const entryOf = ({ provider_id: id }: PaymentMethod) => readProviderId(id)?.entryId
  const withWanted = methods.filter(({ card_form: form }) => form === wanted).map(entryOf)
  return methods.filter(
    (one) => one.card_form === null || one.card_form === wanted || !withWanted.includes(entryOf(one))
  )
}

/** Whether Medusa completes a cart of this total without a payment: coupons and credit can cover all of it. */
export function isFree(total: BigNumberInput): boolean {
  return MathBN.lte(total, 0)
}

function none(code: NoPaymentReason["code"], locale: Locale): PaymentChoice {
  return { methods: [], reason: { code, message: shopperText(code, locale) } }
}

/** The card form first, then the methods as in our table, XPay's whole page last. */
function place({ kind, service }: PaymentMethod): number {
  if (kind === "card") {
    return -1
  }
  const index = PAYMENT_SERVICES.findIndex((one) => one.service === service)
  return index === -1 ? PAYMENT_SERVICES.length : index
}

async function describeChannel(
  container: MedusaContainer,
  providerId: string,
  amount: Money,
  country: string | undefined,
  locale: Locale
): Promise<PaymentMethod | undefined> {
  const engine = findEngine(container, providerId)
  const method = readProviderId(providerId)?.method
  if (engine === undefined) {
    return undefined
  }
  const offered = await offeredMethods(engine)
  if (method === undefined || method === FIELDS_METHOD) {
    const isOwn = method === undefined
    return !isOwn || mayTakeCards(engine)
      ? {
          provider_id: providerId,
          kind: "card",
          card_form: isOwn ? "own" : "fields",
          service: null,
          name: methodButtonText("card", locale),
          ...cards(offered),
          saves_cards: savesCards(offered),
        }
      : undefined
  }
  if (method === HOSTED_METHOD) {
    const isForCards = engine.terminal.settings.hostedPage === "cards"
    const shown = offered?.filter(({ isCard }) => isCard || !isForCards) ?? []
    return {
      provider_id: providerId,
      kind: "redirect",
      card_form: null,
      service: null,
      name: methodButtonText(isForCards ? "card_page" : "page", locale),
      logos: shown.flatMap(({ imageUrl }) => imageUrl ?? []),
      circuits: [],
      saves_cards: savesCards(offered),
    }
  }
  const service = serviceNamed(method)
  const atXPay = offered?.find(({ circuit }) => serviceOf(circuit)?.service === service?.service)
  const isThere = offered === undefined || atXPay !== undefined
  if (service === undefined || !isThere || serviceProblem(service, amount, country) !== undefined) {
    return undefined
  }
  const logos = atXPay?.imageUrl === undefined ? [] : [atXPay.imageUrl]
  return {
    provider_id: providerId,
    kind: "redirect",
    card_form: null,
    service: service.service,
    name: service.name,
    logos,
    circuits: [],
    saves_cards: false,
  }
}

/** As long as XPay has not listed the terminal's methods, assume yes; the payment itself shows it. */
function savesCards(offered: readonly OfferedMethod[] | undefined): boolean {
  return offered?.some(({ isCard, oneClick }) => isCard && oneClick) ?? true
}

function cards(offered: readonly OfferedMethod[] | undefined): Pick<PaymentMethod, "logos" | "circuits"> {
  const circuits = offered?.filter(({ isCard }) => isCard) ?? []
  return {
    logos: circuits.flatMap(({ imageUrl }) => imageUrl ?? []),
    circuits: circuits.map(({ circuit }) => circuit),
  }
}

async function findCart(container: MedusaContainer, cartId: CartId): Promise<CartRow> {
  const cart = await findOne<CartRow>(container, {
    entity: "cart",
    fields: ["total", "currency_code", "region_id", "billing_address.country_code"],
    filters: { id: cartId },
  })
  if (cart === undefined) {
    throw new PaymentRefusal("cart_not_found", "There is no such cart.")
  }
  return cart
}
