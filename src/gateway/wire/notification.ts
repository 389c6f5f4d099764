import { withoutUndefined } from "../../domain/without-undefined"
import type { Secret } from "../secret"
import { readFields, readId, readText } from "./lenient"
import { operation, type Operation } from "./operation"
import { readSecurityToken } from "./security-token"
import { readTime } from "./time"
import { asXPayOrderId, type XPayOrderId } from "../../domain/ids"

/** What XPay posts to the notification address. A hint: it is not signed, so the order has to be read. */
export interface Notification {
  /** To recognise a repetition. */
  readonly eventId?: string
  readonly eventTime?: Date
  /** To compare, in constant time, with the one that came when the payment was opened. */
  readonly securityToken?: Secret
  readonly orderId?: XPayOrderId
}

/** Reads who and what a notification of any shape is about; never fails. What cannot be read is absent. */
export function readNotification(body: unknown): Notification {
  const wire = readFields(body)
  return withoutUndefined<Notification>({
    eventId: readText(wire.eventId),
    eventTime: readTime(wire.eventTime),
    securityToken: readSecurityToken(wire.securityToken),
    orderId: readId(readFields(wire.operation).orderId, asXPayOrderId),
  })
}

/**
 * Reads what a notification says has happened; undefined when it cannot be read. To be asked once the notification is
 * known to be about a payment of ours: it is much work that strangers must not cause.
 */
export function readNotified(body: unknown): Operation | undefined {
  return operation.safeParse(readFields(body).operation).data
}
