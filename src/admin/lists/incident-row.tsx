import { Button, Heading } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { formatTime } from "../lib/dates"
import { useLanguage } from "../lib/language"
import { hasAnswer, messageOf } from "../lib/message-of"
import { post } from "../lib/post"
import { usePermissions } from "../lib/use-permissions"
import { useRefresh } from "../lib/use-refresh"
import { useTexts } from "../lib/use-texts"
import type { Incident } from "../lib/wire"

/** One incident: what happened, what to do, and how it was resolved. */
export function IncidentRow({
  incident,
  onOpen,
}: {
  incident: Incident
  onOpen: (paymentId: string) => void
}) {
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
  const [problem, setProblem] = useState<string>()
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
    setProblem(undefined)
    try {
      await post(`incidents/${incident.id}/resolve`, language, {})
    } catch (error) {
      setProblem(hasAnswer(error) ? messageOf(error) : texts.noAnswer)
    }
    refresh()
  }
  return permissions?.resolve_incident ? (
    <>
      <Button size="small" variant="secondary" onClick={() => void resolve()}>
        {texts.resolve}
      </Button>
      <span role="alert" className="text-ui-fg-error txt-compact-small">
        {problem}
      </span>
    </>
  ) : null
}
