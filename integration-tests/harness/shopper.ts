import type { SeededStore } from "../../demo/seed-store"
import { comeBack, walkChallenge, walkHostedPage, type ChallengeEnd, type PageEnd } from "./browser-walk"
import type { TypedCard } from "./cards"
import type { Answer, Http } from "./http"

export interface PaymentAnswer {
  payment: {
    id: string
    status: string
    message: string
    retry?: string
    order_id: string | null
    amount: string
    currency_code: string
    card: { circuit?: string; last4: string } | null
  }
  challenge?: { url: string; method: string; fields: Record<string, string> }
  type?: string
  code?: string
  message?: string
  fields?: { field: string; code: string; message: string }[]
}

interface CartAnswer {
  cart: { id: string; total: number; currency_code: string; payment_collection?: { id: string } }
}

/** A cart filled before the test: Medusa takes most of a second to fill one. */
export interface ReadyCart {
  readonly cartId: string
  readonly total: number
}

const GUEST = "maria.rossi@example.com"

const ADDRESSES: Record<string, object> = {
  eur: {
    first_name: "Maria",
    last_name: "Rossi",
    address_1: "Via Roma 1",
    city: "Milano",
    postal_code: "20121",
    province: "MI",
    country_code: "it",
    phone: "+39 333 1234567",
  },
  jpy: {
    first_name: "Maria",
    last_name: "Rossi",
    address_1: "1-1 Chiyoda",
    city: "Tokyo",
    postal_code: "100-8111",
    country_code: "jp",
  },
  kwd: {
    first_name: "Maria",
    last_name: "Rossi",
    address_1: "Street 1",
    city: "Kuwait City",
    postal_code: "13001",
    country_code: "kw",
  },
}

/** A shopper with a cart who does through the store API what a storefront does. */
export class Shopper {
  cartId = ""
  collectionId = ""
  sessionId = ""
  total = 0

  constructor(
    readonly http: Http,
    private readonly store: SeededStore,
    private readonly email = GUEST,
    private readonly readyCarts: ReadyCart[] = []
  ) {}

  /** Creates a cart that lacks only the payment; uses a prepared one if it matches. */
  async fillCart({ currency = "eur", sku = "CAFFE", quantity = 1, email = this.email } = {}): Promise<this> {
    const isPlain = currency === "eur" && sku === "CAFFE" && quantity === 1 && email === GUEST
    const ready = isPlain ? this.readyCarts.shift() : undefined
    if (ready !== undefined) {
      Object.assign(this, ready)
      // Sets the e-mail only now: otherwise a customer with that address would exist before the test creates one.
      expectOk(await this.http.post(`/store/carts/${this.cartId}`, { email }))
      return this
    }
    const region = this.store.regions[currency]?.id
    const address = ADDRESSES[currency]
    const created = await this.http.post<CartAnswer>("/store/carts", {
      region_id: region,
      email,
      shipping_address: address,
      billing_address: address,
      items: [{ variant_id: this.store.variants[sku], quantity }],
    })
    this.cartId = expectOk(created).cart.id
    expectOk(
      await this.http.post(`/store/carts/${this.cartId}/shipping-methods`, {
        option_id: this.store.shippingOptions[currency],
      })
    )
    await this.refreshTotal()
    return this
  }

  async refreshTotal(): Promise<number> {
    const { cart } = expectOk(await this.http.get<CartAnswer>(`/store/carts/${this.cartId}`))
    this.total = cart.total
    return this.total
  }

  async addItem(sku: string): Promise<void> {
    expectOk(
      await this.http.post(`/store/carts/${this.cartId}/line-items`, {
        variant_id: this.store.variants[sku],
        quantity: 1,
      })
    )
    await this.refreshTotal()
  }

  async openSession(providerId = "pp_xpay_xpay", data: object = {}): Promise<Answer> {
    const collection = expectOk(
      await this.http.post<{ payment_collection: { id: string } }>("/store/payment-collections", {
        cart_id: this.cartId,
      })
    )
    this.collectionId = collection.payment_collection.id
    const answer = await this.http.post<{
      payment_collection: { payment_sessions: { id: string; provider_id: string }[] }
    }>(`/store/payment-collections/${this.collectionId}/payment-sessions`, { provider_id: providerId, data })
    this.sessionId =
      answer.body.payment_collection?.payment_sessions.find((one) => one.provider_id === providerId)?.id ?? ""
    return answer as unknown as Answer
  }

