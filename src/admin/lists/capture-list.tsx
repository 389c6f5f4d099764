import { DataTable, useDataTable, type DataTableRowSelectionState } from "@medusajs/ui"
import { useState } from "react"
import { usePermissions } from "../lib/use-permissions"
import { useTexts } from "../lib/use-texts"
import { BulkResults } from "./bulk-results"
import { LoadFailed } from "./load-failed"
import { PaymentPages } from "./payment-pages"
import { useBulkMove, type BulkKind } from "./use-bulk-move"
import { usePaymentColumns } from "./use-payment-columns"
import { usePaymentList } from "./use-payment-list"
import { useSelectColumn } from "./use-select-column"

const ROWS = 50

/** Digits: with a letter, a browser shortcut (copy, paste) would start a movement of money. */
const SHORTCUTS = { capture: "1", void: "2" } as const satisfies Record<BulkKind, string>

/** Authorized payments, earliest deadline first. Several can be captured or voided together. */
export function CaptureList({ onOpen }: { onOpen: (paymentId: string) => void }) {
  const { page: texts, bulk, move } = useTexts()
  const permissions = usePermissions()
  const [page, setPage] = useState({ pageIndex: 0, pageSize: ROWS })
  const [selection, setSelection] = useState<DataTableRowSelectionState>({})
  const { run, start, close } = useBulkMove()
  const query = {
    to_capture: "true",
    order: "deadline_at",
    limit: ROWS,
    offset: page.pageIndex * ROWS,
  }
  const { data, isLoading, isError, refetch } = usePaymentList(query)
  const payments = data?.payments ?? []
  const select = useSelectColumn()
  const { deadline, order, customer, card, amount, method } = usePaymentColumns(onOpen)
  const kinds = (["capture", "void"] as const).filter((kind) => permissions?.[kind])
  const work = async (kind: BulkKind) => {
    const isRun = await start(
      kind,
      payments.filter(({ id }) => selection[id])
    )
    if (isRun) {
      setSelection({})
      setPage((before) => ({ ...before, pageIndex: 0 }))
    }
  }
  const table = useDataTable({
    data: payments,
    columns: [...(kinds.length === 0 ? [] : [select]), deadline, order, customer, method, card, amount],
    commands: kinds.map((kind) => ({
      label: move[kind],
      shortcut: SHORTCUTS[kind],
      action: () => work(kind),
    })),
    rowCount: data?.count ?? 0,
    getRowId: ({ id }) => id,
    isLoading,
    onRowClick: (_event, { id }) => onOpen(id),
    rowSelection: { state: selection, onRowSelectionChange: setSelection },
    pagination: {
      state: page,
      // Only visible rows can be selected.
      onPaginationChange: (next) => {
        setPage(next)
        setSelection({})
      },
    },
  })
  if (isError && data === undefined) {
    return <LoadFailed retry={refetch} />
  }
  return (
    <>
      <DataTable instance={table}>
        <DataTable.Table
          emptyState={{
            empty: { heading: texts.nothingToCapture, description: texts.nothingToCaptureText },
          }}
        />
        <PaymentPages list={data} />
        <DataTable.CommandBar selectedLabel={bulk.selected} />
      </DataTable>
      {run !== undefined && <BulkResults run={run} onClose={close} />}
    </>
  )
}
