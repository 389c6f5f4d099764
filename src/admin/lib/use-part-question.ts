import { usePrompt } from "@medusajs/ui"
import { useRef } from "react"
import { useLanguage } from "./language"
import { formatMoney } from "./money"
import { useTexts } from "./use-texts"

/**
 * Asks once more, saying the amount, before less than the whole balance is asked for: a decimal sign in the wrong place
 * mostly shows there. One question at a time, however often it is asked for.
 */
export function usePartQuestion(outstanding: number, currencyCode: string) {
  const texts = useTexts()
  const language = useLanguage()
  const prompt = usePrompt()
  const isAsking = useRef(false)
  const money = (value: number) => formatMoney(value, currencyCode, language)

  /** @param title a question, `confirm` the answer to it; each is given the amount. @returns whether to go on */
  return async (
    amount: number,
    title: (money: string) => string,
    confirm: (money: string) => string
  ): Promise<boolean> => {
    if (amount === outstanding) {
      return true
    }
    if (isAsking.current) {
      return false
    }
    isAsking.current = true
    try {
      return await prompt({
        title: title(money(amount)),
        description: texts.typedAmount.part(money(amount), money(outstanding - amount)),
        confirmText: confirm(money(amount)),
        cancelText: texts.back,
        variant: "confirmation",
      })
    } finally {
      isAsking.current = false
    }
  }
}
