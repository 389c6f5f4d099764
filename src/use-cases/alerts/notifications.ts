import type { CreateNotificationDTO } from "@medusajs/framework/types"
import type { Locale } from "../../domain/locale"
import type { TerminalSettings } from "../../engine/terminal/options"
import { alertMessage, alertText } from "../../texts/alerts"
import type { DescribedIncident } from "./describe-incidents"

export type AlertNotification = CreateNotificationDTO

type Channel = TerminalSettings["alerts"]["channels"][number]

/** The default notification template, if the options name none. */
const TEMPLATE = "xpay-incidents"

/** A notification in the dashboard's bell, for every admin user. */
export function toFeed(incidents: readonly DescribedIncident[], locale: Locale): AlertNotification {
  const texts = incidents.map((incident) => alertText(incident, locale))
  return {
    ...about(incidents),
    to: "",
    channel: "feed",
    template: "admin-ui",
    data: {
      title: `XPay: ${texts.map(({ title }) => title).join(" ")}`,
      description: texts.flatMap(({ detail, advice }) => [detail, advice]).join(" "),
    },
  }
}

/** A message for one of the shop's channels. The text is for providers that have no template for it. */
export function toMessage(
  incidents: readonly DescribedIncident[],
  { channel, to, template = TEMPLATE }: Channel,
  locale: Locale
): AlertNotification {
  const { subject, text } = alertMessage(incidents, locale)
  return {
    ...about(incidents),
    to,
    channel,
    template,
    content: { subject, text },
    data: { subject, text, locale, incidents: incidents.map((incident) => fields(incident, locale)) },
  }
}

function about(incidents: readonly DescribedIncident[]): Partial<AlertNotification> {
  const [first] = incidents
  return {
    trigger_type: "xpay.incident.raised",
    resource_type: "xpay_incident",
    resource_id: first?.record.id ?? null,
  }
}

/** The fields of an incident that a template may show. */
function fields(incident: DescribedIncident, locale: Locale): Record<string, unknown> {
  const { record, kind, order, url } = incident
  return {
    id: record.id,
    kind,
    ...alertText(incident, locale),
    order_id: record.order_id,
    order_display_id: order ?? null,
    payment_id: record.attempt_id,
    url,
    raised_at: record.created_at.toISOString(),
  }
}
