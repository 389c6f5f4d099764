import { Button, Heading, Select, Skeleton, Table, toast } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { useTranslation } from "react-i18next"
import { post } from "../lib/post"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { messageOf } from "../lib/message-of"
import { usePermissions } from "../lib/use-permissions"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { Incident } from "../lib/wire"
import { INCIDENTS_PER_PAGE, useIncidents } from "./use-incidents"

/** What needs a person: what happened, what to do, and a button for when it is dealt with. */
export function IncidentList({ onOpen }: { onOpen: (paymentId: string) => void }) {
  const { page: texts, loadFailed, retry } = useTexts()
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
          <div role="alert" className="txt-small flex items-center gap-4 px-6 py-8">
            {loadFailed}
            <Button size="small" variant="secondary" onClick={() => void refetch()}>
              {retry}
            </Button>
          </div>
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
              <Row key={incident.id} incident={incident} onOpen={onOpen} />
            ))}
          </ul>
          <Pages count={data.count} page={page} onPage={setPage} />
        </>
      )}
    </>
  )
}

function Row({ incident, onOpen }: { incident: Incident; onOpen: (paymentId: string) => void }) {
  const { page: texts } = useTexts()
  const language = useLanguage()
  const { payment_id: paymentId, order_id: orderId, order_display_id: number, is_draft: isDraft } = incident
  return (
    <li className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-start justify-between gap-x-4">
        <Heading level="h3">{incident.title}</Heading>
        <time dateTime={incident.created_at} className="text-ui-fg-muted txt-compact-small whitespace-nowrap">
          {formatTime(incident.created_at, language)}
        </time>
      </div>
      <p className="txt-small text-ui-fg-subtle">{incident.detail}</p>
      <p className="txt-small">
        <span className="txt-compact-small-plus">{texts.whatToDo}: </span>
        {incident.advice}
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        {paymentId !== null && (
          <Button size="small" variant="secondary" onClick={() => onOpen(paymentId)}>
            {texts.showPayment}
          </Button>
        )}
        {orderId !== null && number !== null && (
          <Button size="small" variant="secondary" asChild>
            <Link to={`/${isDraft ? "draft-orders" : "orders"}/${orderId}`}>
              {texts.showOrder(`#${String(number)}`)}
            </Link>
          </Button>
        )}
        <Resolution incident={incident} />
      </div>
    </li>
  )
}

function Resolution({ incident }: { incident: Incident }) {
  const { page: texts } = useTexts()
  const language = useLanguage()
  const refresh = useRefresh()
  const permissions = usePermissions()
  if (incident.resolved_at !== null) {
    const time = formatTime(incident.resolved_at, language)
    return (
      <span className="text-ui-fg-subtle txt-compact-small">
        {incident.resolved_by === null
          ? texts.resolvedAlone(time)
          : texts.resolvedBy(incident.resolved_by.email, time)}
      </span>
    )
  }
  const resolve = async () => {
    try {
      await post(`incidents/${incident.id}/resolve`, language, {})
    } catch (error) {
      toast.error(messageOf(error))
    }
    refresh()
  }
  return permissions?.resolve_incident ? (
    <Button size="small" variant="secondary" onClick={() => void resolve()}>
      {texts.resolve}
    </Button>
  ) : null
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
