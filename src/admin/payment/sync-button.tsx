import { ArrowPath } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import type { Notify } from "../lib/notice"
import { post } from "../lib/post"
import { usePaymentAction } from "../lib/use-payment-action"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** Queries XPay now, before the job does. */
export function SyncButton({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { payment: texts } = useTexts()
  const { run, isBusy } = usePaymentAction(notify)
  const sync = async () =>
    await run(async (language) => {
      await post(`payments/${payment.id}/sync`, language, {})
      return texts.synced
    })
  return (
    <Button size="small" variant="secondary" isLoading={isBusy} onClick={() => void sync()}>
      <ArrowPath />
      {texts.sync}
    </Button>
  )
}
