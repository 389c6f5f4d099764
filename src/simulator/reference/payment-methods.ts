/** Capabilities of a payment method. */
export interface PaymentMethod {
  /** The value of `paymentSession.paymentService`. All card circuits share `CARDS`. */
  readonly service: string
  /** The value of `paymentCircuit`, and of `circuit` in `GET /payment_methods`. */
  readonly circuit: string
  readonly name: string
  readonly kind: "CARD" | "APM"
  /** Another spelling found in XPay's response examples (`GOOGLE_PAY`). */
  readonly underscored: string | null
  /** `captureType` applies to cards and card wallets; everything else is captured immediately. */
  readonly hasExplicitCapture: boolean
  /** Days for which a pre-authorization can be captured; 0 if the method has none. */
  readonly preauthDays: number
  /** Null if no page of Nexi's documents it: a switch decides. */
  readonly isRefundable: boolean | null
  /** Days during which a refund is possible. */
  readonly refundDays: number
  /** PayPal operations cannot be cancelled (PS0001). */
  readonly isCancellable: boolean
  readonly isRecurring: boolean
  readonly isOneClick: boolean
  readonly isEuroOnly: boolean
  /** Minor units; null if no limit is known. */
  readonly minAmount: number | null
  readonly maxAmount: number | null
  /** ISO alpha-3 country that the method requires in the billing address. */
  readonly billingCountry: string | null
}

/** 13 months, the documented limit for cards. XPay does not document how it counts them. */
const thirteenMonths = 395

/** A card circuit, with the capabilities of Nexi's Mastercard and V Pay pages. */
function circuit(code: string, name: string): PaymentMethod {
  return {
    service: "CARDS",
    circuit: code,
    name,
    kind: "CARD",
    underscored: null,
    hasExplicitCapture: true,
    preauthDays: 27,
    isRefundable: true,
    refundDays: thirteenMonths,
    isCancellable: true,
    isRecurring: true,
    isOneClick: true,
    isEuroOnly: false,
    minAmount: null,
    maxAmount: null,
    billingCountry: null,
  }
}

/** An alternative method: `captureType` does not apply, and nothing is stored unless known otherwise. */
function method(service: string, name: string, known: Partial<PaymentMethod> = {}): PaymentMethod {
  return {
    ...circuit(service, name),
    service,
    kind: "APM",
    hasExplicitCapture: false,
    preauthDays: 0,
    isRefundable: null,
    isRecurring: false,
    isOneClick: false,
    isEuroOnly: true,
    ...known,
  }
}

/** A card in a mobile wallet: behaves like the card, including multiple currencies. */
const cardWallet: Partial<PaymentMethod> = {
  hasExplicitCapture: true,
  preauthDays: 27,
  isRefundable: true,
  isEuroOnly: false,
}

const refundable: Partial<PaymentMethod> = { isRefundable: true }
const notRefundable: Partial<PaymentMethod> = { isRefundable: false }

/** Every method of XPay's lists, with the limits of its own shop plugin. */
export const paymentMethods: readonly PaymentMethod[] = [
  circuit("VISA", "Visa"),
  circuit("MC", "Mastercard"),
  circuit("MAE", "Maestro"),
  circuit("AMEX", "American Express"),
  circuit("JCB", "JCB"),
  circuit("DINERS", "Diners"),
  circuit("UPI", "UnionPay"),
  method("GOOGLEPAY", "Google Pay", {
    ...cardWallet,
    underscored: "GOOGLE_PAY",
    isRecurring: true,
    isOneClick: true,
  }),
  method("APPLEPAY", "Apple Pay", { ...cardWallet, underscored: "APPLE_PAY" }),
  method("PAYPAL", "PayPal", { ...refundable, preauthDays: 3, isCancellable: false }),
  method("PAYPAL_BNPL", "PayPal pay in 3", { minAmount: 3000, maxAmount: 200_000, isCancellable: false }),
  method("BANCOMATPAY", "Bancomat Pay", {
    ...refundable,
    underscored: "BANCOMAT_PAY",
    refundDays: 365,
    isOneClick: true,
  }),
  method("MYBANK", "MyBank", notRefundable),
  method("PAGOINCONTO", "PagoinConto", notRefundable),
  method("PAYBYBANK", "PayByBank"),
  method("GIROPAY", "Giropay", { minAmount: 10, billingCountry: "DEU" }),
  method("IDEAL", "iDEAL", { minAmount: 10 }),
  method("BANCONTACT", "Bancontact", { billingCountry: "BEL" }),
  method("EPS", "EPS", { minAmount: 100 }),
  method("PRZELEWY24", "Przelewy24"),
  method("BLIK", "BLIK", { minAmount: 100 }),
  method("PAYU", "PayU", { minAmount: 300 }),
  method("MULTIBANCO", "Multibanco", { billingCountry: "PRT" }),
  method("SATISPAY", "Satispay"),
  method("AMAZONPAY", "Amazon Pay", { underscored: "AMAZON_PAY" }),
  method("ALIPAY", "Alipay"),
  method("WECHATPAY", "WeChat Pay"),
  method("SKRILL", "Skrill"),
  method("SKRILL1TAP", "Skrill 1-Tap"),
  method("ONEY", "Oney"),
  method("KLARNA", "Klarna", { minAmount: 3500, maxAmount: 150_000 }),
  method("PAGODIL", "PagoDIL"),
  method("HEYLIGHT", "HeyLight", { minAmount: 6000, maxAmount: 500_000 }),
  method("PAGOLIGHT", "PagoLight", { minAmount: 6000, maxAmount: 300_000 }),
  method("IRIS", "IRIS"),
]

/** Finds a method by its circuit; `CARDS` is not a circuit. */
export function methodOfCircuit(code: string): PaymentMethod | undefined {
  return paymentMethods.find((candidate) => candidate.circuit === code)
}
