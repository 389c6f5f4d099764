import { ArrowPath } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useState } from "react"
import { post } from "../lib/post"
import { useLanguage } from "../lib/language"
import { messageOf } from "../lib/message-of"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** Queries XPay now, instead of when the job would. */
export function SyncButton({ payment }: { payment: PaymentDetail }) {
  const { payment: texts } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const [isAsking, setIsAsking] = useState(false)
  const sync = async () => {
    setIsAsking(true)
    try {
      await post(`payments/${payment.id}/sync`, language, {})
      toast.success(texts.synced)
    } catch (error) {
      toast.error(messageOf(error))
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
