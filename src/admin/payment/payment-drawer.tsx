import { Button, Drawer, Skeleton } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { call } from "../lib/call"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { PanelHeader } from "../lib/panel-header"
import { StateBadge } from "../lib/state-badge"
import { isLive } from "../lib/use-order-panel"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import { LinkSection } from "../links/link-section"
import { MoneyForm } from "./money-form"
import { MoneyMoves } from "./money-moves"
import { PaymentFacts, PaymentIds } from "./payment-facts"
import { VoidForm } from "./void-form"
import { SyncButton } from "./sync-button"
import { Timeline } from "./timeline"
import type { Move } from "./use-move"

const OFTEN_MS = 4_000

/** Everything about one payment, and what may be done with its money. */
export default function PaymentDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const texts = useTexts()
  const language = useLanguage()
  const permissions = usePermissions()
  const [form, setForm] = useState<Move>()
  const {
    data: payment,
    isError,
    refetch,
  } = useQuery({
    queryKey: ["xpay", "payment", id, language],
    queryFn: async () => (await call<{ payment: PaymentDetail }>(`payments/${id}`, language)).payment,
    refetchInterval: ({ state: { data } }) => data !== undefined && isLive(data) && OFTEN_MS,
  })
  // What was to be moved is gone by now: moved by this form, though nobody said so, or by somebody else.
  const isOver = form !== undefined && payment?.can[form].allowed === false
  useEffect(() => {
    if (isOver) {
      setForm(undefined)
    }
  }, [isOver])
  return (
    <Drawer open onOpenChange={onClose}>
      <Drawer.Content aria-describedby={undefined}>
        <PanelHeader title={texts.payment.title}>
          {payment !== undefined && (
            <div className="flex items-center gap-2">
              <span className="txt-compact-small-plus">
                {formatMoney(payment.amount, payment.currency_code, language)}
              </span>
              <StateBadge payment={payment} />
            </div>
          )}
        </PanelHeader>
        {payment !== undefined && form !== undefined && !isOver ? (
          form === "capture" || form === "refund" ? (
            <MoneyForm payment={payment} kind={form} onDone={() => setForm(undefined)} />
          ) : (
            <VoidForm payment={payment} kind={form} onDone={() => setForm(undefined)} />
          )
        ) : (
          <>
            <Drawer.Body className="flex flex-col gap-y-6 overflow-y-auto" tabIndex={0}>
              {payment !== undefined ? (
                <>
                  <PaymentFacts payment={payment} />
                  <LinkSection payment={payment} />
                  <MoneyMoves payment={payment} onForm={setForm} />
                  <Timeline payment={payment} />
                  <PaymentIds payment={payment} />
                </>
              ) : isError ? (
                <div role="alert" className="txt-small flex items-center gap-4">
                  {texts.loadFailed}
                  <Button size="small" variant="secondary" onClick={() => void refetch()}>
                    {texts.retry}
                  </Button>
                </div>
              ) : (
                <Skeleton className="h-40 w-full" />
              )}
            </Drawer.Body>
            <Drawer.Footer>
              {payment !== undefined && permissions?.sync && <SyncButton payment={payment} />}
              <Drawer.Close asChild>
                <Button size="small" variant="secondary">
                  {texts.close}
                </Button>
              </Drawer.Close>
            </Drawer.Footer>
          </>
        )}
      </Drawer.Content>
    </Drawer>
  )
}
