import { Button, Drawer, StatusBadge } from "@medusajs/ui"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { PanelHeader } from "../lib/panel-header"
import { useTexts } from "../lib/use-texts"
import type { BulkRow, BulkRun } from "./use-bulk-move"

const COLORS = { queued: "grey", done: "green", refused: "red", unconfirmed: "orange" } as const

/** The outcome for each payment, during and after a bulk run. Stays open until the last one has finished. */
export function BulkResults({ run, onClose }: { run: BulkRun; onClose: () => void }) {
  const { bulk: texts, move, close } = useTexts()
  const { kind, rows, isRunning } = run
  const ended = rows.filter(({ outcome }) => outcome !== "queued").length
  return (
    <Drawer open onOpenChange={() => !isRunning && onClose()}>
      <Drawer.Content aria-describedby={undefined}>
        <PanelHeader title={move[kind]}>
          <p className="txt-small text-ui-fg-subtle" role="status">
            {texts.progress(ended, rows.length)}
          </p>
        </PanelHeader>
        <Drawer.Body className="overflow-y-auto" tabIndex={0}>
          <ul className="divide-ui-border-base divide-y">
            {rows.map((row) => (
              <Result key={row.payment.id} row={row} />
            ))}
          </ul>
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" disabled={isRunning} onClick={onClose}>
            {close}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

function Result({ row: { payment, outcome, reason } }: { row: BulkRow }) {
  const { bulk: texts } = useTexts()
  const language = useLanguage()
  const { order_display_id: number, xpay_order_id: id } = payment
  return (
    <li className="txt-compact-small flex flex-col gap-y-1 py-3">
      <div className="flex items-center justify-between gap-x-4">
        <span className="txt-compact-small-plus">
          {number === null ? id : `#${String(number)}`} ·{" "}
          {formatMoney(payment.amount, payment.currency_code, language)}
        </span>
        <StatusBadge color={COLORS[outcome]}>{texts.outcomes[outcome]}</StatusBadge>
      </div>
      {reason !== null && <p className="text-ui-fg-subtle">{reason}</p>}
    </li>
  )
}
