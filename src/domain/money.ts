import { BigNumber, MathBN } from "@medusajs/framework/utils"
import type { BigNumberInput } from "@medusajs/framework/types"
import { XPAY_CURRENCY_DECIMALS, xpayCurrency, type XPayCurrency } from "./currencies"
import { MoneyError } from "./money-error"

/** An amount in the minor unit of its currency (cents, yen, fils), as XPay counts. Never negative. */
export interface Money {
  readonly minor: bigint
  readonly currency: XPayCurrency
}

export function money(minor: bigint, currency: XPayCurrency): Money {
  if (minor < 0n) {
    throw new MoneyError("An amount of money cannot be negative.")
  }
  return { minor, currency }
}

/**
 * Medusa's amount (major units, in any of its formats) as XPay's.
 *
 * Medusa can hold more decimals than the currency has, for example through a tax rate. Such an amount is rounded **half
 * up, once, here**: 2.675 EUR is 268 cents. Nothing else in the plugin rounds.
 *
 * @throws MoneyError on a currency that XPay does not accept and on negative or non-finite amounts.
 */
export function toMinor(amount: BigNumberInput, currencyCode: string): Money {
  const currency = xpayCurrency(currencyCode)
  const shifted = shift(amount, currency)
  if (shifted === undefined) {
    throw new MoneyError("An amount of money must be a number.")
  }
  return money(BigInt(shifted.integerValue(ROUND_HALF_UP).toFixed(0)), currency)
}

/** Whether an amount in major units has no more decimals than its currency, so that it needs no rounding. */
export function isExact(amount: BigNumberInput, currency: XPayCurrency): boolean {
  return shift(amount, currency)?.isInteger() === true
}

/**
 * An amount in minor units, before rounding; undefined if it is not a number. Medusa's math treats a missing value as
 * 0, and a non-number becomes `NaN` in some versions of bignumber.js and throws in others.
 */
function shift(amount: BigNumberInput | null | undefined, currency: XPayCurrency) {
  try {
    const shifted =
      amount == null ? undefined : MathBN.convert(amount).shiftedBy(XPAY_CURRENCY_DECIMALS[currency])
    return shifted?.isFinite() === true ? shifted : undefined
  } catch {
    return undefined
  }
}

/** The largest amount that XPay accepts in one payment: twelve digits in minor units. */
const LARGEST_MINOR = 999_999_999_999n

/** Whether an amount is too large for one payment at XPay. */
export function isTooLarge({ minor }: Money): boolean {
  return minor > LARGEST_MINOR
}

/** The largest amount in a currency that XPay accepts in one payment. */
export function largestPayment(currency: XPayCurrency): Money {
  return { minor: LARGEST_MINOR, currency }
}

/** `ROUND_HALF_UP` of bignumber.js. Medusa's MathBN exposes the library without its constants. */
const ROUND_HALF_UP = 4

/** XPay's amount as a decimal string in major units, e.g. `"24.99"`, `"500"` for yen. */
export function toMajorString({ minor, currency }: Money): string {
  const decimals = XPAY_CURRENCY_DECIMALS[currency]
  const digits = minor.toString().padStart(decimals + 1, "0")
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** XPay's amount as Medusa's (major units). */
export function toMajor(amount: Money): BigNumber {
  return new BigNumber(toMajorString(amount))
}

/** Formatted for display in the given language: `€ 24,99`, `24.99 €`, `¥500`. */
export function formatMoney(amount: Money, locale = "en"): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: XPAY_CURRENCY_DECIMALS[amount.currency],
    maximumFractionDigits: XPAY_CURRENCY_DECIMALS[amount.currency],
  })
  // A decimal string keeps every digit (ECMA-402 since 2023); TypeScript's ES2022 library does not support it yet.
  return format.format(toMajorString(amount) as unknown as number)
}

/** The same amount and the same currency. */
export function isSameMoney(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.minor === b.minor
}
