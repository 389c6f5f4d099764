import type { IncidentDetail } from "../domain/incident-detail"
import type { IncidentKind } from "../domain/incident-kinds"
import type { Locale } from "../domain/locale"
import { incidentDetailText } from "./incident-details"
import { INCIDENT_TEXTS } from "./incidents"

/** An incident, as far as an alert names it. */
export interface AlertedIncident {
  readonly kind: IncidentKind
  readonly detail: IncidentDetail | null
  /** The number of Medusa's order. */
  readonly order: number | undefined
  /** Its page in the dashboard. */
  readonly url: string
}

/** The parts of an incident's text. */
export interface AlertText {
  /** What happened, with the order's number. */
  readonly title: string
  /** The facts: amounts, ids. */
  readonly detail: string
  /** What to do. */
  readonly advice: string
}

const WORDS = {
  en: { order: "Order", many: (count: number) => `XPay: ${count} incidents need attention` },
  it: { order: "Ordine", many: (count: number) => `XPay: ${count} segnalazioni da gestire` },
} as const satisfies Record<Locale, unknown>

/** The text of an incident. */
export function alertText({ kind, detail, order }: AlertedIncident, locale: Locale): AlertText {
  const { title, advice } = INCIDENT_TEXTS[kind][locale]
  const about = order === undefined ? "" : `${WORDS[locale].order} #${order}: `
  const facts = detail === null ? "" : incidentDetailText(detail, locale)
  return { title: `${about}${title}`, detail: facts, advice }
}

/** Subject and body of a message about incidents. */
export function alertMessage(
  incidents: readonly AlertedIncident[],
  locale: Locale
): { subject: string; text: string } {
  const texts = incidents.map((incident) => ({ ...alertText(incident, locale), url: incident.url }))
  const [first] = texts
  const body = texts.map(({ title, detail, advice, url }) =>
    [title, detail, advice, url].filter((line) => line !== "").join("\n")
  )
  return {
    subject: texts.length === 1 ? `XPay: ${first?.title ?? ""}` : WORDS[locale].many(texts.length),
    text: body.join("\n\n"),
  }
}
