import { digitsOf, plainDigits } from "../../storefront/card/format"

/** Why a typed text is not an amount. `ambiguous`: the separator could mark thousands or decimals. */
export type AmountProblem = "empty" | "not_a_number" | "ambiguous" | "too_many_decimals"

/** A typed amount in major units, or why it is not one. */
export type TypedAmount =
  | { readonly amount: number; readonly problem?: undefined }
  | { readonly amount?: undefined; readonly problem: AmountProblem }

/** Why an amount cannot be requested. */
export type AmountObjection = AmountProblem | "zero" | "too_much"

/** The notation of amounts in a form. */
export interface AmountStyle {
  /** Decimals of the currency. */
  readonly decimals: number
  /** The decimal sign of the reader's language. */
  readonly sign: string
}

/** Usually written without decimals, but XPay counts them in hundredths. */
const HUNDREDTHS = /^(huf|cop)$/i
/**
 * Groups of three digits after a first group of one to three that does not start with 0, all with the same separator.
 */
const GROUPED = /^[1-9]\d{0,2}(?:([., '’])\d{3})(?:\1\d{3})*$/
const DIGITS = /^\d+$/
/** Any Unicode space: some languages group digits with no-break spaces, which are pasted along. */
const SPACES = /\s/g

/** @param currencyCode ISO 4217, in either case; `language` BCP 47 */
export function amountStyle(currencyCode: string, language: string): AmountStyle {
  const currency = new Intl.NumberFormat(language, { style: "currency", currency: currencyCode })
  const sign = new Intl.NumberFormat(language).formatToParts(1.5).find(({ type }) => type === "decimal")
  return {
    decimals: HUNDREDTHS.test(currencyCode) ? 2 : (currency.resolvedOptions().maximumFractionDigits ?? 2),
    sign: sign?.value ?? ".",
  }
}

/** The signs of Arabic and full-width keyboards, as those of ours that mean the same. */
function plainSigns(typed: string, decimalSign: string): string {
  return typed
    .replace(/\u066b/g, decimalSign)
    .replace(/\u066c/g, "'")
    .replace(/\uff0e/g, ".")
    .replace(/\uff0c/g, ",")
}

/**
 * Reads a typed amount, with the digits of any script. `.` or `,` may be the decimal sign in any language: it is the last of
 * them, followed by at most as many digits as the currency has decimals. Digits may be grouped where the grouping is
 * unambiguous, as in `1.550,00`. Ambiguous input such as `1.550` is refused: a wrong guess would charge a thousand times too
 * much.
 */
export function readAmount(typed: string, { decimals, sign }: AmountStyle): TypedAmount {
  const text = plainSigns(plainDigits(typed.trim()), sign).replace(SPACES, " ")
  if (text === "") {
    return { problem: "empty" }
  }
  const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","))
  const mark = text.charAt(at)
  const isMarkAlone = at !== -1 && text.indexOf(mark) === at
  if (GROUPED.test(text) && !isMarkAlone) {
    return whole(text)
  }
  if (at === -1) {
    return DIGITS.test(text) ? whole(text) : { problem: "not_a_number" }
  }
  const [before, behind] = [text.slice(0, at), text.slice(at + 1)]
  const isBeforeRight = before === "" || DIGITS.test(before) || (GROUPED.test(before) && isMarkAlone)
  if (!isBeforeRight || !/^\d*$/.test(behind) || text === mark) {
    return { problem: "not_a_number" }
  }
  if (GROUPED.test(text) && !(decimals === 3 && mark === sign)) {
    return { problem: "ambiguous" }
  }
  return behind.length > decimals
    ? { problem: "too_many_decimals" }
    : { amount: Number(`${digitsOf(before) || "0"}.${behind || "0"}`) }
}

/** Why a typed amount cannot be requested, given the limit `most`; undefined if it can. */
export function objectionTo({ amount, problem }: TypedAmount, most: number): AmountObjection | undefined {
  if (amount === undefined) {
    return problem
  }
  return amount === 0 ? "zero" : amount > most ? "too_much" : undefined
}

/** An amount as a user would type it: with the currency's decimals and without grouping. */
export function writeAmount(amount: number, { decimals, sign }: AmountStyle): string {
  return amount.toFixed(decimals).replace(".", sign)
}

function whole(text: string): TypedAmount {
  return { amount: Number(digitsOf(text)) }
}
