import {
  createDataTableColumnHelper,
  DataTable,
  useDataTable,
  type DataTableSortingState,
} from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { Button } from "@medusajs/ui"
import { call } from "../lib/call"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { formatMoney } from "../lib/money"
import { StateBadge } from "../lib/state-badge"
import { useTexts } from "../lib/use-texts"
import type { PaymentList, PaymentRow } from "../lib/wire"
import { FilterMenu, SearchField } from "./payment-toolbar"
import { usePaymentFilters } from "./use-payment-filters"

const ROWS = 20
const helper = createDataTableColumnHelper<PaymentRow>()

/** Every payment through XPay, whatever became of it, with search and filters. */
export function PaymentTable({ onOpen }: { onOpen: (paymentId: string) => void }) {
  const { page: texts, loadFailed, retry } = useTexts()
  const language = useLanguage()
  const { t } = useTranslation()
  const { filters, state, setState, toQuery } = usePaymentFilters()
  const [search, setSearch] = useState("")
  const [page, setPage] = useState({ pageIndex: 0, pageSize: ROWS })
  const [sorting, setSorting] = useState<DataTableSortingState | null>(null)
  const query = {
    ...toQuery(state),
    q: search === "" ? undefined : search,
    limit: page.pageSize,
    offset: page.pageIndex * page.pageSize,
    order: sorting?.desc === false ? "created_at" : "-created_at",
  }
  const { data, isLoading, isError, refetch } = useQuery({
    queryKey: ["xpay", "payments", query, language],
    queryFn: async () => await call<PaymentList>("payments", language, { query }),
    placeholderData: keepPreviousData,
  })
  const columns = useColumns(onOpen)
  const table = useDataTable({
    data: data?.payments ?? [],
    columns,
    filters,
    rowCount: data?.count ?? 0,
    getRowId: ({ id }) => id,
    isLoading,
    onRowClick: (_event, { id }) => onOpen(id),
    search: { state: search, onSearchChange: setSearch },
    filtering: { state, onFilteringChange: setState },
    pagination: { state: page, onPaginationChange: setPage },
    sorting: { state: sorting, onSortingChange: setSorting },
  })
  if (isError && data === undefined) {
    return (
      <div role="alert" className="txt-small flex items-center gap-4 px-6 py-8">
        {loadFailed}
        <Button size="small" variant="secondary" onClick={() => void refetch()}>
          {retry}
        </Button>
      </div>
    )
  }
  return (
    <DataTable instance={table}>
      <DataTable.Toolbar className="flex flex-wrap items-center justify-between gap-2">
        <FilterMenu table={table} name={t("filters.addFilter")} />
        <SearchField table={table} placeholder={texts.search} />
      </DataTable.Toolbar>
      <DataTable.Table
        emptyState={{
          empty: { heading: texts.none, description: texts.noneText },
          filtered: { heading: texts.noneFound },
        }}
      />
      <DataTable.Pagination
        translations={{
          of: data?.is_count_exact === false ? texts.ofMoreThan : t("general.of"),
          results: t("general.results"),
          pages: t("general.pages"),
          prev: t("general.prev"),
          next: t("general.next"),
        }}
      />
    </DataTable>
  )
}

function useColumns(onOpen: (paymentId: string) => void) {
  const { page: texts } = useTexts()
  const language = useLanguage()
  return useMemo(
    () => [
      helper.accessor("created_at", {
        header: texts.created,
        enableSorting: true,
        cell: ({ row: { original: payment } }) => (
          // The row answers to the mouse alone.
          <button
            type="button"
            className="hover:text-ui-fg-base"
            onClick={(event) => {
              event.stopPropagation()
              onOpen(payment.id)
            }}
          >
            {formatTime(payment.created_at, language)}
          </button>
        ),
      }),
      helper.accessor("order_display_id", {
        header: texts.order,
        cell: ({ getValue }) => {
          const number = getValue()
          return number === null ? "–" : `#${String(number)}`
        },
      }),
      helper.accessor("customer", {
        header: texts.customer,
        cell: ({ getValue }) => {
          const customer = getValue()
          return customer?.name ?? customer?.email ?? "–"
        },
      }),
      helper.accessor("method_text", { header: texts.channel }),
      helper.accessor("card", {
        header: texts.card,
        cell: ({ getValue }) => {
          const card = getValue()
          return card === null ? "–" : `${card.circuit ?? ""} ${card.masked}`
        },
      }),
      helper.accessor("state", {
        header: texts.state,
        cell: ({ row: { original: payment } }) => <StateBadge payment={payment} />,
      }),
      helper.accessor("amount", {
        header: texts.amount,
        align: "right",
        cell: ({ row: { original: payment } }) =>
          formatMoney(payment.amount, payment.currency_code, language),
      }),
    ],
    [texts, language, onOpen]
  )
}
