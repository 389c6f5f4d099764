import { ArrowDownTray } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import { useId } from "react"
import { call } from "../lib/call"
import type { Notify } from "../lib/notice"
import { saveFile } from "../lib/save-file"
import { usePaymentAction } from "../lib/use-payment-action"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** Downloads the file about a payment that Nexi's support needs. */
export function SupportFileButton({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { payment: texts } = useTexts()
  const { run, isBusy } = usePaymentAction(notify)
  const id = useId()
  const download = async () =>
    await run(async (language) => {
      const file = await call<object>(`payments/${payment.id}/support-file`, language)
      const name = `xpay-${payment.xpay_order_id}.json`
      saveFile(name, `${JSON.stringify(file, null, 2)}\n`)
      return texts.supportFileMade(name)
    })
  return (
    <div className="mt-2 flex flex-col items-start gap-y-2">
      <Button
        size="small"
        variant="secondary"
        isLoading={isBusy}
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
