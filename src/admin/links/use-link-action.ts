import { useState } from "react"
import { post } from "../lib/post"
import { useLanguage } from "../lib/language"
import { failureNotice } from "../lib/failure-notice"
import type { Notify } from "../lib/notice"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"

/** Executes an action on a payment link, reports the outcome and reloads everything. */
export function useLinkAction(paymentId: string, notify: Notify) {
  const { move } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [isBusy, setIsBusy] = useState(false)
  const act = async (action: "cancel" | "renew" | "send", body: object, success: string): Promise<void> => {
    setIsBusy(true)
    notify(undefined)
    try {
      await post(`payment-links/${paymentId}/${action}`, language, body)
      notify({ variant: "success", title: success })
    } catch (error) {
      notify(failureNotice(error, move))
    } finally {
      setIsBusy(false)
      refresh()
    }
  }
  return { act, isBusy }
}
