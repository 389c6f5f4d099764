import { useState } from "react"
import { useLanguage } from "../lib/language"
import { failureNotice } from "../lib/failure-notice"
import { messageOf } from "../lib/message-of"
import type { Notice } from "../lib/notice"
import { post } from "../lib/post"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import type { Recipient } from "../messages/use-recipient"

interface NewLink {
  readonly provider_id: string
  readonly amount: number
  /** `YYYY-MM-DD`. */
  readonly expires_on: string
  readonly locale: string
}

/**
 * Creates a payment link for an order and sends it if a recipient is given. `onMade` receives the id of its payment
 * and, if the link was to be sent, the outcome of sending it.
 */
export function useNewLink(orderId: string, onMade: (paymentId: string, sent: Notice | undefined) => void) {
  const { link: texts, message, move } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [notice, setNotice] = useState<Notice>()
  const [isBusy, setIsBusy] = useState(false)

  const make = async (link: NewLink, recipient: Recipient | undefined): Promise<void> => {
    setIsBusy(true)
    setNotice(undefined)
    try {
      const { payment } = await post<{ payment: PaymentDetail }>(
        `orders/${orderId}/payment-links`,
        language,
        link
      )
      onMade(payment.id, recipient && (await send(payment.id, recipient)))
    } catch (error) {
      setNotice(failureNotice(error, move))
      setIsBusy(false)
    }
    refresh()
  }

  /** If sending fails, the link exists all the same and can be sent again. */
  const send = async (paymentId: string, recipient: Recipient): Promise<Notice> => {
    try {
      await post(`payment-links/${paymentId}/send`, language, recipient)
      return { variant: "success", title: message.sent(recipient.to) }
    } catch (error) {
      return { variant: "error", title: texts.notSent, text: messageOf(error) }
    }
  }

  return { make, isBusy, notice }
}
