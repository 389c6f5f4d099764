import { toast } from "@medusajs/ui"
import { useState } from "react"
import { useLanguage } from "../lib/language"
import { messageOf } from "../lib/message-of"
import { post } from "../lib/post"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

interface NewLink {
  readonly provider_id: string
  readonly amount: number
  /** `YYYY-MM-DD`. */
  readonly expires_on: string
  readonly locale: string
}

/** Makes a payment link for an order, and sends it where an address is given. */
export function useNewLink(orderId: string, onMade: (paymentId: string) => void) {
  const { link: texts } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)

  const make = async (link: NewLink, email: string): Promise<void> => {
    setIsBusy(true)
    try {
      const { payment } = await post<{ payment: PaymentDetail }>(
        `orders/${orderId}/payment-links`,
        language,
        link
      )
      if (email !== "") {
        await send(payment.id, email)
      }
      onMade(payment.id)
    } catch (error) {
      setProblem(messageOf(error))
      setIsBusy(false)
    }
    refresh()
  }

  /** The link is there in any case, and can be sent again. */
  const send = async (paymentId: string, email: string): Promise<void> => {
    try {
      await post(`payment-links/${paymentId}/send`, language, { email })
      toast.success(texts.sent(email))
    } catch (error) {
      toast.error(texts.notSent, { description: messageOf(error) })
    }
  }

  return { make, isBusy, problem }
}
