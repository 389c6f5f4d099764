import type { XPayCurrency } from "./currencies"
import type { Money } from "./money"

/** A payment method on XPay's hosted page, with its known limits. */
export interface PaymentService {
  /** Value of XPay's `paymentService`. */
  readonly service: string
  /** Brand name, the same in every language. */
  readonly name: string
  /** Undefined: all currencies of the terminal. */
  readonly currencies?: readonly XPayCurrency[]
  /** Billing countries in which it is offered, ISO 3166-1 alpha-2, lower case; undefined: all. */
  readonly countries?: readonly string[]
  /** It requires a billing address in one of `countries`. */
  readonly needsCountry?: boolean
  /** Minor units of EUR. */
  readonly min?: bigint
  readonly max?: bigint
  /** Whether money can be captured later. Everything but cards and card wallets captures immediately. */
  readonly capturesLater?: boolean
  /** Days within which a pre-authorization can be captured; undefined: XPay offers none for this method. */
  readonly preauthorizedDays?: number
  /** Its money arrives hours or days after the shopper confirmed: only such an order is placed before it is paid. */
  readonly isSlow?: boolean
  /** False: XPay cannot refund payments made with it. */
  readonly isRefundable?: boolean
}

/** From Nexi's pages for Mastercard, V Pay and Google Pay: "up to 27 days". */
const CARD_PREAUTHORIZED_DAYS = 27

const EUR = ["EUR"] as const
const ITALY = ["it"] as const

/**
 * Every method named by Nexi's own shop plugin and reference, with the limits of that plugin and the capabilities from
 * Nexi's method pages. A method without a page counts as refundable: XPay's response decides. The methods of a terminal
 * come from XPay (`GET /payment_methods`).
 */
export const PAYMENT_SERVICES: readonly PaymentService[] = [
  {
    service: "GOOGLEPAY",
    name: "Google Pay",
    capturesLater: true,
    preauthorizedDays: CARD_PREAUTHORIZED_DAYS,
  },
  { service: "APPLEPAY", name: "Apple Pay", capturesLater: true },
  { service: "PAYPAL", name: "PayPal", currencies: EUR, preauthorizedDays: 3 },
  {
    service: "PAYPAL_BNPL",
    name: "PayPal Paga in 3 rate",
    currencies: EUR,
    countries: ITALY,
    min: 3000n,
    max: 200000n,
  },
  { service: "BANCOMATPAY", name: "BANCOMAT Pay", currencies: EUR, countries: ITALY },
  {
    service: "MYBANK",
    name: "MyBank",
    currencies: EUR,
    countries: ITALY,
    isRefundable: false,
    isSlow: true,
  },
  { service: "PAGOINCONTO", name: "PagoinConto", currencies: EUR, countries: ITALY, isRefundable: false },
  { service: "PAYBYBANK", name: "Pay by Bank", currencies: EUR, isSlow: true },
  { service: "SATISPAY", name: "Satispay", currencies: EUR, countries: ITALY },
  { service: "KLARNA", name: "Klarna", currencies: EUR, min: 3500n, max: 150000n },
  { service: "HEYLIGHT", name: "HeyLight", currencies: EUR, min: 6000n, max: 500000n },
  { service: "PAGOLIGHT", name: "PagoLight", currencies: EUR, min: 6000n, max: 300000n },
  { service: "PAGODIL", name: "PagoDIL", currencies: EUR, countries: ITALY },
  { service: "ONEY", name: "Oney", currencies: EUR },
  { service: "AMAZONPAY", name: "Amazon Pay", currencies: EUR },
  { service: "ALIPAY", name: "Alipay", currencies: EUR },
  { service: "WECHATPAY", name: "WeChat Pay", currencies: EUR },
  { service: "SKRILL", name: "Skrill", currencies: EUR },
  { service: "SKRILL1TAP", name: "Skrill 1-Tap", currencies: EUR },
  { service: "PAYU", name: "PayU", currencies: EUR, min: 300n },
  { service: "BANCONTACT", name: "Bancontact", currencies: EUR, countries: ["be"], needsCountry: true },
  { service: "IDEAL", name: "iDEAL", currencies: EUR, countries: ["nl"], min: 10n },
  { service: "GIROPAY", name: "Giropay", currencies: EUR, countries: ["de"], needsCountry: true, min: 10n },
  { service: "EPS", name: "EPS", currencies: EUR, countries: ["at"], min: 100n },
  { service: "PRZELEWY24", name: "Przelewy24", currencies: EUR, countries: ["pl"], isSlow: true },
  { service: "BLIK", name: "BLIK", currencies: EUR, countries: ["pl"], min: 100n },
  {
    service: "MULTIBANCO",
    name: "Multibanco",
    currencies: EUR,
    countries: ["pt"],
    needsCountry: true,
    isSlow: true,
  },
  { service: "IRIS", name: "IRIS", currencies: EUR, countries: ["gr"] },
]

/** The part of a service's provider name after `xpay-`: letters and digits, because Medusa uses `_` as a separator. */
export function methodName(service: PaymentService): string {
  return service.service.toLowerCase().replace(/[^a-z0-9]/g, "")
}

/** The service with this provider name. */
export function serviceNamed(name: string): PaymentService | undefined {
  return PAYMENT_SERVICES.find((service) => methodName(service) === name)
}

/** The service of XPay's circuit or `paymentService`, with or without underscores. */
export function serviceOf(circuit: string | null | undefined): PaymentService | undefined {
  const plain = circuit?.replaceAll("_", "").toUpperCase()
  return PAYMENT_SERVICES.find((one) => one.service.replaceAll("_", "") === plain)
}

/** Whether a service supports pre-authorization; undefined: cards, or whatever method the payer chooses. */
export function canPreauthorize(service: PaymentService | undefined): boolean {
  return service === undefined || service.preauthorizedDays !== undefined
}

/**
 * Days within which a pre-authorization can be captured.
 *
 * @param method XPay's `paymentService`; null and `CARDS` for cards
 * @returns undefined for a method without pre-authorization.
 */
export function preauthorizedDays(method: string | null): number | undefined {
  const service = serviceOf(method)
  return service === undefined ? CARD_PREAUTHORIZED_DAYS : service.preauthorizedDays
}

/** Why a service cannot be used for a payment. */
export type ServiceProblem = "currency" | "too_little" | "too_much" | "country" | "country_needed"

/** Why a service cannot take this amount or currency, if so. */
export function amountProblem(
  service: PaymentService,
  amount: Money
): Extract<ServiceProblem, "currency" | "too_little" | "too_much"> | undefined {
  if (service.currencies !== undefined && !service.currencies.includes(amount.currency)) {
    return "currency"
  }
  if (service.min !== undefined && amount.minor < service.min) {
    return "too_little"
  }
  return service.max !== undefined && amount.minor > service.max ? "too_much" : undefined
}

/**
 * Why a service cannot take a payment, as far as its limits are known.
 *
 * @param country of the billing address, alpha-2 in either case; undefined while unknown: then only a service that
 * requires one objects
 */
export function serviceProblem(
  service: PaymentService,
  amount: Money,
  country: string | undefined
): ServiceProblem | undefined {
  const problem = amountProblem(service, amount)
  if (problem !== undefined) {
    return problem
  }
  if (service.countries === undefined) {
    return undefined
  }
  if (country === undefined) {
    return service.needsCountry === true ? "country_needed" : undefined
  }
  return service.countries.includes(country.toLowerCase()) ? undefined : "country"
}
