import { Button, Drawer, Skeleton } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { call } from "../lib/call"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { NoticeArea, type Notice } from "../lib/notice"
import { PanelHeader } from "../lib/panel-header"
import { StateBadge } from "../lib/state-badge"
import { useLive } from "../lib/use-live"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import type { PaymentDetail } from "../lib/wire"
import { LinkSection } from "../links/link-section"
import { ReceiptForm } from "../messages/receipt-form"
import { MoneyForm } from "./money-form"
import { MoneyMoves } from "./money-moves"
import { PaymentFacts, PaymentIds } from "./payment-facts"
import { ReviewSection } from "./review-section"
import { VoidForm } from "./void-form"
import { SyncButton } from "./sync-button"
import { Timeline } from "./timeline"
import type { Move } from "./use-move"

/** All data of one payment, and the possible movements of its money. */
export default function PaymentDrawer({
  id,
  notice: opening,
  onClose,
}: {
  id: string
  /** The first notice. */
  notice?: Notice | undefined
  onClose: () => void
}) {
  const texts = useTexts()
  const language = useLanguage()
  const permissions = usePermissions()
  const [form, setForm] = useState<Move>()
  const [notice, setNotice] = useState(opening)
  const {
    data: payment,
    isError,
    refetch,
  } = useQuery({
    queryKey: ["xpay", "payment", id, language],
    queryFn: async () => (await call<{ payment: PaymentDetail }>(`payments/${id}`, language)).payment,
    ...useLive((one: PaymentDetail) => [one]),
  })
  // The movement is no longer possible: this form executed it without a confirmation, or another user did.
  const isOver = form !== undefined && payment?.can[form].allowed === false
  useEffect(() => {
    if (isOver) {
      setForm(undefined)
    }
  }, [isOver])
  const openForm = (move: Move) => {
    setForm(move)
    setNotice(undefined)
  }
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
            <MoneyForm payment={payment} kind={form} notify={setNotice} onDone={() => setForm(undefined)} />
          ) : (
            <VoidForm payment={payment} kind={form} notify={setNotice} onDone={() => setForm(undefined)} />
          )
        ) : (
          <>
            <Drawer.Body className="flex flex-col gap-y-6 overflow-y-auto" tabIndex={0}>
              {payment !== undefined ? (
                <>
                  <PaymentFacts payment={payment} />
                  <LinkSection payment={payment} notify={setNotice} />
                  <ReviewSection payment={payment} notify={setNotice} />
                  <MoneyMoves payment={payment} onForm={openForm} />
                  <ReceiptForm payment={payment} notify={setNotice} />
                  <Timeline payment={payment} />
                  <PaymentIds payment={payment} notify={setNotice} />
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
            <Drawer.Footer className="order-last">
              {payment !== undefined && permissions?.sync && (
                <SyncButton payment={payment} notify={setNotice} />
              )}
              <Drawer.Close asChild>
                <Button size="small" variant="secondary">
                  {texts.close}
                </Button>
              </Drawer.Close>
            </Drawer.Footer>
          </>
        )}
        <NoticeArea notice={notice} />
      </Drawer.Content>
    </Drawer>
  )
}
