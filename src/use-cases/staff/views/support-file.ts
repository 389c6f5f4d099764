import type { PaymentId } from "../../../domain/ids"
import { XPAY_CURRENCY_DECIMALS } from "../../../domain/currencies"
import { reasonOf } from "../../../domain/attempt-reason"
import type { TerminalSettings } from "../../../engine/terminal/options"
import { redact } from "../../../gateway/redact"
import { readProviderId } from "../../../medusa/provider-ids"
import type { Versions } from "../../../medusa/versions"
import type { AuditRecord } from "../../../modules/xpay/audit-trail"
import type { ReceivedNotification } from "../../../modules/xpay/inbox"
import type { IncidentRecord } from "../../../modules/xpay/incidents"
import type { CallRecord } from "../../../modules/xpay/journal/calls"
import {
  attemptCurrency,
  type AttemptRecord,
  type MovementRecord,
} from "../../../modules/xpay/journal/records"
import type { AttemptWithMovements } from "../../../modules/xpay/journal/tables"
import { incidentDetailText } from "../../../texts/incident-details"

/** Increased when a field changes its meaning or is removed, not for new fields. */
const VERSION = 1

/** The sources of a support file. */
export interface SupportFileSources {
  readonly madeAt: Date
  readonly versions: Versions
  readonly account: AttemptWithMovements
  /** Undefined if the terminal is no longer configured. */
  readonly settings: TerminalSettings | undefined
  /** Medusa's payment. */
  readonly paymentId: PaymentId | null
  readonly notifications: readonly ReceivedNotification[]
  readonly incidents: readonly IncidentRecord[]
  readonly actions: readonly AuditRecord[]
}

/** The data that Nexi's support, or the plugin's, needs about one payment: see {@link supportFile}. */
export type SupportFile = ReturnType<typeof supportFile>

/**
 * Describes one payment for support outside the shop: ids, states, times, calls. Only the fields named here are in it:
 * of a card only the circuit, last four digits, country and type; no key; no person's name, e-mail address, postal
 * address or phone number; and nothing that staff entered. XPay's texts are scrubbed. Amounts in minor units, times in
 * ISO 8601.
 */
export function supportFile(sources: SupportFileSources) {
  const { madeAt, versions, account, settings, notifications, incidents, actions } = sources
  const { attempt, movements } = account
  return {
    format: "medusa-payment-nexi-xpay support file",
    version: VERSION,
    made_at: madeAt.toISOString(),
    software: versions,
    terminal: terminalOf(attempt, settings),
    payment: paymentOf(attempt, sources.paymentId),
    times: timesOf(attempt),
    movements: movements.map(movementOf),
    calls: (attempt.calls ?? []).map(callOf),
    notifications: notifications.map(({ created_at: at, verdict, claim }) => ({
      at: at.toISOString(),
      verdict,
      claim: scrub(claim),
    })),
    incidents: incidents.map((incident) => ({
      id: incident.id,
      kind: incident.kind,
      raised_at: incident.created_at.toISOString(),
      resolved_at: timeOf(incident.resolved_at),
      detail: incident.detail === null ? null : scrub(incidentDetailText(incident.detail, "en")),
    })),
    actions: actions.map((action) => ({
      at: action.created_at.toISOString(),
      concluded_at: timeOf(action.concluded_at),
      action: action.action,
      origin: action.origin,
      outcome: action.outcome,
      amount: action.amount,
    })),
  }
}

function terminalOf({ provider_id: providerId }: AttemptRecord, settings: TerminalSettings | undefined) {
  return {
    name: readProviderId(providerId)?.entryId ?? providerId,
    provider_id: providerId,
    is_configured: settings !== undefined,
    environment: settings?.environment ?? null,
    is_simulated: settings?.isSimulated ?? null,
    api_host: hostOf(settings?.baseUrl),
    notification_host: hostOf(settings?.backendUrl),
    options: settings === undefined ? null : optionsOf(settings),
  }
}

/** The options that decide what is sent to XPay and when. The others are secrets or addresses. */
function optionsOf(settings: TerminalSettings) {
  return {
    accounting: settings.accounting,
    capture: settings.capture,
    preauthorization: settings.preauthorization,
    multipleCaptures: settings.multipleCaptures,
    steps: settings.steps,
    exemptions: settings.exemptions,
    threeDSData: settings.threeDSData,
    hostedPage: settings.hostedPage,
    cardFieldsIntegrity: settings.cardFieldsIntegrity,
    moto: { enabled: settings.moto.enabled },
    enrichment: settings.enrichment,
    unplaceable: settings.unplaceable,
    cancelUnpaidAfter: settings.cancelUnpaidAfter,
    captureDeadlineDays: settings.captureDeadlineDays,
    captureOn: settings.captureOn ?? null,
    captureAmount: settings.captureAmount,
    captureFailure: settings.captureFailure,
    captureBeforeExpiry: settings.captureBeforeExpiry,
    vault: {
      kind: settings.vault.redisUrl === undefined ? "memory" : "redis",
      ttlMinutes: settings.vault.ttlMinutes,
    },
    assumeNotExecutedAfterSeconds: settings.assumeNotExecutedAfterSeconds,
    timeouts: settings.timeouts,
  }
}

