import { Alert, Button, Container, Heading, Kbd, Skeleton } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { lazily } from "../lib/lazily"
import { formatMoney } from "../lib/money"
import { StateBadge } from "../lib/state-badge"
import { useAltShortcut } from "../lib/use-alt-shortcut"
import { useOrderPanel } from "../lib/use-order-panel"
import { usePermissions } from "../lib/use-permissions"
import type { PaymentDetail } from "../lib/wire"
import { motoTerminals } from "../moto/moto-terminals"
import { CARD_TEXTS } from "./card-texts"
import type { Open } from "./panel"

const Panel = lazily(() => import("./panel"))
const BalanceLinkButton = lazily(() => import("./balance-link-button"))

/**
 * The XPay payments of an order or a draft order, and the actions that start a new one. `onOrdered`: it is an order,
 * not a draft, and no panel is open that a change of page would close.
 */
export default function OrderCard({ orderId, onOrdered }: { orderId: string; onOrdered: () => void }) {
  const language = useLanguage()
  const texts = CARD_TEXTS[language]
  const [open, setOpen] = useState<Open>()
  const permissions = usePermissions()
  const { data: panel, isError, refetch } = useOrderPanel(orderId)
  useEffect(() => {
    if (panel?.is_draft === false && open === undefined) {
      onOrdered()
    }
  })
  if (permissions?.view_order === false) {
    return null
  }
  if (panel === undefined) {
    return (
      <Container>
        {isError ? (
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            XPay: {texts.retry}
          </Button>
        ) : (
          <Skeleton className="h-6" />
        )}
      </Container>
    )
  }
  const { payments, incidents, outstanding, moto, link } = panel
  const isDue = outstanding > 0
  if (!isDue && payments.length + incidents.length === 0) {
    return null
  }
  return (
    <Container className="divide-ui-border-base divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">XPay</Heading>
        {isDue && (
          <p className="txt-compact-small text-ui-fg-subtle">
            {formatMoney(outstanding, panel.currency_code, language)} {texts.due}
          </p>
        )}
      </div>
      {isDue && (
        <div className="flex flex-wrap gap-2 px-6 py-4">
          {permissions?.create_link && (
            <Button size="small" variant="secondary" disabled={!link.allowed} onClick={() => setOpen("link")}>
              {texts.link}
            </Button>
          )}
          {permissions?.create_link && !panel.is_draft && <BalanceLinkButton orderId={orderId} />}
          {permissions?.take_moto_payment && motoTerminals(moto.terminals, permissions).length > 0 && (
            <TakeButton isAllowed={moto.allowed} onTake={() => setOpen("moto")} />
          )}
          <p className="txt-compact-small text-ui-fg-subtle">{moto.reason ?? link.reason}</p>
        </div>
      )}
      {incidents.map(({ id, title, advice }) => (
        <div key={id} className="px-6 py-4">
          <Alert variant="warning">
            {title} {advice}
          </Alert>
        </div>
      ))}
      {payments.map((payment) => (
        <Payment key={payment.id} payment={payment} onOpen={setOpen} />
      ))}
      {open !== undefined && <Panel open={open} panel={panel} onOpen={setOpen} />}
    </Container>
  )
}

/** Has a keyboard shortcut, because Tab reaches it only after everything else on the page. */
function TakeButton({ isAllowed, onTake }: { isAllowed: boolean; onTake: () => void }) {
  const texts = CARD_TEXTS[useLanguage()]
  useAltShortcut("KeyP", () => {
    if (isAllowed) {
      onTake()
    }
  })
  return (
    <Button size="small" variant="secondary" disabled={!isAllowed} aria-keyshortcuts="Alt+P" onClick={onTake}>
      {texts.take}
      <Kbd aria-hidden>{/Mac/.test(navigator.platform) ? "⌥ P" : "Alt P"}</Kbd>
    </Button>
  )
}

function Payment({ payment, onOpen }: { payment: PaymentDetail; onOpen: (open: Open) => void }) {
  const language = useLanguage()
  const texts = CARD_TEXTS[language]
  const { card, deadline_at: deadline } = payment
  const lines = [
    card === null ? payment.method_text : `${payment.method_text} · ${card.circuit ?? ""} ${card.masked}`,
    formatTime(payment.created_at, language),
    payment.state === "authorized" && deadline !== null
      ? `${texts.until} ${formatTime(deadline, language)}`
      : payment.reason,
    payment.platform_note,
  ]
  return (
    <div className="txt-compact-small text-ui-fg-subtle flex items-center justify-between px-6 py-4">
      <div>
        <div className="flex items-center gap-2">
          <b className="txt-compact-small-plus text-ui-fg-base">
            {formatMoney(payment.amount, payment.currency_code, language)}
          </b>
          <StateBadge payment={payment} />
        </div>
        {lines
          .filter((line) => line !== null)
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
      </div>
      <Button size="small" variant="transparent" onClick={() => onOpen({ payment: payment.id })}>
        {texts.details}
      </Button>
    </div>
  )
}
