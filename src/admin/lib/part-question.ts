import type { Texts } from "../i18n/en"
import { formatMoney } from "./money"

/** What is asked for, of which balance. */
export interface TypedPart {
  readonly amount: number
  readonly outstanding: number
  readonly currencyCode: string
}

/** A question and the answer to it; each is given the amount in words of money. */
export interface PartWords {
  readonly title: (money: string) => string
  readonly confirm: (money: string) => string
}

/** What to ask before less than the whole balance is asked for; undefined when it is all of it. */
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
