import { Button, Heading } from "@medusajs/ui"
import type { Notify } from "../lib/notice"
import { post } from "../lib/post"
import { usePaymentAction } from "../lib/use-payment-action"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"

/** A payment that the shop's rules hold for review: what that means, and the button that accepts it. */
export function ReviewSection({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { review: texts } = useTexts()
  const permissions = usePermissions()
  const { run, isBusy } = usePaymentAction(notify)
  if (!payment.is_for_review) {
    return null
  }
  const accept = async () =>
    await run(async (language) => {
      await post(`payments/${payment.id}/accept`, language, {})
      return texts.accepted
    })
  return (
    <section aria-label={texts.title} className="flex flex-col items-start gap-y-2">
      <Heading level="h3">{texts.title}</Heading>
      <p className="txt-small text-ui-fg-subtle">{texts.text}</p>
      {permissions?.accept_review && (
        <Button size="small" variant="secondary" isLoading={isBusy} onClick={() => void accept()}>
          {texts.accept}
        </Button>
      )}
    </section>
  )
}
