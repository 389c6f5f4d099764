import { usePrompt } from "@medusajs/ui"
import { useRef } from "react"
import { useLanguage } from "./language"
import { partQuestion } from "./part-question"
import { useTexts } from "./use-texts"

/**
 * Asks for confirmation, with the amount, before a partial amount is requested: this reveals most misplaced decimal
 * signs. Shows one question at a time.
 */
export function usePartQuestion(outstanding: number, currencyCode: string) {
  const texts = useTexts()
  const language = useLanguage()
  const prompt = usePrompt()
  const isAsking = useRef(false)

  /** @param title a question, `confirm` its button; each receives the formatted amount. @returns whether to continue */
  return async (
    amount: number,
    title: (money: string) => string,
    confirm: (money: string) => string
  ): Promise<boolean> => {
    const question = partQuestion({ amount, outstanding, currencyCode }, { title, confirm }, texts, language)
    if (question === undefined) {
      return true
    }
    if (isAsking.current) {
      return false
    }
    isAsking.current = true
    try {
      return await prompt(question)
    } finally {
      isAsking.current = false
    }
  }
}
