import { Alert, Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { formatDay, formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { lazily } from "../lib/lazily"
import { formatMoney } from "../lib/money"
import { StateBadge } from "../lib/state-badge"
import { useDesk } from "../lib/use-desk"
import type { OrderDesk, PaymentDetail } from "../lib/wire"
import { CARD_TEXTS } from "./card-texts"

const PaymentDrawer = lazily(() => import("../payment/payment-drawer"))
const PhonePanel = lazily(() => import("../phone/phone-panel"))
const LinkPanel = lazily(() => import("../links/link-panel"))

/**
 * The XPay payments of an order or a draft order, and the doors to a new one. `onOrdered`: the draft is an order now, and
 * no panel is open that still says so.
 */
export default function OrderCard({ orderId, onOrdered }: { orderId: string; onOrdered?: () => void }) {
  const language = useLanguage()
  const texts = CARD_TEXTS[language]
  const [open, setOpen] = useState<string>()
  const { data: desk, isError, refetch } = useDesk(orderId, open !== undefined)
  const close = () => setOpen(undefined)
  useEffect(() => {
    if (desk?.is_draft === false && open === undefined) {
      onOrdered?.()
    }
  })
  if (desk !== undefined && isIdle(desk)) {
    return null
  }
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-2 px-6 py-4">
        <Heading level="h2">XPay</Heading>
        {desk === undefined
          ? !isError && <Skeleton className="h-5 w-40" />
          : desk.outstanding > 0 && (
              <Text size="small" className="text-ui-fg-subtle">
                {formatMoney(desk.outstanding, desk.currency_code, language)} {texts.due}
              </Text>
            )}
      </div>
      {desk !== undefined && desk.outstanding > 0 && <Doors desk={desk} onOpen={setOpen} />}
      {isError && desk === undefined && (
        <div className="flex items-center gap-4 px-6 py-4" role="alert">
          <Text size="small">{texts.failed}</Text>
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            {texts.retry}
          </Button>
        </div>
      )}
      {desk?.incidents.map(({ id, title, advice }) => (
        <div key={id} className="px-6 py-4">
          <Alert variant="warning">
            {title} {advice}
          </Alert>
        </div>
      ))}
      {desk?.payments.map((payment) => (
        <Payment key={payment.id} payment={payment} onOpen={setOpen} />
      ))}
      {desk !== undefined && open === "phone" && <PhonePanel desk={desk} onClose={close} />}
      {desk !== undefined && open === "link" && <LinkPanel desk={desk} onClose={close} onMade={setOpen} />}
      {open?.startsWith("xpatt") === true && <PaymentDrawer id={open} onClose={close} />}
    </Container>
  )
}

/** Nothing of this order has to do with XPay. */
function isIdle({ payments, incidents, outstanding, moto, link }: OrderDesk): boolean {
  const mayPay = outstanding > 0 && moto.terminals.length + link.terminals.length > 0
  return payments.length + incidents.length === 0 && !mayPay
}

function Doors({ desk, onOpen }: { desk: OrderDesk; onOpen: (panel: string) => void }) {
  const language = useLanguage()
  const texts = CARD_TEXTS[language]
  const { moto, link } = desk
  const reason = moto.reason ?? link.reason
  return (
    <div className="flex flex-wrap gap-2 px-6 py-4">
      {link.terminals.length > 0 && (
        <Button size="small" variant="secondary" disabled={!link.allowed} onClick={() => onOpen("link")}>
          {texts.link}
        </Button>
      )}
      {moto.terminals.length > 0 && (
        <Button size="small" variant="secondary" disabled={!moto.allowed} onClick={() => onOpen("phone")}>
          {texts.take}
        </Button>
      )}
      {reason !== null && (
        <Text size="small" className="text-ui-fg-subtle w-full">
          {reason}
        </Text>
      )}
    </div>
  )
}

function Payment({ payment, onOpen }: { payment: PaymentDetail; onOpen: (panel: string) => void }) {
  const language = useLanguage()
  const texts = CARD_TEXTS[language]
  const { amount, currency_code: currency, card, method, way, state, deadline_at: deadline } = payment
  const words = [
    method?.name ?? (way === "link" ? texts.payByLink : texts[way]),
    card === null ? undefined : `${card.circuit ?? ""} ${card.masked}`.trim(),
    formatTime(payment.created_at, language),
  ]
  const note =
    state === "authorized" && deadline !== null
      ? `${texts.until} ${formatDay(deadline, language)}`
      : payment.reason
  return (
    <div className="flex items-center gap-4 px-6 py-4">
      <div className="flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <Text size="small" weight="plus">
            {formatMoney(amount, currency, language)}
          </Text>
          <StateBadge payment={payment} />
        </div>
        <Text size="small" className="text-ui-fg-subtle">
          {words.filter(Boolean).join(" · ")}
        </Text>
        {note !== null && (
          <Text size="small" className="text-ui-fg-subtle">
            {note}
          </Text>
        )}
      </div>
      <Button size="small" variant="transparent" onClick={() => onOpen(payment.id)}>
        {texts.details}
      </Button>
    </div>
  )
}
