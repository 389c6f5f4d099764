import { said } from "../said"
import type { Secret } from "../secret"
import { readFields, readText } from "./lenient"
import { operation, type Operation } from "./operation"
import { readSecurityToken } from "./security-token"
import { readTime } from "./time"

/** What XPay posts to the notification address. A hint: it is not signed, so the order has to be read. */
export interface Notification {
  /** To recognise a repetition. */
  readonly eventId?: string
  readonly eventTime?: Date
  /** To compare, in constant time, with the one that came when the payment was opened. */
  readonly securityToken?: Secret
  readonly orderId?: string
  /** Absent when it cannot be read; the order id may be there all the same. */
  readonly operation?: Operation
}

/** Reads a notification of any shape; never fails. What cannot be read is absent. */
export function readNotification(body: unknown): Notification {
  const wire = readFields(body)
  return said<Notification>({
    eventId: readText(wire.eventId),
    eventTime: readTime(wire.eventTime),
    securityToken: readSecurityToken(wire.securityToken),
    orderId: readText(readFields(wire.operation).orderId),
    operation: operation.safeParse(wire.operation).data,
  })
}
