import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { BigNumberRawValue, Logger } from "@medusajs/framework/types"
import type { MovementRow } from "../../medusa/movement-rows"

/** A row of Medusa's payment module, as far as the provider reads it. */
interface PaymentSessionRow {
  readonly id: string
  readonly amount: number
  readonly raw_amount: BigNumberRawValue
  readonly currency_code: string
}

interface PaymentRow {
  readonly id: string
  readonly raw_amount: BigNumberRawValue
  readonly payment_session_id: string
  readonly data?: { readonly attempt_id?: unknown } | null
}

interface Rows<Row> {
  retrieve(id: string, config?: { select?: string[] }): Promise<Row>
  list(filters: object, config?: { select?: string[]; take?: null }): Promise<Row[]>
}

/**
 * What the payment module's own container holds for a provider. Medusa passes it the amount of a capture in no other
 * way than by the id of its row, and a payment's session in no other way than by the payment's row.
 */
export interface PaymentModuleCradle extends Record<string, unknown> {
  readonly logger: Logger
  readonly __pg_connection__: Knex
  readonly paymentSessionService: Rows<PaymentSessionRow> & {
    update(change: { selector: { id: string }; data: { status: string } }): Promise<unknown>
  }
  readonly paymentService: Rows<PaymentRow>
  readonly captureService: Rows<MovementRow>
  readonly refundService: Rows<MovementRow>
}
