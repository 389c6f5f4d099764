import type { MedusaContainer } from "@medusajs/framework/types"
import { isIncidentKind } from "../../../domain/incident-kinds"
import { incidentDetailText } from "../../../texts/incident-details"
import { INCIDENT_TEXTS } from "../../../texts/incidents"
import { toLocale, type Locale } from "../../../domain/locale"
import type { IncidentFilters, IncidentRecord } from "../../../modules/xpay/incidents"
import { staffText } from "../../../texts/staff-messages"
import { incidentsOf } from "../../engine-for"
import { PaymentRefusal } from "../../refusal"
import { auditedForUser, type UserRequest } from "../../audited"
import { orderLabels, userLabels, type OrderLabel, type UserLabel } from "./labels"

/** An incident, as text. Times in ISO 8601. */
export interface IncidentView {
  readonly id: string
  readonly kind: string
  /** What happened. */
  readonly title: string
  /** What to do. */
  readonly advice: string
  /** The facts: amounts, ids. */
  readonly detail: string | null
  /** The plugin's id of the payment. */
  readonly payment_id: string | null
  readonly order_id: string | null
  readonly order_display_id: number | null
  readonly is_draft: boolean
  readonly cart_id: string | null
  readonly created_at: string
  readonly resolved_at: string | null
  /** Null while it is open, and if it was resolved automatically. */
  readonly resolved_by: { readonly id: string; readonly email: string } | null
}

/** Incidents, newest first, with their total number. */
export async function listIncidents(
  container: MedusaContainer,
  filters: IncidentFilters,
  page: { readonly limit: number; readonly offset: number },
  language: string | undefined
): Promise<{ incidents: IncidentView[]; count: number }> {
  const { records, count } = await incidentsOf(container).find(filters, page)
  return { incidents: await toViews(container, records, toLocale(language)), count }
}

/**
 * Marks an incident as resolved by a user. The first resolver is kept.
 *
 * @throws PaymentRefusal for an unknown incident
 */
export async function resolveIncident(
  container: MedusaContainer,
  id: string,
  user: UserRequest["user"],
  language: string | undefined
): Promise<IncidentView> {
  const incidents = incidentsOf(container)
  const open = await incidents.findOpen(id)
  const resolve = () => incidents.resolve(id, user.id)
  const record =
    open === undefined ? await resolve() : await auditedForUser(container, aboutIncident(open, user), resolve)
  const [view] = record === undefined ? [] : await toViews(container, [record], toLocale(language))
  if (view === undefined) {
    throw new PaymentRefusal("incident_not_found", staffText("incident_not_found", toLocale(language)))
  }
  return view
}

function aboutIncident(
  { id, attempt_id: attemptId, order_id: orderId, kind }: IncidentRecord,
  user: UserRequest["user"]
): UserRequest {
  return {
    action: "resolve_incident",
    user,
    incidentId: id,
    attemptId: attemptId ?? undefined,
    orderId: orderId ?? undefined,
    reason: kind,
  }
}

async function toViews(
  container: MedusaContainer,
  records: readonly IncidentRecord[],
  locale: Locale
): Promise<IncidentView[]> {
  const [orders, users] = await Promise.all([
    orderLabels(
      container,
      records.flatMap(({ order_id: id }) => id ?? [])
    ),
    userLabels(
      container,
      records.flatMap(({ resolved_by: id }) => id ?? [])
    ),
  ])
  return records.map((record) =>
    toView(record, orders.get(record.order_id ?? ""), users.get(record.resolved_by ?? ""), locale)
  )
}

function toView(
  record: IncidentRecord,
  order: OrderLabel | undefined,
  resolver: UserLabel | undefined,
  locale: Locale
): IncidentView {
  const texts = isIncidentKind(record.kind)
    ? INCIDENT_TEXTS[record.kind][locale]
    : { title: record.kind, advice: "" }
  return {
    id: record.id,
    kind: record.kind,
    title: texts.title,
    advice: texts.advice,
    detail: record.detail === null ? null : incidentDetailText(record.detail, locale),
    payment_id: record.attempt_id,
    order_id: record.order_id,
    order_display_id: order?.display_id ?? null,
    is_draft: order?.is_draft_order ?? false,
    cart_id: record.cart_id,
    created_at: record.created_at.toISOString(),
    resolved_at: record.resolved_at?.toISOString() ?? null,
    resolved_by: resolver === undefined ? null : { id: resolver.id, email: resolver.email },
  }
}
