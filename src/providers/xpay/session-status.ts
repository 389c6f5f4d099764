import { PaymentSessionStatus } from "@medusajs/framework/utils"
import type { AttemptState } from "../../domain/attempt-state"

/** Maps our attempt states to Medusa's session statuses. */
export const SESSION_STATUS: Readonly<Record<AttemptState, PaymentSessionStatus>> = {
  created: PaymentSessionStatus.PENDING,
  authenticating: PaymentSessionStatus.REQUIRES_MORE,
  authenticated: PaymentSessionStatus.PENDING,
  authorizing: PaymentSessionStatus.PENDING,
  pending_payer: PaymentSessionStatus.PENDING,
  authorized: PaymentSessionStatus.AUTHORIZED,
  capturing: PaymentSessionStatus.AUTHORIZED,
  captured: PaymentSessionStatus.CAPTURED,
  refunding: PaymentSessionStatus.CAPTURED,
  partially_refunded: PaymentSessionStatus.CAPTURED,
  refunded: PaymentSessionStatus.CAPTURED,
  voiding: PaymentSessionStatus.AUTHORIZED,
  voided: PaymentSessionStatus.CANCELED,
  declined: PaymentSessionStatus.ERROR,
  authentication_failed: PaymentSessionStatus.ERROR,
  abandoned: PaymentSessionStatus.CANCELED,
  expired: PaymentSessionStatus.CANCELED,
  failed: PaymentSessionStatus.ERROR,
}
