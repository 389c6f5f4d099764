import { DataTable, useDataTable, type DataTableSortingState } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useTexts } from "../lib/use-texts"
import { LoadFailed } from "./load-failed"
import { PaymentPages } from "./payment-pages"
import { FilterMenu, SearchField } from "./payment-toolbar"
import { usePaymentColumns } from "./use-payment-columns"
import { usePaymentFilters } from "./use-payment-filters"
import { usePaymentList } from "./use-payment-list"

const ROWS = 20

/** All XPay payments, whatever their outcome, with search and filters. */
export function PaymentTable({ onOpen }: { onOpen: (paymentId: string) => void }) {
  const { page: texts } = useTexts()
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
  const { data, isLoading, isError, refetch } = usePaymentList(query)
  const { created, order, customer, method, card, status, amount } = usePaymentColumns(onOpen)
  const table = useDataTable({
    data: data?.payments ?? [],
    columns: [created, order, customer, method, card, status, amount],
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
    return <LoadFailed retry={refetch} />
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
      <PaymentPages list={data} />
    </DataTable>
  )
}
