import {
  createDataTableFilterHelper,
  type DataTableDateComparisonOperator,
  type DataTableFilteringState,
  type DataTableNumberComparisonOperator,
} from "@medusajs/ui"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { useLanguage } from "../lib/language"
import { useTexts } from "../lib/use-texts"
import type { PaymentRow, PaymentState } from "../lib/wire"

/** States that mean the same to whoever looks for a payment. */
const GROUPS = {
  doubt: ["authorizing", "capturing", "refunding", "voiding"],
  waiting: ["created", "authenticating", "authenticated", "pending_payer"],
  held: ["authorized"],
  captured: ["captured"],
  partially_captured: ["partially_captured"],
  refunded: ["refunded"],
  partially_refunded: ["partially_refunded"],
  voided: ["voided"],
  declined: ["declined", "authentication_failed", "failed"],
  ended: ["abandoned", "expired"],
} as const satisfies Record<string, readonly (PaymentState | "partially_captured")[]>

type Group = keyof typeof GROUPS

interface Filtering extends DataTableFilteringState {
  state?: Group[]
  channel?: string[]
  created_at?: DataTableDateComparisonOperator
  amount?: number | DataTableNumberComparisonOperator
}

const helper = createDataTableFilterHelper<PaymentRow>()

const DAY_MS = 86_400_000

function daysAgo(days: number): string {
  const midnight = new Date(Date.now() - days * DAY_MS)
  midnight.setHours(0, 0, 0, 0)
  return midnight.toISOString()
}

/** The filters of the payments' list, and what they are for the server. */
export function usePaymentFilters() {
  const { page: texts, channel } = useTexts()
  const language = useLanguage()
  // What the dashboard says itself, it says in its own words.
  const { t } = useTranslation()
  const [state, setState] = useState<Filtering>({})
  const filters = useMemo(
    () => [
      helper.accessor("state", {
        type: "multiselect",
        label: texts.state,
        searchable: false,
        options: (Object.keys(GROUPS) as Group[]).map((value) => ({ value, label: texts.states[value] })),
      }),
      helper.accessor("channel", {
        type: "multiselect",
        label: texts.channel,
        searchable: false,
        options: Object.entries(channel).map(([value, label]) => ({ value, label })),
      }),
      helper.accessor("created_at", {
        type: "date",
        label: texts.created,
        rangeOptionLabel: t("filters.date.custom"),
        rangeOptionStartLabel: t("filters.date.from"),
        rangeOptionEndLabel: t("filters.date.to"),
        formatDateValue: (value) => value.toLocaleDateString(language),
        options: [
          { label: t("filters.date.today"), value: { $gte: daysAgo(0) } },
          { label: t("filters.date.lastSevenDays"), value: { $gte: daysAgo(7) } },
          { label: t("filters.date.lastThirtyDays"), value: { $gte: daysAgo(30) } },
        ],
      }),
      helper.accessor("amount", { type: "number", label: texts.amount }),
    ],
    [texts, channel, language, t]
  )
  return { filters, state, setState: (next: DataTableFilteringState) => setState(next), toQuery }
}

function toQuery({ state, channel, created_at: created, amount }: Filtering) {
  const range: DataTableNumberComparisonOperator =
    typeof amount === "number" ? { $eq: amount } : (amount ?? {})
  return {
    state: state?.flatMap((group) => GROUPS[group]).join(),
    channel: channel?.join(),
    created_from: created?.$gte,
    created_to: created?.$lte,
    amount_min: range.$eq ?? range.$gte ?? range.$gt,
    amount_max: range.$eq ?? range.$lte ?? range.$lt,
  }
}
