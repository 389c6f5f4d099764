import { Button, Heading, Input, Label, StatusBadge, usePrompt } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { CopyButton } from "../lib/copy-button"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail, PaymentLink } from "../lib/wire"
import { dayIn, USUAL_DAYS } from "./day-in"
import { useLinkAction } from "./use-link-action"

const COLORS = { open: "orange", paid: "green", expired: "grey", canceled: "grey" } as const

/** The payment link of a payment: where it stands, and what can be done with it. Nothing for other payments. */
export function LinkSection({ payment }: { payment: PaymentDetail }) {
  const { link: texts } = useTexts()
  const permissions = usePermissions()
  const { link } = payment
  if (link === null) {
    return null
  }
  return (
    <section aria-label={texts.title} className="flex flex-col gap-y-4">
      <div className="flex items-center gap-2">
        <Heading level="h3">{texts.title}</Heading>
        <StatusBadge color={COLORS[link.state]}>{texts[link.state]}</StatusBadge>
      </div>
      <Address link={link} />
      {permissions?.change_link && (link.state === "open" || link.state === "expired") && (
        <Actions payment={payment} link={link} />
      )}
    </section>
  )
}

function Address({ link }: { link: PaymentLink }) {
  const { link: texts } = useTexts()
  const language = useLanguage()
  const { url, qr_svg: qr, expires_at: end, state } = link
  return (
    <div className="flex gap-x-4">
      {qr !== null && (
        <img
          src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
          alt={texts.qr}
          className="border-ui-border-base size-32 rounded-md border bg-white"
        />
      )}
      <div className="txt-compact-small flex min-w-0 flex-col gap-y-2">
        {state === "open" && url === null && <span role="alert">{texts.unsafe}</span>}
        {state === "open" && url !== null && (
          <span className="flex items-center gap-2">
            <a className="text-ui-fg-base break-all underline" href={url} target="_blank" rel="noreferrer">
              {url}
            </a>
            <CopyButton content={url} what={texts.copy} />
          </span>
        )}
        {end !== null && (
          <span className="text-ui-fg-subtle">
            {state === "expired"
              ? texts.ended(formatTime(end, language))
              : texts.until(formatTime(end, language))}
          </span>
        )}
      </div>
    </div>
  )
}

function Actions({ payment, link }: { payment: PaymentDetail; link: PaymentLink }) {
  const texts = useTexts()
  const language = useLanguage()
  const prompt = usePrompt()
  const id = useId()
  const [to, setTo] = useState(payment.email ?? "")
  const { act, isBusy } = useLinkAction(payment.id)
  const send = (event: FormEvent) => {
    event.preventDefault()
    void act("send", { email: to }, texts.link.sent(to))
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
      {link.state === "open" && link.url !== null && (
        <form className="flex items-end gap-x-2" onSubmit={send}>
          <div className="flex flex-1 flex-col gap-y-2">
            <Label htmlFor={id} size="small" weight="plus">
              {texts.link.email}
            </Label>
            <Input
              id={id}
              type="email"
              size="small"
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          </div>
          <Button type="submit" size="small" variant="secondary" disabled={isBusy || to === ""}>
            {texts.link.send}
          </Button>
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
