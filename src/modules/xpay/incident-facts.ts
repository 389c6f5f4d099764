import { amountFact, type IncidentDetail } from "../../domain/incident-detail"
import { heldAmount, type AttemptRecord } from "./journal/records"

/** A payment, as the detail of an incident: what is held, or was requested, and XPay's id of it. */
export function paymentFact(attempt: AttemptRecord): Extract<IncidentDetail, { code: "payment" }> {
  return { code: "payment", amount: amountFact(heldAmount(attempt)), xpayOrderId: attempt.xpay_order_id }
}

/** What JSON in PostgreSQL cannot hold. The words of others may. */
const UNSTORABLE = /\0|\p{Surrogate}/gu

/** The detail of an incident as it is stored. */
export function toStored(detail: IncidentDetail): string {
  return JSON.stringify(detail, (_, value: unknown) =>
    typeof value === "string" ? value.replace(UNSTORABLE, "") : value
  )
}
