import type { INotificationModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { digestTime } from "../../domain/digest-time"
import { staffLocale, type TerminalSettings } from "../../engine/terminal/options"
import { takesChannel } from "../../medusa/configuration"
import { within } from "../../medusa/within"
import type { IncidentRecord } from "../../modules/xpay/incidents"
import { allEngines, engineFor, hasTerminal, incidentsOf, journalOf } from "../engine-for"
import { messageOf } from "../message-of"
import { describeIncidents, type DescribedIncident } from "./describe-incidents"
import { toFeed, toMessage, type AlertNotification } from "./notifications"

/** Incidents per run; the next run continues. */
const MOST = 50

/** A notification provider that takes longer is treated as down. */
const LONGEST_SEND_MS = 20_000

/** Including the last message, a run ends before another can lease its incidents. */
const LONGEST_RUN_MS = 60_000

const FIRST_RETRY_MS = 60_000
const LAST_RETRY_MS = 6 * 3_600_000

/** A recipient of alerts. */
interface Target {
  /** Recorded in the incident when its alert was sent: `feed`, or the channel and the address. */
  readonly name: string
  readonly isDigest: boolean
  readonly toNotification: (incidents: readonly DescribedIncident[]) => AlertNotification
}

/**
 * Sends alerts of new incidents to the recipients in the options: the dashboard's bell, and the shop's own channels, at
 * once or once a day. Retries a failed alert for as long as the incident is open. Never throws for a failing channel.
 */
export async function sendAlerts(container: MedusaContainer): Promise<void> {
  const end = Date.now() + LONGEST_RUN_MS
  const due = await incidentsOf(container).leaseAlerts(MOST)
  for (const [settings, incidents] of bySettings(container, due)) {
    await alertOf(container, settings, incidents, end)
  }
}

/**
 * Groups incidents by the terminal whose options name the recipients. If that terminal is no longer configured, the
 * first one is used.
 */
function bySettings(
  container: MedusaContainer,
  incidents: readonly IncidentRecord[]
): Map<TerminalSettings, IncidentRecord[]> {
  const [first] = allEngines(container)
  const grouped = new Map<TerminalSettings, IncidentRecord[]>()
  for (const incident of incidents) {
    const { provider_id: providerId } = incident
    const engine =
      providerId !== null && hasTerminal(container, providerId)
        ? engineFor(container, providerId)
        : first?.engine
    if (engine !== undefined) {
      const { settings } = engine.terminal
      grouped.set(settings, [...(grouped.get(settings) ?? []), incident])
    }
  }
  return grouped
}

async function alertOf(
  container: MedusaContainer,
  settings: TerminalSettings,
  records: readonly IncidentRecord[],
  end: number
): Promise<void> {
  const now = await journalOf(container).now()
  const incidents = await describeIncidents(container, settings, records)
  const waiting = new Map<string, Date>()
  for (const target of targetsOf(container, settings)) {
    const unavailable = incidents.filter(({ record }) => record.alerted?.includes(target.name) !== true)
    const early = target.isDigest
      ? unavailable.filter(({ record }) => digestTime(record.created_at) > now)
      : []
    early.forEach(({ record }) => reschedule(waiting, record.id, digestTime(record.created_at)))
    const due = unavailable.filter((one) => !early.includes(one))
    const { failed, left } = await sendAll(container, target, due, end)
    failed.forEach(({ record }) => reschedule(waiting, record.id, retryTime(record, now)))
    left.forEach(({ record }) => reschedule(waiting, record.id, now))
  }
  // Also for kinds that this version does not know: no alert is sent of them.
  for (const { id } of records) {
    await incidentsOf(container).scheduleAlert(id, waiting.get(id) ?? null)
  }
}

function reschedule(waiting: Map<string, Date>, id: string, time: Date): void {
  const planned = waiting.get(id)
  waiting.set(id, planned !== undefined && planned < time ? planned : time)
}

function retryTime({ alert_tries: tries }: IncidentRecord, now: Date): Date {
  return new Date(now.getTime() + Math.min(FIRST_RETRY_MS * 2 ** (tries - 1), LAST_RETRY_MS))
}

/** The recipients. The dashboard's bell is skipped if no provider serves its channel. */
function targetsOf(container: MedusaContainer, settings: TerminalSettings): readonly Target[] {
  const { alerts } = settings
  const locale = staffLocale(settings)
  const bell: Target = {
    name: "feed",
    isDigest: false,
    toNotification: (incidents) => toFeed(incidents, locale),
  }
  const channels = alerts.channels.map((channel) => ({
    name: `${channel.channel} ${channel.to}`,
    isDigest: alerts.digest === "daily",
    toNotification: (incidents: readonly DescribedIncident[]) => toMessage(incidents, channel, locale),
  }))
  return alerts.bell && takesChannel(container, "feed") ? [bell, ...channels] : channels
}

/** Incidents whose alert was not sent: the send failed, or the time ran out. */
interface Unsent {
  readonly failed: readonly DescribedIncident[]
  readonly left: readonly DescribedIncident[]
}

async function sendAll(
  container: MedusaContainer,
  target: Target,
  incidents: readonly DescribedIncident[],
  end: number
): Promise<Unsent> {
  const messages = target.isDigest ? [incidents] : incidents.map((one) => [one])
  for (const [index, message] of messages.filter(({ length }) => length > 0).entries()) {
    if (Date.now() > end) {
      return { failed: [], left: messages.slice(index).flat() }
    }
    if (!(await send(container, target, message))) {
      // The channel is down: the rest would run into the same timeout.
      return { failed: messages.slice(index).flat(), left: [] }
    }
    const ids = message.map(({ record }) => record.id)
    await incidentsOf(container).noteAlerted(ids, target.name)
  }
  return { failed: [], left: [] }
}

async function send(
  container: MedusaContainer,
  { name, toNotification }: Target,
  incidents: readonly DescribedIncident[]
): Promise<boolean> {
  try {
    // Without an idempotency key: for a key whose notification failed, Medusa sends again but never records that it
    // went out; and it never sends one whose process died.
    const module = container.resolve<INotificationModuleService>(Modules.NOTIFICATION)
    await within(LONGEST_SEND_MS, module.createNotifications(toNotification(incidents)))
    return true
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(
        `An alert of an XPay incident could not be sent (${name}), and is sent later: ${messageOf(error)}`
      )
    return false
  }
}
