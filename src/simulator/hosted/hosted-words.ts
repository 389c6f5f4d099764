import { moneyText } from "../pages/money-text"
import { type HostedOrder } from "./attempt"
import { languageOf, textsIn, type HostedTexts, type Language } from "./hosted-texts"

/** The language of an order's page, and its texts. */
export function wordsFor(order: HostedOrder): { language: Language; texts: HostedTexts } {
  const language = languageOf(order.hosted)
  return { language, texts: textsIn(language) }
}

/** The amount to pay, formatted. */
export function amountText(
  { hosted, currency }: HostedOrder,
  language: Language,
  texts: HostedTexts
): string {
  return hosted.amount === 0 ? texts.noCharge : moneyText(hosted.amount, currency, language)
}
