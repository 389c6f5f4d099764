import { CreditCard } from "@medusajs/icons"
import type { JSX } from "react"

/** The starter's own kind of entry: `paymentInfoMap` in `lib/constants.tsx`. */
export interface PaymentInfo {
  readonly title: string
  readonly icon: JSX.Element
}

/** By what stands between `pp_xpay-` and the `_` that follows it. */
const NAMES: Readonly<Record<string, string>> = {
  alipay: "Alipay",
  amazonpay: "Amazon Pay",
  applepay: "Apple Pay",
  bancomatpay: "BANCOMAT Pay",
  bancontact: "Bancontact",
  blik: "BLIK",
  eps: "EPS",
  giropay: "Giropay",
  googlepay: "Google Pay",
  heylight: "HeyLight",
  ideal: "iDEAL",
  iris: "IRIS",
  klarna: "Klarna",
  multibanco: "Multibanco",
  mybank: "MyBank",
  oney: "Oney",
  pagodil: "PagoDIL",
  pagoinconto: "PagoinConto",
  pagolight: "PagoLight",
  paybybank: "Pay by Bank",
  paypal: "PayPal",
  paypalbnpl: "PayPal Paga in 3 rate",
  payu: "PayU",
  przelewy24: "Przelewy24",
  satispay: "Satispay",
  skrill: "Skrill",
  skrill1tap: "Skrill 1-Tap",
  wechatpay: "WeChat Pay",
}

/**
 * What the starter shows of a payment. Its own map knows Stripe's and PayPal's providers, and its pages crash on any other.
 *
 * @returns undefined for a provider that is not XPay's.
 */
export function xpayPaymentInfo(providerId: string): PaymentInfo | undefined {
  const [isOurs, method] = /^pp_xpay(?:-([a-z0-9]+))?_/.exec(providerId) ?? []
  if (isOurs === undefined) {
    return undefined
  }
  const isCard = method === undefined || method === "moto"
  return { title: isCard ? "Card" : (NAMES[method] ?? "XPay"), icon: <CreditCard /> }
}

/**
 * Completes `paymentInfoMap` in the starter's `lib/constants.tsx`: every provider of XPay is found in it, whatever `id` the
 * shop has given its terminal.
 */
export function withXPay(map: Record<string, PaymentInfo>): Record<string, PaymentInfo> {
  return new Proxy(map, {
    get: (known, name, receiver): unknown =>
      Reflect.get(known, name, receiver) ?? (typeof name === "string" ? xpayPaymentInfo(name) : undefined),
  })
}
