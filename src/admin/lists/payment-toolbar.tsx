import { Funnel } from "@medusajs/icons"
import { DropdownMenu, IconButton, Input, type useDataTable } from "@medusajs/ui"
import type { PaymentRow } from "../lib/wire"

type Table = ReturnType<typeof useDataTable<PaymentRow>>

/** The menu of filters that are not set yet. The design system's own menu has no name for screen readers. */
export function FilterMenu({ table, name }: { table: Table; name: string }) {
  const set = Object.keys(table.getFiltering())
  const left = table.getFilters().filter(({ id }) => !set.includes(id))
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild disabled={left.length === 0}>
        <IconButton type="button" size="small" aria-label={name} title={name}>
          <Funnel />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content side="bottom" align="start">
        {left.map(({ id, label, type }) => (
          <DropdownMenu.Item
            key={id}
            onClick={(event) => {
              event.stopPropagation()
              table.addFilter({ id, value: type === "multiselect" ? [] : null })
            }}
          >
            {label}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}

/** A search field. The design system's own contains an icon without a name. */
export function SearchField({ table, placeholder }: { table: Table; placeholder: string }) {
  return (
    <div className="w-full sm:w-80">
      <Input
        type="text"
        role="searchbox"
        size="small"
        aria-label={placeholder}
        placeholder={placeholder}
        value={table.getSearch()}
        onChange={(event) => table.onSearchChange(event.target.value)}
      />
    </div>
  )
}
