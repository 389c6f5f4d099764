import { MoneyError } from "./money-error"

/**
 * The currencies that XPay accepts, and the decimals of their minor unit **at XPay**. These may differ from what a shop
 * shows: Medusa prints forints without decimals while XPay counts them in hundredths. Source: the list of currencies in
 * Nexi's API reference, decimals as Nexi's own plugin uses them.
 */
export const XPAY_CURRENCY_DECIMALS = {
  AED: 2,
  AOA: 2,
  ARS: 2,
  AUD: 2,
  AZN: 2,
  BAM: 2,
  BGN: 2,
  BHD: 3,
  BRL: 2,
  BYN: 2,
  BYR: 0,
  CAD: 2,
  CHF: 2,
  CLP: 0,
  CNY: 2,
  COP: 2,
  CZK: 2,
  DKK: 2,
  EGP: 2,
  EUR: 2,
  GBP: 2,
  GIP: 2,
  HKD: 2,
  HRK: 2,
  HUF: 2,
  INR: 2,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  KZT: 2,
  LTL: 2,
  LVL: 2,
  MKD: 2,
  MXN: 2,
  MYR: 2,
  NGN: 2,
  NOK: 2,
  PHP: 2,
  PLN: 2,
  QAR: 2,
  RON: 2,
  RSD: 2,
  RUB: 2,
  SAR: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TRY: 2,
  TWD: 2,
  UAH: 2,
  USD: 2,
  VEF: 2,
  VND: 0,
  ZAR: 2,
} as const satisfies Record<string, number>

/** Upper-case ISO 4217 code of a currency that XPay accepts. */
export type XPayCurrency = keyof typeof XPAY_CURRENCY_DECIMALS

/** The currency in XPay's spelling. `code` in either case. @throws MoneyError if XPay does not accept it. */
export function xpayCurrency(code: string): XPayCurrency {
  const upper = code.toUpperCase()
  if (!isXPayCurrency(upper)) {
    throw new MoneyError(`XPay does not take payments in ${upper}.`)
  }
  return upper
}

export function isXPayCurrency(code: string): code is XPayCurrency {
  return Object.hasOwn(XPAY_CURRENCY_DECIMALS, code)
}
