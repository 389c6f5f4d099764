import { Button, Input, Label, usePrompt } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import type { Notify } from "../lib/notice"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail, PaymentLink } from "../lib/wire"
import { RecipientFields } from "../messages/recipient-fields"
import { useRecipient } from "../messages/use-recipient"
import { dayIn, USUAL_DAYS } from "./day-in"
import { useLinkAction } from "./use-link-action"

/** Actions on a payment link: send, extend, cancel. */
export function LinkActions({
  payment,
  link,
  notify,
}: {
  payment: PaymentDetail
  link: PaymentLink
  notify: Notify
}) {
  const texts = useTexts()
  const language = useLanguage()
  const prompt = usePrompt()
  const id = useId()
  const { channels } = payment
  const entry = useRecipient(channels, payment)
  const { to } = entry.recipient
  const { act, isBusy } = useLinkAction(payment.id, notify)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void act("send", entry.recipient, texts.message.sent(to))
  }
  const cancel = async () => {
    const isSure = await prompt({
      title: texts.link.cancelQuestion(formatMoney(payment.amount, payment.currency_code, language)),
      description: texts.link.cancelText,
      confirmText: texts.link.cancel,
      cancelText: texts.back,
    })
    if (isSure) {
      await act("cancel", {}, texts.link.isCanceled)
    }
  }
  return (
    <>
      {link.state === "open" && link.url !== null && channels.length > 0 && (
        <form className="flex flex-col gap-y-4" onSubmit={send}>
          <RecipientFields id={id} channels={channels} entry={entry} />
          <div>
            <Button type="submit" size="small" variant="secondary" disabled={isBusy || to === ""}>
              {texts.message.send(entry.recipient.channel)}
            </Button>
          </div>
        </form>
      )}
      {link.renewable_until !== null && (
        <Renewal
          until={link.renewable_until}
          isBusy={isBusy}
          onRenew={(day) => void act("renew", { expires_on: day }, texts.link.renewed)}
        />
      )}
      {link.state === "open" && (
        <div>
          <Button size="small" variant="danger" disabled={isBusy} onClick={() => void cancel()}>
            {texts.link.cancel}
          </Button>
        </div>
      )}
    </>
  )
}

function Renewal({
  until,
  isBusy,
  onRenew,
}: {
  /** The last day that XPay allows. */
  until: string
  isBusy: boolean
  onRenew: (day: string) => void
}) {
  const { link: texts } = useTexts()
  const id = useId()
  const usual = dayIn(USUAL_DAYS)
  const [day, setDay] = useState(usual < until ? usual : until)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onRenew(day)
  }
  return (
    <form className="flex items-end gap-x-2" onSubmit={submit}>
      <div className="flex flex-1 flex-col gap-y-2">
        <Label htmlFor={id} size="small" weight="plus">
          {texts.renewUntil}
        </Label>
        <Input
          id={id}
          type="date"
          size="small"
          required
          min={dayIn(0)}
          max={until}
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
      </div>
      <Button type="submit" size="small" variant="secondary" disabled={isBusy || day === ""}>
        {texts.renew}
      </Button>
    </form>
  )
}
