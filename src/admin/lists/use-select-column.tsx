import { Checkbox, createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo } from "react"
import { useTexts } from "../lib/use-texts"
import type { PaymentRow } from "../lib/wire"

const helper = createDataTableColumnHelper<PaymentRow>()

/** The column of checkboxes that select rows. The design system's own have no names for screen readers. */
export function useSelectColumn() {
  const { page: texts } = useTexts()
  return useMemo(
    () =>
      helper.select({
        header: ({ table }) => (
          <Checkbox
            aria-label={texts.selectAll}
            checked={table.getIsSomePageRowsSelected() ? "indeterminate" : table.getIsAllPageRowsSelected()}
            onCheckedChange={(isChecked) => table.toggleAllPageRowsSelected(isChecked === true)}
          />
        ),
        cell: ({ row }) => (
          <Checkbox
            aria-label={`${texts.select} ${row.original.xpay_order_id}`}
            checked={row.getIsSelected()}
            onClick={(event) => event.stopPropagation()}
            onCheckedChange={(isChecked) => row.toggleSelected(isChecked === true)}
          />
        ),
      }),
    [texts]
  )
}
