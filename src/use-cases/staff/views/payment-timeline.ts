import type { ReceivedNotification } from "../../../modules/xpay/inbox"
import { reasonOf } from "../../../domain/attempt-reason"
import { ENDED_WITHOUT_MONEY_STATES, isOneOf } from "../../../domain/attempt-state"
import type { AuditAction, AuditOutcome } from "../../../domain/audit-actions"
import { clerkReason } from "../../../texts/staff-reasons"
import { staffText } from "../../../texts/staff-messages"
import { isIncidentKind } from "../../../domain/incident-kinds"
import { INCIDENT_TEXTS } from "../../../texts/incidents"
import type { Locale } from "../../../domain/locale"
import { money, type Money } from "../../../domain/money"
import type { AuditRecord } from "../../../modules/xpay/audit-trail"
import type { AttemptWithMovements } from "../../../modules/xpay/journal/tables"
import {
  requestedAmount,
  heldAmount,
  attemptCurrency,
  type AttemptRecord,
  type LinkRenewal,
  type MovementRecord,
} from "../../../modules/xpay/journal/records"
import { toNumber } from "./payment-row"

/** One event of a payment. Amounts in major units, times in ISO 8601. */
export interface TimelineEntry {
  readonly at: string
  readonly kind:
    | "created"
    | "challenge"
    | "authorized"
    | "declined"
    | "capture"
    | "refund"
    | "void"
    | "cancel_capture"
    | "ended"
    | "link_renewed"
    | "notification"
    | "action"
  /** The requested action, for kind `action`; with its actor and its outcome. */
  readonly action: AuditAction | null
  readonly actor: string | null
  readonly outcome: AuditOutcome | null
  readonly amount: number | null
  readonly state: MovementRecord["state"] | null
  /** Where the movement was requested: by the store, or in the XPay back office. */
  readonly origin: MovementRecord["origin"] | null
  readonly operation_id: string | null
  readonly text: string | null
}

/** An action on a payment, with its actor's name, e-mail address or id. */
export type NamedAction = AuditRecord & { readonly who: string | null }

/** All events of a payment, oldest first. */
export function timelineOf(
  { attempt, movements }: AttemptWithMovements,
  {
    notifications,
    actions,
  }: { readonly notifications: readonly ReceivedNotification[]; readonly actions: readonly NamedAction[] },
  locale: Locale
): TimelineEntry[] {
  const entries = [
    entry({ at: attempt.created_at, kind: "created", amount: requestedAmount(attempt) }),
    ...challenge(attempt),
    ...authorization(attempt, locale),
    ...(attempt.link_renewals ?? []).map((renewal) => renewalEntry(renewal, locale)),
    ...actions.map((action) => actionEntry(action, locale)),
    ...movements.map((movement) => movementEntry(attempt, movement)),
    ...notifications.map(({ created_at: at, verdict, claim }) =>
      entry({ at, kind: "notification", text: [whatOf(claim), verdict === "accepted" ? null : verdict] })
    ),
  ]
  // Stable: events with the same time stay in the order in which they happen.
  return entries.sort((a, b) => a.at.localeCompare(b.at))
}

function challenge({ three_ds: threeDs, sent_at: sentAt, created_at: createdAt }: AttemptRecord) {
  if (threeDs === null) {
    return []
  }
  const { eci, version, status } = threeDs
  const facts = [
    version === undefined ? null : `3-D Secure ${version}`,
    status ?? null,
    eci === undefined ? null : `ECI ${eci}`,
  ]
  return [entry({ at: sentAt ?? createdAt, kind: "challenge", text: facts })]
}

function authorization(attempt: AttemptRecord, locale: Locale): TimelineEntry[] {
  const amount = heldAmount(attempt)
  const entries: TimelineEntry[] = []
  if (attempt.authorized_at !== null) {
    const code = attempt.authorization_code
    entries.push(
      entry({
        at: attempt.authorized_at,
        kind: "authorized",
        amount,
        operationId: attempt.operation_id,
        text: [code === null ? null : staffText("authorization_code", locale, { code })],
      })
    )
  }
  if (isOneOf(attempt.state, ENDED_WITHOUT_MONEY_STATES)) {
    const isRefusal = attempt.state === "declined" || attempt.state === "authentication_failed"
    entries.push(
      entry({
        at: attempt.updated_at,
        kind: isRefusal ? "declined" : "ended",
        operationId: attempt.operation_id,
        text: [clerkReason(reasonOf(attempt), locale) ?? null],
      })
    )
  }
  return entries
}

function renewalEntry({ at, expires_on: day }: LinkRenewal, locale: Locale): TimelineEntry {
  const until = day === undefined ? null : formatDay(day, locale)
  return entry({
    at: new Date(at),
    kind: "link_renewed",
    text: [until === null ? null : staffText("link_renewed_until", locale, { day: until })],
  })
}

function formatDay(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day))
}

/** Strips the amount from `AUTHORIZATION EXECUTED 2499 EUR`: in minor units it is misleading. */
function whatOf(claim: string | null): string | null {
  return claim?.split(" ").slice(0, 2).join(" ") ?? null
}

function movementEntry(attempt: AttemptRecord, movement: MovementRecord): TimelineEntry {
  return entry({
    at: movement.resolved_at ?? movement.created_at,
    kind: movement.kind,
    amount: money(BigInt(movement.amount), attemptCurrency(attempt)),
    state: movement.state,
    origin: movement.origin,
    operationId: movement.xpay_operation_id,
    // For an executed movement, the detail only repeats what the state says.
    text: [movement.state === "done" ? null : movement.detail],
  })
}

function actionEntry({ action, who, outcome, ...said }: NamedAction, locale: Locale): TimelineEntry {
  const reason =
    action === "resolve_incident" && said.reason !== null && isIncidentKind(said.reason)
      ? INCIDENT_TEXTS[said.reason][locale].title
      : said.reason
  return {
    ...entry({ at: said.created_at, kind: "action", text: [reason, said.detail] }),
    action,
    actor: who,
    outcome,
    amount: said.amount === null ? null : Number(said.amount),
  }
}

function entry(facts: {
  at: Date
  kind: TimelineEntry["kind"]
  amount?: Money
  state?: MovementRecord["state"]
  origin?: MovementRecord["origin"]
  operationId?: string | null
  text?: readonly (string | null)[]
}): TimelineEntry {
  const text = (facts.text ?? []).filter((part) => part !== null).join(", ")
  return {
    at: facts.at.toISOString(),
    kind: facts.kind,
    action: null,
    actor: null,
    outcome: null,
    amount: facts.amount === undefined ? null : toNumber(facts.amount),
    state: facts.state ?? null,
    origin: facts.origin ?? null,
    operation_id: facts.operationId ?? null,
    text: text === "" ? null : text,
  }
}
