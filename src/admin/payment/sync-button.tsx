import { ArrowPath } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import { useState } from "react"
import { failureNotice } from "../lib/failure-notice"
import type { Notify } from "../lib/notice"
import { post } from "../lib/post"
import { useLanguage } from "../lib/language"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** Queries XPay now, before the job does. */
export function SyncButton({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { payment: texts, move } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [isAsking, setIsAsking] = useState(false)
  const sync = async () => {
    setIsAsking(true)
    notify(undefined)
    try {
      await post(`payments/${payment.id}/sync`, language, {})
      notify({ variant: "success", title: texts.synced })
    } catch (error) {
      notify(failureNotice(error, move))
    }
    refresh()
    setIsAsking(false)
  }
  return (
    <Button size="small" variant="secondary" isLoading={isAsking} onClick={() => void sync()}>
      <ArrowPath />
      {texts.sync}
    </Button>
  )
}
