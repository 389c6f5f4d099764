import { amountFact, type IncidentDetail } from "../../domain/incident-detail"
import { heldAmount, type AttemptRecord } from "./journal/records"

/** A payment as the detail of an incident: the held or requested amount, and XPay's order id. */
export function paymentFact(attempt: AttemptRecord): Extract<IncidentDetail, { code: "payment" }> {
  return { code: "payment", amount: amountFact(heldAmount(attempt)), xpayOrderId: attempt.xpay_order_id }
}

/** Characters that PostgreSQL cannot store as JSON. External messages may contain them. */
const UNSTORABLE = /\0|\p{Surrogate}/gu

/** The detail of an incident, as stored. */
export function toStored(detail: IncidentDetail): string {
  return JSON.stringify(detail, (_, value: unknown) =>
    typeof value === "string" ? value.replace(UNSTORABLE, "") : value
  )
}
