import { Button, Checkbox, Drawer, Hint, Input, Label } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { AmountInput, isPayable } from "../lib/amount-input"
import { Field } from "../lib/field"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { NoticeArea, type Notice } from "../lib/notice"
import { PanelHeader } from "../lib/panel-header"
import { TerminalSelect } from "../lib/terminal-select"
import { usePartQuestion } from "../lib/use-part-question"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { OrderPanel } from "../lib/wire"
import { RecipientFields } from "../messages/recipient-fields"
import { useRecipient } from "../messages/use-recipient"
import { dayIn, USUAL_DAYS } from "./day-in"
import { PageLanguage } from "./page-language"
import { useNewLink } from "./use-new-link"

const MOST_DAYS = 90

/** Creates a payment link for the outstanding amount or a part of it. */
export default function LinkPanel({
  panel,
  onClose,
  onMade,
}: {
  panel: OrderPanel
  onClose: () => void
  /** Receives the id of the link's payment and, if the link was to be sent, the outcome of sending it. */
  onMade: (paymentId: string, sent: Notice | undefined) => void
}) {
  const { link: texts, message, moto, cancel } = useTexts()
  const language = useLanguage()
  const id = useId()
  const permissions = usePermissions()
  const { outstanding, currency_code: currency, link } = panel
  const { channels } = panel
  const canSend = channels.length > 0 && permissions?.change_link === true
  const [amount, setAmount] = useState<number | undefined>(outstanding)
  const [providerId, setProviderId] = useState(link.terminals[0]?.provider_id ?? "")
  const [lastDay, setLastDay] = useState(dayIn(USUAL_DAYS))
  const [pageLanguage, setPageLanguage] = useState<string>(language)
  const entry = useRecipient(channels, panel)
  const { channel, to } = entry.recipient
  const [isSending, setIsSending] = useState(canSend && to !== "")
  const { make, isBusy, notice } = useNewLink(panel.order_id, onMade)
  const isRight = isPayable(amount, outstanding)
  const askForPart = usePartQuestion(outstanding, currency)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isRight || isBusy || !(await askForPart(amount, texts.partQuestion, texts.partButton))) {
      return
    }
    await make(
      { provider_id: providerId, amount, expires_on: lastDay, locale: pageLanguage },
      isSending && to !== "" ? entry.recipient : undefined
    )
  }

  return (
    <Drawer open onOpenChange={onClose}>
      <Drawer.Content onInteractOutside={(event) => event.preventDefault()}>
        <PanelHeader title={texts.title} intro={texts.intro} />
        <form className="contents" onSubmit={(event) => void submit(event)}>
          <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
            <AmountInput
              id={`${id}-amount`}
              label={texts.amount}
              hint={moto.outstanding(formatMoney(outstanding, currency, language))}
              currencyCode={currency}
              most={outstanding}
              onAmount={setAmount}
            />
            <TerminalSelect
              id={`${id}-terminal`}
              label={texts.terminal}
              terminals={link.terminals}
              value={providerId}
              onChange={setProviderId}
            />
            <Field id={`${id}-day`} label={texts.lastDay} hint={texts.lastDayHint}>
              <Input
                id={`${id}-day`}
                aria-describedby={`${id}-day-hint`}
                type="date"
                size="small"
                required
                min={dayIn(0)}
                max={dayIn(MOST_DAYS)}
                value={lastDay}
                onChange={(event) => setLastDay(event.target.value)}
              />
            </Field>
            <Field id={`${id}-language`} label={texts.language}>
              <PageLanguage id={`${id}-language`} value={pageLanguage} onChange={setPageLanguage} />
            </Field>
            {channels.length === 0 && <Hint>{texts.noChannelHint}</Hint>}
            {canSend && <RecipientFields id={id} channels={channels} entry={entry} />}
            {canSend && (
              <div className="flex items-center gap-x-2">
                <Checkbox
                  id={`${id}-send`}
                  checked={isSending && to !== ""}
                  disabled={to === ""}
                  onCheckedChange={(checked) => setIsSending(checked === true)}
                />
                <Label htmlFor={`${id}-send`} size="small">
                  {message.sendNow(channel)}
                </Label>
              </div>
            )}
          </Drawer.Body>
          <Drawer.Footer className="order-last">
            <Drawer.Close asChild>
              <Button type="button" size="small" variant="secondary">
                {cancel}
              </Button>
            </Drawer.Close>
            <Button type="submit" size="small" disabled={!isRight} isLoading={isBusy}>
              {texts.create}
            </Button>
          </Drawer.Footer>
        </form>
        <NoticeArea notice={notice} />
      </Drawer.Content>
    </Drawer>
  )
}
