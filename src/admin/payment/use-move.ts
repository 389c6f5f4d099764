import { useState } from "react"
import { post } from "../lib/post"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { failureNotice } from "../lib/failure-notice"
import { isUnconfirmed } from "../lib/message-of"
import type { Notify } from "../lib/notice"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

export type Move = keyof PaymentDetail["can"]

const PATHS: Record<Move, string> = {
  capture: "capture",
  refund: "refund",
  void: "void",
  cancel_capture: "cancel-capture",
}

/** Moves money of a payment and reports the outcome. Always reloads everything. */
export function useMove(payment: PaymentDetail, notify: Notify) {
  const { move: texts, timeline } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [isMoving, setIsMoving] = useState(false)
  /** Resolves to whether the form is finished: the movement was executed, or its outcome is unconfirmed. */
  const move = async (kind: Move, amount: number, body: object): Promise<boolean> => {
    setIsMoving(true)
    notify(undefined)
    try {
      await post(`payments/${payment.id}/${PATHS[kind]}`, language, body)
      const money = formatMoney(amount, payment.currency_code, language)
      notify({ variant: "success", title: texts.done, text: `${timeline[kind]}: ${money}` })
      return true
    } catch (error) {
      notify(failureNotice(error, texts))
      return isUnconfirmed(error)
    } finally {
      setIsMoving(false)
      refresh()
    }
  }
  return { move, isMoving }
}
