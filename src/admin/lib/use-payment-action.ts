import { useState } from "react"
import { failureNotice } from "./failure-notice"
import { useLanguage } from "./language"
import type { Notify } from "./notice"
import { useRefresh } from "./use-refresh"
import { useTexts } from "./use-texts"

type Language = ReturnType<typeof useLanguage>

/** Executes requests about a payment: reports the outcome of each in the drawer, and reloads everything. */
export function usePaymentAction(notify: Notify) {
  const { move } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [isBusy, setIsBusy] = useState(false)
  /** @param request resolves to the message for its success */
  const run = async (request: (language: Language) => Promise<string>): Promise<void> => {
    setIsBusy(true)
    notify(undefined)
    try {
      notify({ variant: "success", title: await request(language) })
    } catch (error) {
      notify(failureNotice(error, move))
    } finally {
      setIsBusy(false)
      refresh()
    }
  }
  return { run, isBusy }
}
