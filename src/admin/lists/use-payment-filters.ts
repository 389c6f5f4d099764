import {
  createDataTableFilterHelper,
  type DataTableDateComparisonOperator,
  type DataTableFilteringState,
  type DataTableNumberComparisonOperator,
} from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { call } from "../lib/call"
import { useLanguage } from "../lib/language"
import { useTexts } from "../lib/use-texts"
import type { CardFacts, PaymentRow, PaymentState } from "../lib/wire"

/** States that mean the same to a user who searches for a payment. */
const GROUPS = {
  doubt: ["authorizing", "capturing", "refunding", "voiding"],
  pending: ["created", "authenticating", "authenticated", "pending_payer"],
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
  review?: string[]
  circuit?: string[]
  country?: string[]
  type?: string[]
  created_at?: DataTableDateComparisonOperator
  amount?: number | DataTableNumberComparisonOperator
}

/** Filters by the card data that XPay returned. */
const CARD_FILTERS = [
  { id: "circuit", facts: "circuits", text: "circuit" },
  { id: "country", facts: "countries", text: "cardCountry" },
  { id: "type", facts: "types", text: "cardType" },
] as const

const helper = createDataTableFilterHelper<PaymentRow>()

const DAY_MS = 86_400_000

function daysAgo(days: number): string {
  const midnight = new Date(Date.now() - days * DAY_MS)
  midnight.setHours(0, 0, 0, 0)
  return midnight.toISOString()
}

/** The filters of the payment list, and their query parameters. */
export function usePaymentFilters() {
  const { page: texts, channel, review } = useTexts()
  const language = useLanguage()
  // Texts that the dashboard has itself are taken from the dashboard.
  const { t } = useTranslation()
  const [state, setState] = useState<Filtering>({})
  const { data: facts } = useQuery({
    queryKey: ["xpay", "card-facts", language],
    queryFn: async () => await call<CardFacts>("card-facts", language),
  })
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
      helper.custom({
        id: "review",
        type: "multiselect",
        label: review.filter,
        searchable: false,
        options: [{ value: "pending", label: review.pending }],
      }),
      ...CARD_FILTERS.flatMap(({ id, facts: of, text }) => {
        const options = facts?.[of] ?? []
        // A single circuit or country leaves nothing to choose.
        return options.length < 2
          ? []
          : [helper.custom({ id, type: "multiselect", label: texts[text], options: [...options] })]
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
    [texts, channel, review, facts, language, t]
  )
  return { filters, state, setState: (next: DataTableFilteringState) => setState(next), toQuery }
}

function toQuery({ state, channel, review, circuit, country, type, created_at: created, amount }: Filtering) {
  const range: DataTableNumberComparisonOperator =
    typeof amount === "number" ? { $eq: amount } : (amount ?? {})
  return {
    state: state?.flatMap((group) => GROUPS[group]).join(),
    channel: channel?.join(),
    for_review: (review ?? []).length > 0 ? "true" : undefined,
    card_circuit: circuit?.join(),
    card_country: country?.join(),
    card_type: type?.join(),
    created_from: created?.$gte,
    created_to: created?.$lte,
    amount_min: range.$eq ?? range.$gte ?? range.$gt,
    amount_max: range.$eq ?? range.$lte ?? range.$lt,
  }
}
