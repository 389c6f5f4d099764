import { ArrowDownTray } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import { useId, useState } from "react"
import { call } from "../lib/call"
import { failureNotice } from "../lib/failure-notice"
import { useLanguage } from "../lib/language"
import type { Notify } from "../lib/notice"
import { saveFile } from "../lib/save-file"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** Downloads the file about a payment that Nexi's support needs. */
export function SupportFileButton({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { payment: texts, move } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const id = useId()
  const [isAsking, setIsAsking] = useState(false)
  const download = async () => {
    setIsAsking(true)
    notify(undefined)
    try {
      const file = await call<object>(`payments/${payment.id}/support-file`, language)
      const name = `xpay-${payment.xpay_order_id}.json`
      saveFile(name, `${JSON.stringify(file, null, 2)}\n`)
      notify({ variant: "success", title: texts.supportFileMade(name) })
    } catch (error) {
      notify(failureNotice(error, move))
    }
    refresh()
    setIsAsking(false)
  }
  return (
    <div className="mt-2 flex flex-col items-start gap-y-2">
      <Button
        size="small"
        variant="secondary"
        isLoading={isAsking}
        aria-describedby={id}
        onClick={() => void download()}
      >
        <ArrowDownTray />
        {texts.supportFile}
      </Button>
      <span id={id} className="txt-small text-ui-fg-subtle">
        {texts.supportFileHint}
      </span>
    </div>
  )
}
