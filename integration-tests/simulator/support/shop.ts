import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
  type TerminalOptions,
} from "../../../src/simulator"
import { ApiClient, type ApiResponse } from "./api-client"
import { NotificationInbox } from "./notification-inbox"
import { answerChallenge } from "./payer"

export const visa = { pan: "4349940199004549", expiryDate: "0526", cvv: "396" }
export const mastercard = { pan: "5186151650005008", expiryDate: "1226", cvv: "123" }
export const declinedVisa = { pan: "4349940199997007", expiryDate: "1228", cvv: "829" }

export const customerInfo = { cardHolderName: "Test Cardholder", cardHolderEmail: "cardholder@example.com" }

const methods = ["CARDS", "GOOGLEPAY", "PAYPAL", "BANCOMATPAY", "MYBANK", "BANCONTACT", "KLARNA"]

export const terminals: readonly TerminalOptions[] = [
  {
    apiKey: "aaaaaaaa-0000-4000-8000-000000000001",
    alias: "explicit",
    accounting: "explicit",
    moto: true,
    methods,
  },
  {
    apiKey: "bbbbbbbb-0000-4000-8000-000000000002",
    alias: "implicit",
    accounting: "implicit",
    moto: false,
    methods,
  },
]

/** A simulator with a merchant. */
export class Shop {
  private counter = 0

  private constructor(
    readonly simulator: Simulator,
    readonly inbox: NotificationInbox,
    /** The terminal that can capture later. */
    readonly explicit: ApiClient,
    /** The terminal that always charges at once. */
    readonly implicit: ApiClient
  ) {}

  static async open(options: SimulatorOptions = {}): Promise<Shop> {
    const simulator = await startSimulator({ terminals, ...options })
    const keys = (options.terminals ?? terminals).map(({ apiKey }) => apiKey)
    const client = (index: number): ApiClient => new ApiClient(simulator.apiUrl, keys[index] ?? keys[0] ?? "")
    return new Shop(simulator, await NotificationInbox.open(), client(0), client(1))
  }

  get control(): Simulator["control"] {
    return this.simulator.control
  }

  async reset(): Promise<void> {
    await this.control.reset()
    this.inbox.empty()
  }

  async close(): Promise<void> {
    await this.simulator.stop()
    await this.inbox.close()
  }

  /** An order with its own id. */
  order(changes: Record<string, unknown> = {}): { orderId: string; amount: string; currency: string } {
    return {
      orderId: `T${String(++this.counter).padStart(12, "0")}`,
      amount: "3545",
      currency: "EUR",
      customerInfo,
      ...changes,
    } as {
      orderId: string
      amount: string
      currency: string
    }
  }

  session(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      actionType: "PAY",
      amount: "3545",
      language: "eng",
      resultUrl: "https://shop.example/return/abc123",
      cancelUrl: "https://shop.example/cancel/abc123",
      notificationUrl: this.inbox.url,
      ...changes,
    }
  }

  /** Opens a hosted page and returns the response with the order's id. */
  async openHosted(
    api: ApiClient,
    session: Record<string, unknown> = {},
    order: Record<string, unknown> = {}
  ): Promise<{ orderId: string; hostedPage: string; securityToken: string }> {
    const opened = this.order(order)
    const response = await api.post("/orders/hpp", { order: opened, paymentSession: this.session(session) })
    if (response.status !== 200) throw new Error(`hpp: ${response.status} ${response.text}`)
    return { orderId: opened.orderId, ...response.body }
  }

  /** Opens card fields for a shop's page. */
  async openBuild(
    api: ApiClient,
    session: Record<string, unknown> = {},
    order: Record<string, unknown> = {},
    more: Record<string, unknown> = {}
  ): Promise<{ orderId: string; sessionId: string; answer: ApiResponse }> {
    const opened = this.order(order)
    const answer = await api.post("/orders/build", {
      version: "3",
      merchantUrl: "https://shop.example",
      order: opened,
      paymentSession: this.session({ paymentService: "CARDS", ...session }),
      ...more,
    })
    const { sessionId } = (answer.status === 200 ? answer.body : {}) as { sessionId?: string }
    return { orderId: opened.orderId, sessionId: decodeURIComponent(sessionId ?? ""), answer }
  }

  /** Does what the frames do when the shopper confirms: sends the card, and checks the fingerprint. */
  async fillBuild(sessionId: string, card: { pan: string; cvv: string } = visa): Promise<void> {
    const base = `${this.simulator.framesUrl}${new URL(this.simulator.apiUrl).pathname}/fe/build`
    const headers = { session: sessionId, "Content-Type": "application/json" }
    const values = {
      CARD_NUMBER: card.pan,
      EXPIRATION_DATE: "12/30",
      SECURITY_CODE: card.cvv,
      CARDHOLDER_NAME: "Test Cardholder",
      CARDHOLDER_SURNAME: "Cardholder",
      CARDHOLDER_EMAIL: "cardholder@example.com",
      PRIVACY_CONDITIONS: "true",
    }
    const body = JSON.stringify(Object.entries(values).map(([id, value]) => ({ id, value })))
    const stored = await fetch(`${base}/text`, { method: "POST", headers, body })
    if (!stored.ok) throw new Error(`fe/build/text: ${stored.status} ${await stored.text()}`)
    await fetch(`${base}/check_gdi_result?attemptNumber=2`, { headers })
  }

  /** Card fields with a confirmed card: nothing is charged yet. */
  async readyBuild(
    api: ApiClient,
    session: Record<string, unknown> = {},
    card: { pan: string; cvv: string } = visa
  ): Promise<{ orderId: string; sessionId: string }> {
    const { orderId, sessionId, answer } = await this.openBuild(api, session)
    if (answer.status !== 200) throw new Error(`orders/build: ${answer.status} ${answer.text}`)
    await this.fillBuild(sessionId, card)
    return { orderId, sessionId }
  }

  /** A server-to-server payment up to the end of the challenge. */
  async authenticate(
    api: ApiClient,
    init: Record<string, unknown> = {},
    outcome: "succeeds" | "fails" | "abandoned" = "succeeds",
    steps: "3steps" | "2steps" = "3steps"
  ): Promise<{
    order: ReturnType<Shop["order"]>
    card: typeof visa
    operationId: string
    init: ApiResponse
  }> {
    const {
      order = this.order(),
      card = visa,
      ...rest
    } = init as { order?: ReturnType<Shop["order"]>; card?: typeof visa }
    const response = await api.post(`/orders/${steps}/init`, { order, card, ...rest })
    if (response.status !== 200) throw new Error(`init: ${response.status} ${response.text}`)
    const { operationId } = response.body.operation as { operationId: string }
    await answerChallenge(response.body.threeDSAuthUrl as string, operationId, outcome)
    return { order, card, operationId, init: response }
  }

  /** A whole 3-steps payment. Returns the response of the payment call. */
  async payByCard(
    api: ApiClient,
    payment: Record<string, unknown> = {},
    init: Record<string, unknown> = {}
  ): Promise<{ orderId: string; operationId: string; payment: ApiResponse }> {
    const { order, card, operationId } = await this.authenticate(api, init)
    const validation = await api.post("/orders/3steps/validation", {
      operationId,
      threeDSAuthResponse: "notneeded",
    })
    const { authenticationValue, eci, xid } = validation.body.threeDSAuthResult as Record<string, string>
    const response = await api.post("/orders/3steps/payment", {
      operationId,
      order,
      card,
      threeDSAuthData: { authenticationValue, eci, xid },
      ...payment,
    })
    return { orderId: order.orderId, operationId, payment: response }
  }
}
