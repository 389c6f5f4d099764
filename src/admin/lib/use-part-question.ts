import { usePrompt } from "@medusajs/ui"
import { useRef } from "react"
import { useLanguage } from "./language"
import { partQuestion } from "./part-question"
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

  /** @param title a question, `confirm` the answer to it; each is given the amount. @returns whether to go on */
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
