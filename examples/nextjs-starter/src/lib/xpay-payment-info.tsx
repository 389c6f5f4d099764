import { CreditCard } from "@medusajs/icons"
import type { JSX } from "react"

/** An entry of the starter's `paymentInfoMap` in `lib/constants.tsx`. */
export interface PaymentInfo {
  readonly title: string
  readonly icon: JSX.Element
}

/** By the part of the provider id between `pp_xpay-` and the following `_`. */
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
 * How the starter shows a payment. Its own map only has Stripe's and PayPal's providers, and its pages crash on any
 * other.
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
 * Extends `paymentInfoMap` in the starter's `lib/constants.tsx` with every XPay provider, whatever `id` the shop's
 * terminal has.
 */
export function withXPay(map: Record<string, PaymentInfo>): Record<string, PaymentInfo> {
  return new Proxy(map, {
    get: (known, name, receiver): unknown =>
      Reflect.get(known, name, receiver) ?? (typeof name === "string" ? xpayPaymentInfo(name) : undefined),
  })
}
