import { Button, Heading } from "@medusajs/ui"
import { useId, useRef, type FormEvent } from "react"
import type { Notify } from "../lib/notice"
import { post } from "../lib/post"
import { usePermissions } from "../lib/use-permissions"
import { usePaymentAction } from "../lib/use-payment-action"
import { useTexts } from "../lib/use-texts"
import { newUuid } from "../lib/uuid"
import type { PaymentDetail } from "../lib/wire"
import { RecipientFields } from "./recipient-fields"
import { useRecipient } from "./use-recipient"

/** Sends a receipt to the payer. Renders nothing if there is no receipt, or the shop has no notification channel. */
export function ReceiptForm({ payment, notify }: { payment: PaymentDetail; notify: Notify }) {
  const { message: texts } = useTexts()
  const permissions = usePermissions()
  const { run, isBusy } = usePaymentAction(notify)
  const id = useId()
  const { channels } = payment
  const entry = useRecipient(channels, payment)
  // The server sends one receipt per key, however often it is requested.
  const requestKey = useRef(newUuid())
  if (!payment.has_receipt || channels.length === 0 || permissions?.send_receipt !== true) {
    return null
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await run(async (language) => {
      const body = { request_key: requestKey.current, ...entry.recipient }
      await post(`payments/${payment.id}/receipt`, language, body)
      requestKey.current = newUuid()
      return texts.sent(entry.recipient.to)
    })
  }
  return (
    <section aria-label={texts.receipt}>
      <form className="flex flex-col gap-y-4" onSubmit={(event) => void submit(event)}>
        <Heading level="h3">{texts.receipt}</Heading>
        <RecipientFields id={id} channels={channels} entry={entry} />
        <div>
          <Button
            type="submit"
            size="small"
            variant="secondary"
            isLoading={isBusy}
            disabled={entry.recipient.to === ""}
          >
            {texts.sendReceipt}
          </Button>
        </div>
      </form>
    </section>
  )
}