  /** Creates a cart with a session that is ready for a card. */
  async readyToPay(cart: Parameters<Shopper["fillCart"]>[0] = {}, providerId?: string): Promise<this> {
    await this.fillCart(cart)
    expectOk(await this.openSession(providerId))
    return this
  }

  async submitCard(card: TypedCard, extra: object = {}): Promise<Answer<PaymentAnswer>> {
    return await this.http.post<PaymentAnswer>(`/store/xpay/payment-sessions/${this.sessionId}/card`, {
      cart_id: this.cartId,
      card,
      ...extra,
    })
  }

  /** Passes the issuer's page and returns to the shop. */
  async passChallenge(submitted: Answer<PaymentAnswer>, end: ChallengeEnd = "succeeds"): Promise<Returned> {
    const { challenge } = expectOk(submitted)
    if (challenge === undefined) {
      throw new Error(`No challenge: ${submitted.text}`)
    }
    return readReturn(await comeBack(this.http, await walkChallenge(challenge, end)))
  }

  /** Submits the card, passes the challenge and returns. */
  async pay(card: TypedCard, end: ChallengeEnd = "succeeds", extra: object = {}): Promise<Returned> {
    return await this.passChallenge(await this.submitCard(card, extra), end)
  }

  /** Requests a payment with a saved card. */
  async useSavedCard(
    id: string,
    extra: object = {}
  ): Promise<Answer<PaymentAnswer & { redirect_url?: string }>> {
    return await this.http.post(`/store/xpay/payment-sessions/${this.sessionId}/saved-card`, {
      cart_id: this.cartId,
      saved_card_id: id,
      ...extra,
    })
  }

  /** Presses the button of a payment method. */
  async pressButton(extra: object = {}): Promise<Answer<PaymentAnswer & { redirect_url?: string }>> {
    return await this.http.post(`/store/xpay/payment-sessions/${this.sessionId}/hosted-page`, {
      cart_id: this.cartId,
      ...extra,
    })
  }

  /** Passes XPay's page and returns to the shop. */
  async passPage(
    pressed: Answer<PaymentAnswer & { redirect_url?: string }>,
    method: string,
    end: PageEnd = "pay",
    card?: TypedCard
  ): Promise<Returned> {
    const { redirect_url: url } = expectOk(pressed)
    if (url === undefined) {
      throw new Error(`No page: ${pressed.text}`)
    }
    return readReturn(await comeBack(this.http, await walkHostedPage(url, method, end, card)))
  }

  /** Presses the button, passes the page and returns. */
  async payOnPage(method: string, end: PageEnd = "pay"): Promise<Returned> {
    return await this.passPage(await this.pressButton(), method, end)
  }

  async paymentMethods(): Promise<
    {
      provider_id: string
      kind: string
      service: string | null
      name: string
      logos: string[]
      circuits: string[]
    }[]
  > {
    const answer = await this.http.get<{ payment_methods: never[] }>(
      `/store/xpay/payment-methods?cart_id=${this.cartId}`
    )
    return expectOk(answer).payment_methods
  }

  async payment(): Promise<PaymentAnswer["payment"]> {
    const answer = await this.http.get<PaymentAnswer>(
      `/store/xpay/payment-sessions/${this.sessionId}?cart_id=${this.cartId}`
    )
    return expectOk(answer).payment
  }

  async complete(): Promise<
    Answer<{ type: string; order?: { id: string }; error?: { message: string; type: string } }>
  > {
    return await this.http.post(`/store/carts/${this.cartId}/complete`)
  }
}

/** Where the browser was sent after the return from the issuer. */
export interface Returned {
  readonly status: number
  readonly location: URL | undefined
  readonly outcome: string | undefined
  readonly orderId: string | undefined
}

export function readReturn(answer: Answer): Returned {
  const location = answer.headers.get("location")
  const url = location === null ? undefined : new URL(location)
  return {
    status: answer.status,
    location: url,
    outcome: url?.searchParams.get("xpay_status") ?? undefined,
    orderId: url?.searchParams.get("order_id") ?? undefined,
  }
}

/** The body of a successful response; otherwise fails the test with the response. */
export function expectOk<T>(answer: Answer<T>): T {
  if (answer.status >= 300) {
    throw new Error(`HTTP ${answer.status}: ${answer.text}`)
  }
  return answer.body
}
