import { Select, Skeleton, Table } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useTexts } from "../lib/use-texts"
import { IncidentRow } from "./incident-row"
import { LoadFailed } from "./load-failed"
import { INCIDENTS_PER_PAGE, useIncidents } from "./use-incidents"

/** Incidents: what happened, what to do, and a button to mark them as resolved. */
export function IncidentList({ onOpen }: { onOpen: (paymentId: string) => void }) {
  const { page: texts } = useTexts()
  const [isResolved, setIsResolved] = useState(false)
  const [page, setPage] = useState(0)
  const { data, isError, refetch } = useIncidents(isResolved, page)
  const change = (value: string) => {
    setIsResolved(value === "resolved")
    setPage(0)
  }
  return (
    <>
      <div className="border-ui-border-base flex justify-end border-b px-6 py-4">
        <Select size="small" value={isResolved ? "resolved" : "open"} onValueChange={change}>
          <Select.Trigger aria-label={texts.incidents} className="w-40">
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            <Select.Item value="open">{texts.open}</Select.Item>
            <Select.Item value="resolved">{texts.resolved}</Select.Item>
          </Select.Content>
        </Select>
      </div>
      {data === undefined ? (
        isError ? (
          <LoadFailed retry={refetch} />
        ) : (
          <div className="px-6 py-4">
            <Skeleton className="h-24 w-full" />
          </div>
        )
      ) : data.count === 0 ? (
        <div className="flex flex-col items-center gap-y-1 px-6 py-16 text-center">
          <p className="txt-compact-small-plus">{texts.noIncidents}</p>
          <p className="txt-small text-ui-fg-subtle">{texts.noIncidentsText}</p>
        </div>
      ) : (
        <>
          <ul className="divide-ui-border-base divide-y">
            {data.incidents.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} onOpen={onOpen} />
            ))}
          </ul>
          <Pages count={data.count} page={page} onPage={setPage} />
        </>
      )}
    </>
  )
}

function Pages({ count, page, onPage }: { count: number; page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  const pages = Math.ceil(count / INCIDENTS_PER_PAGE)
  return (
    <Table.Pagination
      count={count}
      pageSize={INCIDENTS_PER_PAGE}
      pageIndex={page}
      pageCount={pages}
      canPreviousPage={page > 0}
      canNextPage={page < pages - 1}
      previousPage={() => onPage(page - 1)}
      nextPage={() => onPage(page + 1)}
      translations={{
        of: t("general.of"),
        results: t("general.results"),
        pages: t("general.pages"),
        prev: t("general.prev"),
        next: t("general.next"),
      }}
    />
  )
}
