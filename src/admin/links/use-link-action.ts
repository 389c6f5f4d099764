import { toast } from "@medusajs/ui"
import { useState } from "react"
import { post } from "../lib/post"
import { useLanguage } from "../lib/language"
import { tellFailure } from "../lib/tell-failure"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"

/** Does something with a payment link and says how it went; everything looks again. */
export function useLinkAction(paymentId: string) {
  const { move } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [isBusy, setIsBusy] = useState(false)
  const act = async (action: "cancel" | "renew" | "send", body: object, success: string): Promise<void> => {
    setIsBusy(true)
    try {
      await post(`payment-links/${paymentId}/${action}`, language, body)
      toast.success(success)
    } catch (error) {
      tellFailure(error, move)
    } finally {
      setIsBusy(false)
      refresh()
    }
  }
  return { act, isBusy }
}
