/** Why what was typed is no amount. `ambiguous`: the separator could mark thousands or decimals. */
export type AmountProblem = "empty" | "not_a_number" | "ambiguous" | "too_many_decimals"

/** What was typed, as an amount in major units; or why it is none. */
export type TypedAmount =
  | { readonly amount: number; readonly problem?: undefined }
  | { readonly amount?: undefined; readonly problem: AmountProblem }

/** Why an amount cannot be asked for. */
export type AmountObjection = AmountProblem | "zero" | "too_much"

/** How the amounts of a form are written. */
export interface AmountStyle {
  /** Decimals of the currency. */
  readonly decimals: number
  /** The decimal sign of the reader's language. */
  readonly sign: string
}

/** Written without decimals mostly, but XPay counts their hundredths. */
const HUNDREDTHS = /^(huf|cop)$/i
/** Digits in threes, behind a first group of one to three that does not start with 0, all with the same separator. */
const GROUPED = /^[1-9]\d{0,2}(?:([., '’])\d{3})(?:\1\d{3})*$/
const DIGITS = /^\d+$/
/** Everything that is a space for Unicode: languages group with no-break spaces, which are pasted along. */
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

/**
 * Reads an amount that a person typed. Either `.` or `,` may be the decimal sign, whatever the language: it is the last of
 * them, with no more digits behind it than the currency has decimals. Thousands may be grouped where that can mean nothing
 * else, as in `1.550,00`. What could mean two amounts is refused, such as `1.550`: one thousand times too much is charged
 * where such a thing is guessed.
 */
export function readAmount(typed: string, { decimals, sign }: AmountStyle): TypedAmount {
  const text = typed.trim().replace(SPACES, " ")
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

/** Why what was typed cannot be asked for, where `most` is possible; undefined when it can. */
export function objectionTo({ amount, problem }: TypedAmount, most: number): AmountObjection | undefined {
  if (amount === undefined) {
    return problem
  }
  return amount === 0 ? "zero" : amount > most ? "too_much" : undefined
}

/** An amount as a person would type it, with the currency's decimals and without groups. */
export function writeAmount(amount: number, { decimals, sign }: AmountStyle): string {
  return amount.toFixed(decimals).replace(".", sign)
}

/** What was typed without everything that is no digit. */
export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, "")
}

function whole(text: string): TypedAmount {
  return { amount: Number(digitsOf(text)) }
}
