import { fullView } from "../api/views/operation-view"
import { lastChange, type Operation } from "../ledger/operation"
import { type HostedSession, type Order } from "../ledger/order"
import { type World } from "../world"
import { type NotificationPlan } from "./notification-plan"
import { postJson } from "./post-json"

/** A webhook, sent or to be sent. */
export interface NotificationRecord {
  readonly eventId: string
  /** Null for a forged one. */
  readonly orderId: string | null
  readonly operationResult: string | null
  readonly url: string
  readonly body: unknown
  /** `waiting` for its time, `held` until resent manually, `muted` by a switch. */
  state: "waiting" | "sending" | "answered" | "failed" | "held" | "muted"
  /** Number of times it was posted. */
  attempts: number
  /** The merchant's last response. */
  httpStatus: number | null
  /** Why the last attempt had no response, e.g. ECONNREFUSED. */
  failure: string | null
}

/** A notification, timed relative to the payer's return. */
export interface Announcement {
  /** Resolves when the shop has responded, if the notification is sent first. */
  readonly beforeRedirect: () => Promise<void>
  readonly afterRedirect: () => void
}

/** Real milliseconds between the browser's redirect and a notification that follows it. */
const afterRedirectMs = 150

/**
 * Sends the webhooks of hosted payments. XPay documents no retries and ignores the response, so each notification is
 * posted once per copy and never repeated automatically.
 */
export class Notifier {
  private records: NotificationRecord[] = []

  constructor(private readonly world: World) {}

  all(): readonly NotificationRecord[] {
    return this.records
  }

  /** Prepares the webhook of a hosted payment; none exists without a `notificationUrl`. */
  announce(order: Order, operation: Operation): Announcement {
    const record = this.prepare(order, operation)
    const plan = planOf(this.world, order.hosted)
    if (!record) return { beforeRedirect: () => Promise.resolve(), afterRedirect: () => undefined }
    if (plan.timing === "never") record.state = "held"
    return {
      beforeRedirect: () =>
        plan.timing === "before-redirect" ? this.deliver(record, plan.copies) : Promise.resolve(),
      afterRedirect: () => {
        if (plan.timing === "after-redirect") this.deliverLater(record, plan.copies, afterRedirectMs)
        if (plan.timing === "late") this.deliverLater(record, plan.copies, plan.lateMs)
      },
    }
  }

  /** For a change that no browser waits for, such as a pending payment that resolves. */
  announceNow(order: Order, operation: Operation): void {
    const announcement = this.announce(order, operation)
    void announcement.beforeRedirect().then(announcement.afterRedirect)
  }

  /** Posts a notification again, or one that was held. */
  async resend(eventId: string): Promise<NotificationRecord | undefined> {
    const record = this.records.find((candidate) => candidate.eventId === eventId)
    if (record) await this.post(record)
    return record
  }

  /** Posts a body that the tester supplies. */
  async forge(
    url: string,
    body: unknown,
    headers: Readonly<Record<string, string>>
  ): Promise<NotificationRecord> {
    const record = this.keep({
      eventId: this.world.random.uuid(),
      orderId: null,
      operationResult: null,
      url,
      body,
    })
    await this.post(record, headers)
    return record
  }

  clear(): void {
    this.records = []
  }

  private prepare(order: Order, operation: Operation): NotificationRecord | undefined {
    const url = order.hosted?.notificationUrl
    if (!order.hosted || !url) return undefined
    const eventId = this.world.random.uuid()
    const { at, result } = lastChange(operation)
    const record = this.keep({
      eventId,
      orderId: order.orderId,
      operationResult: result,
      url,
      body: {
        eventId,
        eventTime:
          this.world.switches.notificationEventTime === "iso" ? new Date(at).toISOString() : seconds(at),
        securityToken: order.hosted.tokenInUse ?? order.hosted.securityToken,
        operation: fullView(this.world, operation, { result, at }),
      },
    })
    return record
  }

  private keep(
    given: Pick<NotificationRecord, "eventId" | "orderId" | "operationResult" | "url" | "body">
  ): NotificationRecord {
    const record: NotificationRecord = {
      ...given,
      state: "waiting",
      attempts: 0,
      httpStatus: null,
      failure: null,
    }
    this.records.push(record)
    return record
  }

  private deliverLater(record: NotificationRecord, copies: number, ms: number): void {
    this.world.timers.after(ms, () => void this.deliver(record, copies))
  }

  private async deliver(record: NotificationRecord, copies: number): Promise<void> {
    if (this.world.switches.notificationsMuted) {
      record.state = "muted"
      return
    }
    await Promise.all(Array.from({ length: copies }, () => this.post(record)))
  }

  private async post(
    record: NotificationRecord,
    headers: Readonly<Record<string, string>> = {}
  ): Promise<void> {
    record.state = "sending"
    record.attempts += 1
    const outcome = await postJson(record.url, record.body, headers)
    record.state = outcome.httpStatus === null ? "failed" : "answered"
    record.httpStatus = outcome.httpStatus
    record.failure = outcome.failure
  }
}

function planOf(world: World, hosted: HostedSession | null): NotificationPlan {
  const { notificationTiming, notificationCopies, notificationLateMs } = world.switches
  return (
    hosted?.notificationPlan ?? {
      timing: notificationTiming,
      copies: notificationCopies,
      lateMs: notificationLateMs,
    }
  )
}

/** An example in the documentation has epoch seconds, as a string. */
function seconds(at: number): string {
  return String(Math.floor(at / 1000))
}
