import { createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo, type ReactNode } from "react"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { StateBadge } from "../lib/state-badge"
import { useTexts } from "../lib/use-texts"
import type { PaymentRow } from "../lib/wire"

const helper = createDataTableColumnHelper<PaymentRow>()

const DAY_MS = 86_400_000

/** The columns of payment tables. `created` and `deadline` open the payment. */
export function usePaymentColumns(onOpen: (paymentId: string) => void) {
  const { page: texts, payment: facts } = useTexts()
  const language = useLanguage()
  return useMemo(() => {
    // A click on the row works with the mouse only.
    const opening = (id: string, content: ReactNode, isUrgent = false) => (
      <button
        type="button"
        className={isUrgent ? "text-ui-tag-red-text" : "hover:text-ui-fg-base"}
        onClick={(event) => {
          event.stopPropagation()
          onOpen(id)
        }}
      >
        {content}
      </button>
    )
    return {
      created: helper.accessor("created_at", {
        header: texts.created,
        enableSorting: true,
        cell: ({ row: { original: payment } }) =>
          opening(payment.id, formatTime(payment.created_at, language)),
      }),
      deadline: helper.accessor("deadline_at", {
        header: facts.deadline,
        cell: ({ row: { original: payment } }) => {
          const { id, deadline_at: deadline } = payment
          return deadline === null
            ? opening(id, "–")
            : opening(id, formatTime(deadline, language), Date.parse(deadline) - Date.now() < DAY_MS)
        },
      }),
      order: helper.accessor("order_display_id", {
        header: texts.order,
        cell: ({ getValue }) => {
          const number = getValue()
          return number === null ? "–" : `#${String(number)}`
        },
      }),
      customer: helper.accessor("customer", {
        header: texts.customer,
        cell: ({ getValue }) => {
          const customer = getValue()
          return customer?.name ?? customer?.email ?? "–"
        },
      }),
      method: helper.accessor("method_text", { header: texts.channel }),
      card: helper.accessor("card", {
        header: texts.card,
        cell: ({ getValue }) => {
          const card = getValue()
          return card === null ? "–" : `${card.circuit ?? ""} ${card.masked}`
        },
      }),
      status: helper.accessor("state", {
        header: texts.state,
        cell: ({ row: { original: payment } }) => <StateBadge payment={payment} />,
      }),
      amount: helper.accessor("amount", {
        header: texts.amount,
        align: "right",
        cell: ({ row: { original: payment } }) =>
          formatMoney(payment.amount, payment.currency_code, language),
      }),
    }
  }, [texts, facts, language, onOpen])
}