function paymentOf(attempt: AttemptRecord, paymentId: PaymentId | null) {
  return {
    id: attempt.id,
    xpay_order_id: attempt.xpay_order_id,
    xpay_operation_id: attempt.operation_id,
    xpay_link_id: attempt.link_id,
    medusa: {
      payment_id: paymentId,
      payment_session_id: attempt.payment_session_id,
      payment_collection_id: attempt.payment_collection_id,
      cart_id: attempt.cart_id,
      order_id: attempt.order_id,
    },
    channel: attempt.channel,
    method: attempt.method,
    steps: attempt.steps,
    capture: attempt.capture,
    is_preauthorization: attempt.is_preauthorization,
    state: attempt.state,
    reason: reasonOf(attempt),
    detail: scrub(attempt.detail),
    amount: attempt.amount,
    held_amount: attempt.held_amount,
    currency: attempt.currency_code,
    decimals: XPAY_CURRENCY_DECIMALS[attemptCurrency(attempt)],
    card: cardOf(attempt),
    three_ds: threeDsOf(attempt),
    authorization_code: attempt.authorization_code,
    issuer_code: attempt.issuer_code,
    warnings: (attempt.warnings ?? []).map(({ code, description }) => ({
      code: code ?? null,
      description: scrub(description ?? null),
    })),
    is_abandon_requested: attempt.abandon_requested_at !== null,
    checks: attempt.checks,
  }
}

function cardOf({ card_circuit: circuit, card_last4: last4, card_country, card_type }: AttemptRecord) {
  return last4 === null ? null : { circuit, last4, country: card_country, type: card_type }
}

function threeDsOf({ three_ds: threeDs }: AttemptRecord) {
  return threeDs === null
    ? null
    : {
        eci: threeDs.eci ?? null,
        version: threeDs.version ?? null,
        status: threeDs.status ?? null,
      }
}

function timesOf(attempt: AttemptRecord) {
  return {
    created_at: attempt.created_at.toISOString(),
    sent_at: timeOf(attempt.sent_at),
    returned_at: timeOf(attempt.returned_at),
    authorized_at: timeOf(attempt.authorized_at),
    abandon_requested_at: timeOf(attempt.abandon_requested_at),
    changed_at_xpay: timeOf(attempt.xpay_changed_at),
    deadline_at: timeOf(attempt.deadline_at),
    next_check_at: timeOf(attempt.next_check_at),
    updated_at: attempt.updated_at.toISOString(),
    link_renewed_at: (attempt.link_renewals ?? []).map(({ at }) => at),
  }
}

function movementOf(movement: MovementRecord) {
  return {
    id: movement.id,
    kind: movement.kind,
    state: movement.state,
    amount: movement.amount,
    origin: movement.origin,
    is_booked: movement.is_booked,
    xpay_target_operation_id: movement.target_operation_id,
    xpay_operation_id: movement.xpay_operation_id,
    idempotency_key: movement.idempotency_key,
    medusa_reference: movement.medusa_reference,
    requested_at: movement.created_at.toISOString(),
    resolved_at: timeOf(movement.resolved_at),
    detail: scrub(movement.detail),
  }
}

/** Restores the order of the fields: PostgreSQL stores a row's JSON in an order of its own. */
function callOf(call: CallRecord) {
  return {
    at: call.at,
    ms: call.ms,
    verb: call.verb,
    request: call.request,
    outcome: call.outcome,
    status: call.status ?? null,
    error: call.error ?? null,
    codes: call.codes ?? [],
    correlation_id: call.correlation_id,
    cid: call.cid ?? null,
  }
}

function timeOf(time: Date | null): string | null {
  return time?.toISOString() ?? null
}

function hostOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).host
}

const EMAIL = /[^\s@<>"']+@[^\s@<>"']+/g
/** Seven digits or more, however they are grouped. Also hides dates: the file has each of them in a field. */
const TELEPHONE = /\+?\d(?:[\s./()-]{0,2}\d){6,}/g
const HIDDEN = "[hidden]"

/** Removes from external text what could identify a person. */
export function scrub(text: string | null): string | null {
  return text === null ? null : redact(text.replace(EMAIL, HIDDEN).replace(TELEPHONE, HIDDEN))
}
