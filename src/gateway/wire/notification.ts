import { withoutUndefined } from "../../domain/without-undefined"
import type { Secret } from "../secret"
import { readFields, readId, readText } from "./lenient"
import { operation, type Operation } from "./operation"
import { readSecurityToken } from "./security-token"
import { readTime } from "./time"
import { asXPayOrderId, type XPayOrderId } from "../../domain/ids"

/** The body that XPay posts to the notification URL. A hint: it is not signed, so the order has to be read. */
export interface Notification {
  /** Identifies a repetition. */
  readonly eventId?: string
  readonly eventTime?: Date
  /** To compare, in constant time, with the token received when the payment was opened. */
  readonly securityToken?: Secret
  readonly orderId?: XPayOrderId
}

/** Reads the identifying fields of a notification of any form; never fails. Unreadable fields are absent. */
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
 * Reads the operation in a notification; undefined if it cannot be read. Call this only once the notification
 * is known to be about a payment of ours: it is expensive, and strangers must not trigger it.
 */
export function readNotified(body: unknown): Operation | undefined {
  return operation.safeParse(readFields(body).operation).data
}
