import type { Texts } from "../i18n/en"
import { formatMoney } from "./money"

/** The requested amount, and the balance that it is part of. */
export interface TypedPart {
  readonly amount: number
  readonly outstanding: number
  readonly currencyCode: string
}

/** A question and its confirming button; each receives the formatted amount. */
export interface PartWords {
  readonly title: (money: string) => string
  readonly confirm: (money: string) => string
}

/** The question to ask before a partial amount is requested; undefined for the whole balance. */
export function partQuestion(
  { amount, outstanding, currencyCode }: TypedPart,
  { title, confirm }: PartWords,
  texts: Texts,
  language: string
) {
  const money = (value: number) => formatMoney(value, currencyCode, language)
  return amount === outstanding
    ? undefined
    : ({
        title: title(money(amount)),
        description: texts.typedAmount.part(money(amount), money(outstanding - amount)),
        confirmText: confirm(money(amount)),
        cancelText: texts.back,
        variant: "confirmation",
      } as const)
}
