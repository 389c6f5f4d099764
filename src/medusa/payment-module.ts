import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { BigNumberRawValue, Logger } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import type { EventBus } from "./event-bus"
import type { MovementRow } from "./movement-rows"
import { notAsKnown } from "./not-as-known"
import type { PaymentId, PaymentSessionId } from "../domain/ids"

/** A row of Medusa's payment module, as far as the provider reads it. */
interface PaymentSessionRow {
  readonly id: PaymentSessionId
  readonly amount: number
  readonly raw_amount: BigNumberRawValue
  readonly currency_code: string
}

interface PaymentRow {
  readonly id: PaymentId
  readonly raw_amount: BigNumberRawValue
  readonly payment_session_id: PaymentSessionId
  readonly data?: { readonly attempt_id?: unknown } | null
}

interface Rows<Row> {
  retrieve(id: string, config?: { select?: string[] }): Promise<Row>
  list(filters: object, config?: { select?: string[]; take?: null }): Promise<Row[]>
}

/**
 * The parts of the payment module's own container that a provider uses. Medusa passes the amount of a capture only by
 * the id of its row, and a payment's session only by the payment's row.
 */
export interface PaymentModuleCradle extends Record<string, unknown> {
  readonly logger: Logger
  readonly __pg_connection__: Knex
  readonly paymentSessionService: Rows<PaymentSessionRow> & {
    update(change: { selector: { id: PaymentSessionId }; data: { status: string } }): Promise<unknown>
  }
  readonly paymentService: Rows<PaymentRow>
  readonly captureService: Rows<MovementRow>
  readonly refundService: Rows<MovementRow>
}

const CALLED = {
  paymentSessionService: ["retrieve", "update"],
  paymentService: ["retrieve", "list"],
  captureService: ["list"],
  refundService: ["list"],
} as const

/** Missing parts of {@link PaymentModuleCradle}; undefined if none is missing. */
export function objectToCradle(cradle: object): string | undefined {
  const missing = Object.entries(CALLED).flatMap(([service, methods]) =>
    methods
      .filter((method) => !isCallable(cradle, service, method))
      .map((method) => `\`${service}.${method}\``)
  )
  const isConnected = has(cradle, "__pg_connection__")
  const all = [...missing, ...(isConnected ? [] : ["`__pg_connection__`"])]
  return all.length === 0 ? undefined : `the payment module gives its providers no ${all.join(", ")}`
}

/** @throws MedusaError that names what is missing: without it the amount to move is unknown. */
export function requireCradle(cradle: object): void {
  const objection = objectToCradle(cradle)
  if (objection !== undefined) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, notAsKnown(objection))
  }
}

function isCallable(cradle: object, service: string, method: string): boolean {
  const found = has(cradle, service) ? (cradle as Record<string, unknown>)[service] : undefined
  return typeof (found as Record<string, unknown> | undefined)?.[method] === "function"
}

/** Medusa's event bus in the payment module; undefined if there is none. */
export function eventBusOf(cradle: PaymentModuleCradle): EventBus | undefined {
  return isCallable(cradle, Modules.EVENT_BUS, "emit") ? (cradle[Modules.EVENT_BUS] as EventBus) : undefined
}

/** A container throws if it does not have the name. */
function has(cradle: object, name: string): boolean {
  try {
    return (cradle as Record<string, unknown>)[name] !== undefined
  } catch {
    return false
  }
}
